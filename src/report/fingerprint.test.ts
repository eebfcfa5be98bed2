import { describe, expect, it } from 'vitest';
import { EXCESS, MISSING, ORIGIN, packet, place } from '../../test/report/sample-findings.ts';
import type { Finding } from '../verify/finding.ts';
import { fingerprints } from './fingerprint.ts';

const one = (finding: Finding): string => fingerprints([finding])[0] ?? '';

describe('fingerprints', () => {
  it('stay the same when lines move or are said in other words', () => {
    expect(one({ ...MISSING, place: place(99), message: 'other words', text: 'another line blocks' })).toBe(
      one(MISSING),
    );
    expect(one({ ...EXCESS, place: place(99), help: 'more' })).toBe(one(EXCESS));
    const second = { ...ORIGIN, flow: 'a#1' };
    expect(one({ ...MISSING, origins: [ORIGIN, second] })).toBe(
      one({ ...MISSING, origins: [second, ORIGIN] }),
    );
  });

  it.each<[string, Partial<Finding>]>([
    ['another code', { code: 'PT9002' }],
    ['another filter', { filter: 'edge' }],
    ['another rule set', { ruleset: 'chain ip filter forward' }],
    ['another flow', { origins: [{ ...ORIGIN, flow: 'other#1' }] }],
    ['another packet', { witness: packet('tcp 10.20.0.7 > 10.10.1.10:80') }],
  ])('differ for %s', (_, change) => {
    expect(one({ ...MISSING, ...change })).not.toBe(one(MISSING));
  });

  it('differ for other lines where no flow is concerned', () => {
    expect(one({ ...EXCESS, text: 'accept' })).not.toBe(one(EXCESS));
  });

  it('are never shared', () => {
    expect(new Set(fingerprints([EXCESS, EXCESS, EXCESS])).size).toBe(3);
    expect(fingerprints([EXCESS, EXCESS])[0]).toBe(one(EXCESS));
  });
});
