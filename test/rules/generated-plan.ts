/** Plans at random, with names that try to break out of comments and strings. */
import fc from 'fast-check';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import type { Endpoint, FlowService, Plan } from '../../src/plan/model.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, internetEnd, planOf, service } from './plan-kit.ts';

const HOSTILE = [
  'cm01',
  'dp-01.contoso.com',
  '10',
  'accept',
  '"; drop; #',
  '} }\ntable ip x { }',
  "O'Brien",
  '’; Remove-Item C:\\ #',
  '$(calc)',
  '`n',
  '@{a=1}',
  "'+(calc)+'",
  '#>',
  'Zürich Ñ 東京',
  '\u202etxt.exe',
  '-x',
  'a\\',
  '*',
  'x'.repeat(200),
  '\u0000\u0007',
  '|',
  '%27',
  '‚‛‘',
];
const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'"\'\\$`;{}#\n\r’‘,@ '), minLength: 1, maxLength: 12 }),
);

const services = [
  service('smb', 'tcp/445'),
  service('http', 'tcp/80'),
  service('https', 'tcp/443', { phase: 'install', window: { from: '2026-01-01', until: '2026-02-01' } }),
  service('smb', 'tcp/445', { phase: 'on-demand' }),
  service('rpc-endpoint-mapper', 'tcp/135'),
  service('rpc-dynamic', 'tcp/49152-65535', { ports: '50000-50999,60000' }),
  service('icmp-echo', 'icmp'),
  service('dns-udp', 'udp/53'),
  service('tftp', 'udp/69'),
  service('tftp-data', 'udp/49152-65535'),
] as const;

/** The catalog has the transfer only together with the request. */
const withRequest = (chosen: readonly FlowService[]): FlowService[] => {
  const request = services.find((s) => s.service.id === 'tftp');
  const missing = chosen.some((s) => s.service.id === 'tftp-data') && !chosen.some((s) => s === request);
  return missing && request ? [...chosen, request] : [...chosen];
};

export interface Generated {
  readonly plan: Plan;
  readonly hierarchy: Hierarchy;
  readonly hosts: readonly string[];
}

/** Hosts and client networks in a small address space, so that networks overlap and names collide. */
export const generatedPlan: fc.Arbitrary<Generated> = fc
  .record({
    names: fc.uniqueArray(hostileName, { minLength: 6, maxLength: 6 }),
    title: hostileName,
    conversations: fc.array(hostileName, { minLength: 1, maxLength: 4 }),
    any: fc.boolean(),
    zoned: fc.boolean(),
    os: fc.constantFrom<'linux' | 'windows'>('linux', 'windows'),
    flows: fc.array(
      fc.record({
        conversation: fc.nat(3),
        from: fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        to: fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        services: fc.subarray([...services], { minLength: 1 }),
        crosses: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ names, title, conversations, any, zoned, os, flows }): Generated => {
    const at = (i: number): string => names[i] ?? '';
    const ends: readonly Endpoint[] = [
      hostEnd(at(0), '10.0.0.1'),
      hostEnd(at(1), '10.0.0.2', 'fd00::2'),
      hostEnd(at(2), '10.0.0.3', '10.0.1.3'),
      clientsEnd(at(3), '10.0.0.0/24', '10.0.0.128/25', 'fd00::/64'),
      clientsEnd(at(4), '10.0.2.0-10.0.2.9', '10.0.2.5-10.0.3.1', '0.0.0.0/0'),
      internetEnd(at(5), `*.${at(5)}`),
    ];
    const pick = (indices: readonly number[]): Endpoint[] => indices.flatMap((i) => ends[i] ?? []);
    const hosts: Record<string, Partial<Hierarchy['hosts'][number]>> = Object.fromEntries(
      [0, 1, 2].map((i) => [at(i), { os, addresses: ends[i]?.networks ?? [] }]),
    );
    const internetDestinations = any ? 'any-address' : 'refuse';
    return {
      hosts: [at(0), at(1), at(2)],
      hierarchy: hierarchyOf({
        name: title,
        zones: zoned ? ['10.0.0.0/8', 'fd00::/16'] : [],
        filters: { core: { internetDestinations } },
        hosts,
      }),
      plan: planOf(
        flows.map((f, i) =>
          flow(conversations[f.conversation] ?? 'c', pick(f.from), pick(f.to), withRequest(f.services), {
            id: `${conversations[f.conversation] ?? 'c'}#${i}`,
            filters: f.crosses ? ['core'] : [],
          }),
        ),
        title,
      ),
    };
  });
