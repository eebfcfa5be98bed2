import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Observation } from '../plan/observation.ts';
import { readObservations } from '../probe/read-observations.ts';
import { observationsFile, readKeptObservations, storeObservations } from './observations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portolan-observations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const look = (task: string, minute: number): Observation => ({
  time: `2026-11-28T20:${String(minute).padStart(2, '0')}:00.000Z`,
  kind: 'probe',
  on: 'cm1',
  task,
  flow: 'f',
  transport: 'tcp',
  from: {},
  to: { name: 'dc1', address: '192.0.2.1', port: 445 },
  verdict: 'open',
  evidence: 'it answers',
  facts: {},
});
const store = (...observations: Observation[]): void =>
  storeObservations(folder, { hierarchy: 'H', revision: 'r', observations });
const kept = (): string[] =>
  readKeptObservations(folder).observations.map((o) => `${o.task} ${o.time.slice(14, 16)}`);

it('keeps the newest look and four before it, each once', () => {
  for (let minute = 0; minute < 8; minute++) store(look('a', minute), look('a', minute));
  store(look('b', 1));
  expect(kept()).toEqual(['a 03', 'a 04', 'a 05', 'a 06', 'a 07', 'b 01']);
});

it('drops the oldest before the newest of any question where there are too many', () => {
  const many = Array.from({ length: 25_001 }, (_, i) => [look(`t${i}`, 1), look(`t${i}`, 2)]).flat();
  store(...many);
  const { observations } = readKeptObservations(folder);
  expect(observations).toHaveLength(50_000);
  expect(new Set(observations.map(({ task }) => task)).size).toBe(25_001);
});

it('is a journal that the command line reads', () => {
  store(look('a', 1));
  const reading = readObservations(readFileSync(observationsFile(folder), 'utf8'));
  expect(reading).toMatchObject({ set: { hierarchy: 'H', observations: [{ task: 'a' }] } });
});

it('reads over what is none of it', () => {
  store(look('a', 1));
  appendFileSync(observationsFile(folder), '{"kind":"probe"}\n[]\nnull\n{"time"');
  expect(kept()).toEqual(['a 01']);
});
