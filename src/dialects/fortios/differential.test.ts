/** Random configurations, asked packet by packet what FortiOS would do, by rules that are said here once more. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import { fortiosReader } from './reader.ts';

interface Group {
  readonly members: readonly string[];
  readonly excluded: readonly string[];
}
interface Policy {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly notSource: boolean;
  readonly notDestination: boolean;
  readonly services: readonly string[];
  readonly notService: boolean;
  readonly accept: boolean;
  readonly enabled: boolean;
}

/** Sixteen hosts, 10.0.0.0 to 10.0.0.15; the first eight stand behind `a`, the next four behind `b`, the rest behind `c`. */
const HOSTS = Array.from({ length: 16 }, (_, i) => i);
const SIDES: Record<string, readonly number[]> = {
  a: HOSTS.slice(0, 8),
  b: HOSTS.slice(8, 12),
  c: HOSTS.slice(12),
};
const PORTS = [79, 80, 81, 443];
const SERVICES: Record<string, readonly number[]> = {
  ALL: PORTS,
  HTTP: [80],
  HTTPS: [443],
  LOW: [79, 80, 81],
};
const ADDRESSES = ['x0', 'x1', 'x2', 'x3'];
const GROUPS = ['g0', 'g1'];

const range = fc.tuple(fc.nat(15), fc.nat(15)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const some = (names: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...names], { minLength: 1 });
const policy: fc.Arbitrary<Policy> = fc.record({
  from: fc.oneof(fc.constant(['any']), some(['a', 'b', 'c'])),
  to: fc.oneof(fc.constant(['any']), some(['a', 'b', 'c'])),
  source: some(['all', ...ADDRESSES, ...GROUPS]),
  destination: some(['all', ...ADDRESSES, ...GROUPS]),
  notSource: fc.boolean(),
  notDestination: fc.boolean(),
  services: some(Object.keys(SERVICES)),
  notService: fc.boolean(),
  accept: fc.boolean(),
  enabled: fc.boolean(),
});
const group = (names: readonly string[]): fc.Arbitrary<Group> =>
  fc.record({ members: some(names), excluded: fc.subarray([...names]) });
const configuration = fc.record({
  ranges: fc.tuple(range, range, range, range),
  groups: fc.tuple(group(ADDRESSES), group([...ADDRESSES, 'g0'])),
  policies: fc.array(policy, { minLength: 1, maxLength: 5 }),
});
type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

function hostsOf(name: string, { ranges, groups }: Configuration): ReadonlySet<number> {
  if (name === 'all') return new Set(HOSTS);
  const at = Number(name.slice(1));
  if (name.startsWith('x')) {
    const [first = 1, last = 0] = ranges[at] ?? [];
    return new Set(HOSTS.filter((h) => first <= h && h <= last));
  }
  const { members = [], excluded = [] } = groups[at] ?? {};
  const all = (names: readonly string[], c: Configuration): Set<number> =>
    new Set(names.flatMap((n) => [...hostsOf(n, c)]));
  const away = all(excluded, { ranges, groups, policies: [] });
  return new Set([...all(members, { ranges, groups, policies: [] })].filter((h) => !away.has(h)));
}

function judged(c: Configuration, source: number, destination: number, port: number): 'permit' | 'deny' {
  const holds = (names: readonly string[], host: number): boolean =>
    names.some((n) => hostsOf(n, c).has(host));
  const behind = (names: readonly string[], host: number): boolean =>
    names.some((n) => n === 'any' || SIDES[n]?.includes(host));
  const match = c.policies.find(
    (p) =>
      p.enabled &&
      behind(p.from, source) &&
      behind(p.to, destination) &&
      holds(p.source, source) !== p.notSource &&
      holds(p.destination, destination) !== p.notDestination &&
      p.services.some((s) => SERVICES[s]?.includes(port)) !== p.notService,
  );
  return match?.accept ? 'permit' : 'deny';
}

function textOf({ ranges, groups, policies }: Configuration): string {
  const list = (names: readonly string[]): string => names.map((n) => `"${n}"`).join(' ');
  const flag = (value: boolean): string => (value ? 'enable' : 'disable');
  return [
    'config firewall address',
    ...ranges.flatMap(([first, last], i) => [
      `edit "x${i}"`,
      'set type iprange',
      `set start-ip 10.0.0.${first}`,
      `set end-ip 10.0.0.${last}`,
      'next',
    ]),
    'end',
    'config firewall addrgrp',
    ...groups.flatMap(({ members, excluded }, i) => [
      `edit "g${i}"`,
      `set member ${list(members)}`,
      ...(excluded.length > 0 ? ['set exclude enable', `set exclude-member ${list(excluded)}`] : []),
      'next',
    ]),
    'end',
    'config firewall service custom',
    'edit "LOW"',
    'set tcp-portrange 79-81',
    'next',
    'end',
    'config firewall policy',
    ...policies.flatMap((p, i) => [
      `edit ${i + 1}`,
      `set status ${flag(p.enabled)}`,
      `set srcintf ${list(p.from)}`,
      `set dstintf ${list(p.to)}`,
      `set srcaddr ${list(p.source)}`,
      `set dstaddr ${list(p.destination)}`,
      `set srcaddr-negate ${flag(p.notSource)}`,
      `set dstaddr-negate ${flag(p.notDestination)}`,
      `set service ${list(p.services)}`,
      `set service-negate ${flag(p.notService)}`,
      `set action ${p.accept ? 'accept' : 'deny'}`,
      'set schedule "always"',
      'next',
    ]),
    'end',
  ].join('\n');
}

it('judges every packet as the policies say', () => {
  const interfaces = { a: ['10.0.0.0/29'], b: ['10.0.0.8/30'], c: ['10.0.0.12/30'] };
  fc.assert(
    fc.property(configuration, (c) => {
      const fw = readWith(fortiosReader, textOf(c), interfaces);
      for (const source of [0, 3, 7, 8, 11, 12, 15])
        for (const destination of [1, 4, 9, 10, 13, 14])
          for (const port of PORTS) {
            const packet = `tcp 10.0.0.${source}:50000 > 10.0.0.${destination}:${port}`;
            expect([packet, fw.ask(packet)]).toEqual([packet, judged(c, source, destination, port)]);
          }
    }),
    { numRuns: 60 },
  );
});
