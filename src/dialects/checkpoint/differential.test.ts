/** Random layers, asked packet by packet what a gateway would do, by rules that are said here once more. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import { checkpointReader } from './reader.ts';

interface Rule {
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly service: readonly string[];
  readonly negate: readonly boolean[];
  /** The number of an inline layer, or an action. */
  readonly action: number | 'Accept' | 'Drop' | 'Reject';
  readonly enabled: boolean;
}
type Verdict = 'permit' | 'deny';

const HOSTS = Array.from({ length: 16 }, (_, i) => i);
const PORTS = [79, 80, 1023, 1024];
const SERVICES: Record<string, readonly number[]> = {
  Any: PORTS,
  http: [80],
  high: [1024],
  low: [79, 80, 1023],
};
const NETWORKS: Record<string, readonly number[]> = {
  Any: HOSTS,
  net: HOSTS.slice(0, 8),
  range: HOSTS.slice(3, 13),
  host: [5],
  odd: HOSTS.filter((h) => h % 2 === 1),
  group: [...HOSTS.slice(0, 8), 13],
  rest: [3, 4, 6, 7, 8, 9, 10, 11, 12],
};
const OBJECTS = [
  { uid: 'net', name: 'net', type: 'network', subnet4: '10.0.0.0', 'mask-length4': 29, broadcast: 'allow' },
  {
    uid: 'range',
    name: 'range',
    type: 'address-range',
    'ipv4-address-first': '10.0.0.3',
    'ipv4-address-last': '10.0.0.12',
  },
  { uid: 'host', name: 'host', type: 'host', 'ipv4-address': '10.0.0.5' },
  { uid: 'odd', name: 'odd', type: 'wildcard', 'ipv4-address': '10.0.0.1', 'ipv4-mask-wildcard': '0.0.0.14' },
  { uid: 'h13', name: 'h13', type: 'host', 'ipv4-address': '10.0.0.13' },
  { uid: 'group', name: 'group', type: 'group', members: ['net', 'h13'] },
  {
    uid: 'rest',
    name: 'rest',
    type: 'group-with-exclusion',
    include: 'range',
    except: { uid: 'host', name: 'host' },
  },
  { uid: 'http', name: 'http', type: 'service-tcp', port: '80' },
  { uid: 'high', name: 'high', type: 'service-tcp', port: '>1023' },
  { uid: 'low', name: 'low', type: 'service-tcp', port: '<1024' },
];

const some = (names: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...names], { minLength: 1 });
const rule = (inner: readonly number[]): fc.Arbitrary<Rule> =>
  fc.record({
    source: some(Object.keys(NETWORKS)),
    destination: some(Object.keys(NETWORKS)),
    service: some(Object.keys(SERVICES)),
    negate: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    action: fc.constantFrom<Rule['action']>('Accept', 'Drop', 'Reject', ...inner),
    enabled: fc.boolean(),
  });
/** Layer 0 holds 1 and 2, layer 1 holds 2. */
const policy = fc.tuple(
  fc.array(rule([1, 2]), { minLength: 1, maxLength: 4 }),
  fc.array(rule([2]), { maxLength: 3 }),
  fc.array(rule([]), { maxLength: 3 }),
  fc.tuple(fc.constant(false), fc.boolean(), fc.boolean()),
);
type Layers = typeof policy extends fc.Arbitrary<infer T> ? T : never;

function judged(layers: Layers, layer: number, source: number, destination: number, port: number): Verdict {
  const has = (names: readonly string[], table: typeof NETWORKS, value: number): boolean =>
    names.some((name) => table[name]?.includes(value));
  const match = (layers[layer] as readonly Rule[]).find(
    ({ enabled, negate, ...r }) =>
      enabled &&
      has(r.source, NETWORKS, source) !== negate[0] &&
      has(r.destination, NETWORKS, destination) !== negate[1] &&
      has(r.service, SERVICES, port) !== negate[2],
  );
  if (!match) return layers[3][layer] ? 'permit' : 'deny';
  if (typeof match.action === 'number') return judged(layers, match.action, source, destination, port);
  return match.action === 'Accept' ? 'permit' : 'deny';
}

function textOf(layers: Layers): string {
  const ends = layers[3].map((accepts, i) => ({
    uid: `l${i}`,
    name: `Layer ${i}`,
    type: 'access-layer',
    'implicit-cleanup-action': accepts ? 'accept' : 'drop',
  }));
  const pages = layers.slice(0, 3).map((rules, i) => ({
    uid: `l${i}`,
    name: `Layer ${i}`,
    rulebase: (rules as readonly Rule[]).map(({ negate, action, ...rest }, n) => ({
      type: 'access-rule',
      'rule-number': n + 1,
      ...rest,
      'source-negate': negate[0],
      'destination-negate': negate[1],
      'service-negate': negate[2],
      ...(typeof action === 'number' ? { action: 'Inner Layer', 'inline-layer': `l${action}` } : { action }),
    })),
    'objects-dictionary': i === 0 ? [...OBJECTS, ...ends] : [],
  }));
  const first = { uid: 'p', name: 'P', type: 'package', 'access-layers': [{ uid: 'l0', name: 'Layer 0' }] };
  return [...pages, first].map((page) => JSON.stringify(page)).join('\n');
}

it('judges every packet as the layers say', () => {
  fc.assert(
    fc.property(policy, (layers) => {
      const fw = readWith(checkpointReader, textOf(layers));
      for (const source of [0, 3, 5, 8, 13, 15])
        for (const destination of [1, 4, 5, 7, 12, 14])
          for (const port of PORTS) {
            const packet = `tcp 10.0.0.${source}:50000 > 10.0.0.${destination}:${port}`;
            expect([packet, fw.ask(packet)]).toEqual([packet, judged(layers, 0, source, destination, port)]);
          }
    }),
    { numRuns: 60 },
  );
});
