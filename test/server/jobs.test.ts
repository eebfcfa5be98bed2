/** What jobs make of texts, held against what the command line makes of the same texts in files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isOver, type Job } from '../../src/server/jobs/job.ts';
import type { ConfigurationText, JobInput, JobText, TargetText } from '../../src/server/jobs/job-input.ts';
import { JobQueue } from '../../src/server/jobs/queue.ts';
import { workerFile } from '../../src/server/jobs/worker-file.ts';
import { typed } from '../cli/portolan.ts';

const CONTOSO = path.resolve(import.meta.dirname, '../../examples/contoso');
const queue = new JobQueue({ file: workerFile(), megabytes: 1024 });
afterAll(() => queue.close());

const text = (file: string): JobText => ({ file, bytes: readFileSync(path.join(CONTOSO, file)) });
const of = (kind: 'filter' | 'host', name: string, file: string): TargetText => ({
  ...text(`configurations/${file}`),
  target: { kind, name },
});
const hierarchy = text('hierarchy.yaml');
const options = {};

function run(input: JobInput): Promise<Job> {
  const { promise, resolve } = Promise.withResolvers<Job>();
  const job = queue.submit(input);
  if (!job) throw new Error('the queue is full');
  queue.subscribe(job.id, (event) => {
    if (isOver(event.job)) resolve(event.job);
  });
  return promise;
}

const documentOf = ({ document }: Job): string => Buffer.from(document ?? []).toString();
const said = async (...args: string[]): Promise<string> =>
  (await typed([...args, '--format', 'json'], CONTOSO)).out;

const c = (name: string): string => `configurations/${name}`;

describe('jobs say what the command line says', () => {
  it.each([
    ['core', 'filter', ['core-mistakes.cfg']],
    ['branch', 'filter', ['branch-mistakes.rules.v4', 'branch.rules.v6']],
    ['perimeter', 'filter', ['perimeter-mistakes.nft']],
    ['mp01', 'host', ['mp01-mistakes.ps1']],
  ] as const)('verify: %s', async (name, kind, files) => {
    const targets = files.map((file) => of(kind, name, file));
    const job = await run({ kind: 'verify', hierarchy, targets, options });
    expect(documentOf(job)).toBe(await said('verify', 'hierarchy.yaml', ...files.map(c), `--${kind}`, name));
    expect(JSON.parse(documentOf(job)).findings.length).toBeGreaterThan(2);
  });

  it('verify: whole ways', async () => {
    const targets = [
      of('filter', 'core', 'core.cfg'),
      of('filter', 'branch', 'branch.rules.v4'),
      of('filter', 'branch', 'branch.rules.v6'),
      of('filter', 'perimeter', 'perimeter.nft'),
      of('host', 'mp01', 'mp01.ps1'),
    ];
    const job = await run({ kind: 'verify', hierarchy, targets, options });
    const files = targets.map(({ target, file }) => `${target.name}=${file}`);
    expect(documentOf(job)).toBe(await said('verify', 'hierarchy.yaml', ...files));
  });

  it('verify: rules printed without interfaces, with what is assumed', async () => {
    const printed = { ...text('rules/filters/partner.nft'), target: { kind: 'filter', name: 'partner' } };
    const input = { kind: 'verify', hierarchy, targets: [printed as TargetText] } as const;
    const command = ['verify', 'hierarchy.yaml', 'rules/filters/partner.nft', '--filter', 'partner'];
    const plain = documentOf(await run({ ...input, options }));
    expect(plain).toBe(await said(...command));
    const assumed = documentOf(
      await run({ ...input, options: { zoneInterfaces: true, emptyIncludes: true } }),
    );
    expect(assumed).toBe(await said(...command, '--assume-zone-interfaces', '--assume-empty-includes'));
  });

  it('lint', async () => {
    const files = ['core-mistakes.cfg', 'mp01-mistakes.ps1'].map(c);
    const job = await run({ kind: 'lint', configurations: files.map(text), options });
    expect(documentOf(job)).toBe(await said('lint', ...files));
  });

  it.each([
    ['core', 'filter', 'core-mistakes.cfg'],
    ['branch', 'filter', 'branch-mistakes.rules.v4'],
    ['mp01', 'host', 'mp01-mistakes.ps1'],
  ] as const)('repair: %s', async (name, kind, file) => {
    const job = await run({ kind: 'repair', hierarchy, target: of(kind, name, file), options });
    expect(documentOf(job)).toBe(await said('repair', 'hierarchy.yaml', c(file), `--${kind}`, name));
    expect(JSON.parse(documentOf(job)).edits.length).toBeGreaterThan(0);
  });

  it('compare: configurations, with and without the hierarchy’s names', async () => {
    const [before, after] = [text(c('perimeter.nft')), text(c('perimeter-mistakes.nft'))];
    const input = { kind: 'compare', what: 'configurations', before, after, options } as const;
    const command = ['diff', before.file, after.file];
    expect(documentOf(await run(input))).toBe(await said(...command));
    const named = documentOf(await run({ ...input, hierarchy }));
    expect(named).toBe(await said(...command, '--hierarchy', 'hierarchy.yaml'));
  });

  it('compare: hierarchies', async () => {
    const after = { file: 'hierarchy.yaml', bytes: Buffer.from(String(hierarchy.bytes)) };
    const branch = { ...text('../branch/hierarchy.yaml') };
    for (const [old, now] of [
      [hierarchy, after],
      [hierarchy, branch],
    ] as const) {
      const job = await run({ kind: 'compare', what: 'hierarchies', before: old, after: now });
      expect(documentOf(job)).toBe(await said('diff', old.file, now.file));
    }
  });

  it.each([
    ['one way', c('core-mistakes.cfg'), 'tcp 10.20.0.7:50000 > 10.10.0.30:445', undefined, 'new'],
    ['every way', c('mp01.ps1'), 'tcp 10.20.0.7 > 10.10.2.10:443', undefined, 'new'],
    ['in', c('mp01.ps1'), 'tcp 10.20.0.7 > 10.10.2.10:443', 'in', 'established'],
  ] as const)('explain: %s', async (_, file, packet, way, state) => {
    const configuration: ConfigurationText = text(file);
    const job = await run({ kind: 'explain', configuration, packet, state, options, ...(way && { way }) });
    const more = way === undefined ? [] : ['--way', way];
    expect(documentOf(job)).toBe(await said('explain', file, packet, '--state', state, ...more));
  });
});

describe('jobs say what is wrong', () => {
  const broken = (bytes: string): JobText => ({ file: 'hierarchy.yaml', bytes: Buffer.from(bytes) });
  const core = of('filter', 'core', 'core.cfg');

  it('with the hierarchy', async () => {
    const job = await run({ kind: 'verify', hierarchy: broken('name: ['), targets: [core], options });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'invalid-hierarchy' } });
    expect(job.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('with a hierarchy that is no text', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0]);
    const job = await run({
      kind: 'verify',
      hierarchy: { file: 'h.yaml', bytes },
      targets: [core],
      options,
    });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'invalid-hierarchy' } });
  });

  it('with a configuration', async () => {
    const prose = { ...core, file: 'core', bytes: Buffer.from('Dear all,\nplease open port 443.\n') };
    const job = await run({ kind: 'verify', hierarchy, targets: [core, prose], options });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'unreadable-configuration' } });
    expect(job.diagnostics.map(({ code }) => code)).toEqual(['PT8008']);
  });

  it('with a packet', async () => {
    const job = await run({
      kind: 'explain',
      configuration: core,
      packet: 'a > b',
      state: 'new',
      options,
    });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'bad-packet' } });
  });

  it('with what is too large for its memory', async () => {
    const small = new JobQueue({ file: workerFile(), megabytes: 48 });
    const line = 'access-list A extended permit tcp host 10.0.0.1 host 10.0.0.2 eq 443\n';
    const job = small.submit({
      kind: 'lint',
      configurations: [{ file: 'a', bytes: Buffer.from(line.repeat(900_000)), dialect: 'cisco-asa' }],
      options,
    });
    const { promise, resolve } = Promise.withResolvers<Job>();
    small.subscribe(job?.id ?? '', (event) => isOver(event.job) && resolve(event.job));
    expect(await promise).toMatchObject({ state: 'failed', problem: { code: 'out-of-memory' } });
    await small.close();
  });
});
