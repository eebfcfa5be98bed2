/** Texts that are small and could mean endless work. */
import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import { checkpointReader } from './reader.ts';

const PACKET = 'tcp 10.0.0.1:1 > 10.0.0.2:1';
const any = { type: 'access-rule', source: ['Any'], destination: ['Any'], service: ['Any'] };
const ask = (text: string): string => readWith(checkpointReader, text).ask(PACKET);

it('layers that hold each other many times are written out only so far', () => {
  const layers = Array.from({ length: 20 }, (_, i) => ({
    uid: `l${i}`,
    name: `L${i}`,
    rulebase: Array.from({ length: 20 }, () => ({
      ...any,
      action: 'Inner Layer',
      'inline-layer': `l${i + 1}`,
    })),
  }));
  expect(ask(JSON.stringify(layers))).not.toBe('permit');
});

it('groups within themselves, and lists of any length, are read', () => {
  const group = { uid: 'g', name: 'g', type: 'group', members: ['g'] };
  const rulebase = [{ ...any, source: ['g'], action: 'Accept' }];
  expect(ask(JSON.stringify({ name: 'N', rulebase, 'objects-dictionary': [group] }))).toBe('depends');
  const long = [{ ...any, source: Array.from({ length: 150_000 }, () => 'x'), action: 'Accept' }];
  expect(ask(JSON.stringify({ name: 'N', rulebase: long }))).toBe('depends');
});
