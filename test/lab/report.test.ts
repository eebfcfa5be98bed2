/** A lab's report in all its forms, and that its observations are a set like any other. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportJson, reportJunit } from '../../src/lab/proof/report-files.ts';
import type { LabReport } from '../../src/lab/proof/report-model.ts';
import { phaseText, summaryText, wrongCount } from '../../src/lab/proof/report-text.ts';
import { readObservations } from '../../src/probe/read-observations.ts';
import { portolan } from '../cli/portolan.ts';
import { unavailable } from './kit.ts';

const schema = (name: string): object =>
  JSON.parse(
    readFileSync(path.join(import.meta.dirname, `../../schema/${name}.schema.json`), 'utf8'),
  ) as object;
const validate = new Ajv2020({ strict: true })
  .addSchema(schema('observations'), 'observations.schema.json')
  .compile(schema('lab-report'));

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(unavailable)('the report of a lab', () => {
  const file = path.join(folder, 'report.json');
  let text: string;
  let report: LabReport;

  beforeAll(async () => {
    const ran = await portolan([
      ...['lab', 'test', 'examples/branch', '--mutations', '2'],
      ...['--format', 'json', '--out', file],
    ]);
    expect([ran.code, ran.out]).toEqual([0, '']);
    // What was done is told meanwhile, on standard error.
    expect(ran.err).toContain('everything else is blocked');
    text = readFileSync(file, 'utf8');
    report = JSON.parse(text) as LabReport;
  }, 120_000);

  it('is as its schema says', () => {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
    expect(report.phases.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
    expect(report.mutations).toHaveLength(2);
  });

  it('is read as observations by whatever reads them', async () => {
    const reading = readObservations(text);
    expect('set' in reading && reading.set.hierarchy).toBe('Branch');
    expect('set' in reading && reading.set.observations).toEqual(report.observations);
    expect(report.observations.length).toBeGreaterThan(50);
    const ran = await portolan(['probe', 'examples/branch', '--read', file]);
    expect(ran.err).toBe('');
    expect(ran.out).toContain(`${report.observations.length} questions: `);
  });

  it('says in every form what is wrong', () => {
    const [first, ...rest] = report.phases;
    if (!first) throw new Error('no phase');
    const says = 'a (10.0.0.1) to <b>\u001b[31m (10.0.0.2) on tcp/1: expected silence, but it was answered';
    const faults = [{ says, from: 'a', to: 'b', transport: 'tcp', port: 1, flows: [] }];
    const broken: LabReport = { ...report, phases: [{ ...first, right: first.asked - 1, faults }, ...rest] };
    expect(wrongCount(broken)).toBe(1);
    const json = reportJson(broken);
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
    const junit = reportJunit(broken);
    expect(junit).toContain('failures="1"');
    expect(junit).toContain('to &lt;b&gt;');
    expect(junit).not.toContain('\u001b');
    expect(phaseText(broken.phases[0] ?? first)).not.toContain('\u001b');
    expect(summaryText(broken)).toContain('1 of ');
  });
});
