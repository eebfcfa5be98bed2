/** Of several filters that match a packet, Windows asks the most specific: which one that is, and where it isn't certain. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, read, ruleOf } from './netsh-kit.ts';

it('what is secured twice is no fault of one of the two', () => {
  const filter = 'srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1 protocol=TCP dstport=445';
  const { configuration } = read(ACTIONS + ruleOf('a', 'must', filter) + ruleOf('b', 'must', filter));
  const rules = configuration.rulesets[0]?.rules.map(({ name, action }) => `${name} ${action}`);
  expect(rules).toEqual(['a permit', 'b permit', 'a deny', 'b deny']);
});

describe('of two filters that share packets', () => {
  const A = 'srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1 protocol=TCP dstport=80 mirrored=no';
  it.each([
    ['the same ones are unproven', A, A, 'depends'],
    [
      'the narrower one decides',
      A,
      'srcaddr=10.1.2.0 srcmask=24 dstaddr=10.0.0.1 protocol=TCP dstport=80',
      'deny',
    ],
    ['also where it is wider', A, 'srcaddr=10.0.0.0 srcmask=8 dstaddr=10.0.0.1', 'permit'],
    ['neither is surely more specific', A, 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP', 'depends'],
    [
      'a range has no place among subnets',
      A,
      'srcaddr=10.1.2.0-10.1.2.9 dstaddr=10.0.0.1 protocol=TCP dstport=80',
      'depends',
    ],
    ['the other one is for other packets', A, 'srcaddr=10.1.2.4 dstaddr=10.0.0.1', 'permit'],
    ['what is not known may be narrower', A, 'srcaddr=x.contoso.com dstaddr=10.0.0.1', 'depends'],
  ])('%s', (_, permit, block, verdict) => {
    for (const text of [
      ruleOf('a', 'permit', permit) + ruleOf('b', 'block', block),
      ruleOf('b', 'block', block) + ruleOf('a', 'permit', permit),
    ])
      expect(read(ACTIONS + text).ask('tcp 10.1.2.3:50000 > 10.0.0.1:80')).toBe(verdict);
  });

  it('what a third one says exactly of their packets holds', () => {
    const text =
      ruleOf('a', 'permit', A) +
      ruleOf('b', 'block', 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP') +
      ruleOf('c', 'permit', 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP dstport=80');
    expect(read(ACTIONS + text).ask('tcp 10.1.2.3:50000 > 10.0.0.1:80')).toBe('permit');
  });
});

interface Drawn {
  readonly action: 'permit' | 'block' | 'must';
  readonly source: readonly [number, number];
  readonly destination: readonly [number, number];
  readonly protocol: 'any' | 'tcp' | 'udp';
  readonly ports: readonly [number, number];
}
const end = fc.tuple(fc.nat(3), fc.constantFrom(30, 31, 32));
const drawn: fc.Arbitrary<Drawn> = fc.record({
  action: fc.constantFrom('permit', 'block', 'must'),
  source: end,
  destination: end,
  protocol: fc.constantFrom('any', 'tcp', 'udp'),
  ports: fc.tuple(fc.constantFrom(0, 0, 7), fc.constantFrom(0, 8, 9)),
});
const inside = ([address, length]: readonly [number, number], other: number): boolean =>
  address >> (32 - length) === other >> (32 - length);
const isInside = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  a[1] >= b[1] && inside(b, a[0]);
/** Whether all that `a` matches, `b` does, too. */
const isNarrower = (a: Drawn, b: Drawn): boolean =>
  isInside(a.source, b.source) &&
  isInside(a.destination, b.destination) &&
  (b.protocol === 'any' || a.protocol === b.protocol) &&
  a.ports.every((port, i) => b.ports[i] === 0 || b.ports[i] === port);

it('never decides otherwise than any order does that asks narrower filters first', () => {
  let certain = 0;
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 6 }),
      fc.tuple(
        fc.nat(3),
        fc.nat(3),
        fc.constantFrom('tcp', 'udp'),
        fc.constantFrom(7, 10),
        fc.constantFrom(8, 9, 10),
      ),
      (list, [from, to, protocol, source, destination]) => {
        const filters = list.map((f) => (f.protocol === 'any' ? { ...f, ports: [0, 0] as const } : f));
        const text = filters.map((f, i) =>
          ruleOf(
            `l${i}`,
            f.action,
            `srcaddr=10.0.0.${f.source[0]} srcmask=${f.source[1]} dstaddr=10.0.1.${f.destination[0]} dstmask=${f.destination[1]} protocol=${f.protocol} srcport=${f.ports[0]} dstport=${f.ports[1]} mirrored=no`,
          ),
        );
        const matching = filters.filter(
          (f) =>
            inside(f.source, from) &&
            inside(f.destination, to) &&
            (f.protocol === 'any' || f.protocol === protocol) &&
            (f.ports[0] === 0 || f.ports[0] === source) &&
            (f.ports[1] === 0 || f.ports[1] === destination),
        );
        const first = matching.filter((f) => !matching.some((g) => isNarrower(g, f) && !isNarrower(f, g)));
        const actions = new Set(first.map((f) => f.action));
        const verdict = read(ACTIONS + text.join('')).ask(
          `${protocol} 10.0.0.${from}:${source} > 10.0.1.${to}:${destination}`,
        );
        const meant = { permit: 'permit', block: 'deny', must: 'depends' } as const;
        const [only] = actions;
        if (actions.size === 0) expect(verdict).toBe('permit');
        else if (actions.size > 1) expect(verdict).toBe('depends');
        else if (verdict !== 'depends') expect(verdict).toBe(meant[only as Drawn['action']]);
        if (actions.size === 1 && only !== 'must' && verdict !== 'depends') certain++;
      },
    ),
    { numRuns: 500 },
  );
  expect(certain).toBeGreaterThan(30);
});

it.each([
  ['a tag that stands twice', 'srcaddr=10.9.0.1 srcaddr=10.1.0.5 dstaddr=10.0.0.1', ''],
  ['a tunnel, whose end may be anything', 'srcaddr=10.9.0.1 dstaddr=10.0.0.1', 'tunnel=10.0.0.1'],
])('a wider permit may be none beside %s', (_, filter, tunnel) => {
  const text =
    ruleOf('a', 'permit', filter).replace(' filteraction=', ` ${tunnel} filteraction=`) +
    ruleOf('b', 'permit', 'srcaddr=10.0.0.0 srcmask=8 dstaddr=10.0.0.1');
  const { ask } = read(ACTIONS + text);
  expect(ask('tcp 10.9.0.1:50000 > 10.0.0.1:80')).toBe('depends');
});
