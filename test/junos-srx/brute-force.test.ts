/** Policies at random in both forms, held against a model that asks one after the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAll } from '../../src/verify/judge.ts';
import { networks, packetOf } from '../dialects/reader-kit.ts';
import { readSrx } from './kit.ts';

interface Object {
  readonly first: number;
  readonly last: number;
}
interface One {
  readonly context: 'ab' | 'ba' | 'global';
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly excluded: boolean;
  readonly applications: readonly number[];
  readonly action: 'permit' | 'deny' | 'reject';
  readonly inactive: boolean;
}

/** Addresses by their last number: those up to 7 stand behind a, others behind b. */
const ADDRESSES: readonly Object[] = [
  { first: 0, last: 15 },
  { first: 0, last: 3 },
  { first: 2, last: 5 },
  { first: 8, last: 11 },
  { first: 10, last: 10 },
];
/** Ports 1 to 6. */
const APPLICATIONS: readonly Object[] = [
  { first: 1, last: 3 },
  { first: 3, last: 6 },
  { first: 5, last: 5 },
];
const ZONES = { a: networks('10.0.0.0/29'), b: networks('10.0.0.8/29') };

const some = (length: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(length - 1), { minLength: 1, maxLength: 2 });
const one: fc.Arbitrary<One> = fc.record({
  context: fc.constantFrom('ab', 'ba', 'global'),
  sources: some(ADDRESSES.length),
  destinations: some(ADDRESSES.length),
  excluded: fc.boolean(),
  applications: some(APPLICATIONS.length),
  action: fc.constantFrom('permit', 'permit', 'deny', 'reject'),
  inactive: fc.constantFrom(false, false, false, true),
});

const OBJECTS = [
  ...ADDRESSES.map(
    ({ first, last }, i) =>
      `set security address-book global address A${i} range-address 10.0.0.${first} to 10.0.0.${last}`,
  ),
  ...APPLICATIONS.flatMap(({ first, last }, i) => [
    `set applications application P${i} protocol tcp`,
    `set applications application P${i} destination-port ${first}-${last}`,
  ]),
];
const where = ({ context }: One): string =>
  context === 'global' ? 'global' : `from-zone ${context[0]} to-zone ${context[1]}`;

const asCommands = (list: readonly One[]): string =>
  [
    ...OBJECTS,
    ...list.flatMap((p, i) => {
      const path = `security policies ${where(p)} policy p${i}`;
      return [
        ...p.sources.map((n) => `set ${path} match source-address A${n}`),
        ...(p.excluded ? [`set ${path} match source-address-excluded`] : []),
        ...p.destinations.map((n) => `set ${path} match destination-address A${n}`),
        `set ${path} match application [ ${p.applications.map((n) => `P${n}`).join(' ')} ]`,
        `set ${path} then ${p.action}`,
        ...(p.inactive ? [`deactivate ${path}`] : []),
      ];
    }),
    '',
  ].join('\n');

const inBraces = (list: readonly One[]): string => {
  const books = ADDRESSES.map(
    ({ first, last }, i) => `address A${i} { range-address 10.0.0.${first} { to { 10.0.0.${last}; } } }`,
  );
  const applications = APPLICATIONS.map(
    ({ first, last }, i) => `application P${i} { term t protocol tcp destination-port ${first}-${last}; }`,
  );
  const contexts = [...new Set(list.map(where))].map((place) => {
    const own = list.map((p, i) => [p, i] as const).filter(([p]) => where(p) === place);
    const policies = own.map(
      ([
        p,
        i,
      ]) => `${p.inactive ? 'inactive: ' : ''}policy p${i} { match { source-address [ ${p.sources.map((n) => `A${n}`).join(' ')} ];
      ${p.excluded ? 'source-address-excluded;' : ''} destination-address [ ${p.destinations.map((n) => `A${n}`).join(' ')} ];
      application [ ${p.applications.map((n) => `P${n}`).join(' ')} ]; } then { ${p.action}; } }`,
    );
    return `${place} {\n${policies.join('\n')}\n}`;
  });
  return `security { address-book { global { ${books.join(' ')} } }\npolicies {\n${contexts.join('\n')}\n} }\napplications { ${applications.join('\n')} }\n`;
};

const holds = (objects: readonly Object[], numbers: readonly number[], value: number): boolean =>
  numbers.some((n) => (objects[n]?.first ?? 99) <= value && value <= (objects[n]?.last ?? -1));

function meant(list: readonly One[], source: number, destination: number, port: number): string {
  const context = `${source < 8 ? 'a' : 'b'}${destination < 8 ? 'a' : 'b'}`;
  const asked = [...list.filter((p) => p.context === context), ...list.filter((p) => p.context === 'global')];
  const found = asked.find(
    (p) =>
      !p.inactive &&
      holds(ADDRESSES, p.sources, source) !== p.excluded &&
      holds(ADDRESSES, p.destinations, destination) &&
      holds(APPLICATIONS, p.applications, port),
  );
  return found?.action === 'permit' ? 'permit' : 'deny';
}

describe('policies at random', () => {
  it('mean in both forms what their model says', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (list) => {
        const readings = [asCommands(list), inBraces(list)].map((text) => readSrx(text, ZONES));
        for (const srx of readings) {
          expect(srx.codes.filter((code) => code !== 'PT8004' && code !== 'PT8007')).toEqual([]);
          for (let source = 0; source < 16; source++)
            for (const destination of [0, 3, 5, 8, 10, 11, 12])
              for (const port of [1, 3, 5, 6]) {
                const packet = packetOf(`tcp 10.0.0.${source} > 10.0.0.${destination}:${port}`);
                const { verdict } = judgeAll(srx.configuration, 'forward', packet);
                expect(verdict).toBe(meant(list, source, destination, port));
              }
        }
      }),
      { numRuns: 60 },
    );
  });
});
