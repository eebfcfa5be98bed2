/** Rules at random, held against a model of how pf goes through them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAll } from '../../src/verify/judge.ts';
import { networks, packetOf } from '../dialects/reader-kit.ts';
import { pf, readPf } from './kit.ts';

interface One {
  readonly type: 'pass' | 'block' | 'reject' | 'match';
  readonly floating: boolean;
  readonly quick: boolean;
  readonly interfaces: readonly string[];
  readonly direction: 'in' | 'out' | 'any';
  readonly source: readonly [number, number];
  readonly not: boolean;
  readonly ports: readonly [number, number];
  readonly disabled: boolean;
}

const SIDES = { lan: networks('10.0.0.0/29'), opt1: networks('10.0.0.8/29') };
const GROUPS =
  '<ifgroups><ifgroupentry><ifname>BOTH</ifname><members>lan opt1</members></ifgroupentry></ifgroups>';
const range = (most: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const one: fc.Arbitrary<One> = fc
  .record({
    type: fc.constantFrom('pass', 'pass', 'block', 'reject', 'match'),
    floating: fc.boolean(),
    quick: fc.boolean(),
    interfaces: fc.constantFrom([], ['lan'], ['opt1'], ['BOTH'], ['lan', 'opt1']),
    direction: fc.constantFrom('in', 'out', 'any'),
    source: range(15),
    not: fc.boolean(),
    ports: range(5),
    disabled: fc.constantFrom(false, false, false, true),
  })
  .map((rule) => (rule.floating || rule.interfaces.length === 1 ? rule : { ...rule, interfaces: ['lan'] }));

const asXml = (list: readonly One[]): string =>
  pf(
    list
      .map(
        (
          r,
        ) => `<rule><type>${r.type}</type>${r.interfaces.length > 0 ? `<interface>${r.interfaces.join(',')}</interface>` : ''}
<ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><address>10.0.0.${r.source[0]}-10.0.0.${r.source[1]}</address>${r.not ? '<not/>' : ''}</source>
<destination><any/><port>${r.ports[0] + 1}-${r.ports[1] + 1}</port></destination>${r.floating ? `<floating>yes</floating><direction>${r.direction}</direction>` : ''}${r.floating && r.quick ? '<quick>yes</quick>' : ''}${r.disabled ? '<disabled/>' : ''}</rule>\n`,
      )
      .join(''),
    GROUPS,
  );

/** What pf does at one interface in one direction. */
function passes(
  list: readonly One[],
  key: string,
  direction: 'in' | 'out',
  source: number,
  port: number,
): boolean {
  const isHere = (r: One): boolean =>
    r.interfaces.length === 0 || r.interfaces.includes(key) || r.interfaces.includes('BOTH');
  const classes = [
    list.filter((r) => r.floating),
    list.filter((r) => !r.floating && r.interfaces[0] === 'BOTH'),
    list.filter((r) => !r.floating && r.interfaces[0] !== 'BOTH'),
  ];
  let result = direction === 'out';
  for (const r of classes.flat()) {
    const at = r.floating ? r.direction : 'in';
    if (r.disabled || r.type === 'match' || !isHere(r) || (at !== 'any' && at !== direction)) continue;
    const isIn = r.source[0] <= source && source <= r.source[1];
    if (isIn === r.not || port < r.ports[0] + 1 || port > r.ports[1] + 1) continue;
    result = r.type === 'pass';
    if (!r.floating || r.quick) return result;
  }
  return result;
}

describe('rules at random', () => {
  it('mean what pf makes of them', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 7 }), (list) => {
        const read = readPf(asXml(list), SIDES);
        for (let source = 0; source < 16; source++)
          for (const destination of [0, 5, 8, 12])
            for (const port of [1, 2, 4, 6]) {
              const [from, to] = [source, destination].map((n) => (n < 8 ? 'lan' : 'opt1')) as [
                string,
                string,
              ];
              const meant = passes(list, from, 'in', source, port) && passes(list, to, 'out', source, port);
              const packet = packetOf(`tcp 10.0.0.${source} > 10.0.0.${destination}:${port}`);
              expect(judgeAll(read.configuration, 'forward', packet).verdict).toBe(meant ? 'permit' : 'deny');
            }
      }),
      { numRuns: 150 },
    );
  });

  it('cut off or broken are never a certain permit that nobody wrote', () => {
    const text = asXml([
      {
        type: 'block',
        floating: false,
        quick: true,
        interfaces: ['lan'],
        direction: 'in',
        source: [0, 15],
        not: false,
        ports: [0, 5],
        disabled: false,
      },
    ]);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(30),
        fc.constantFrom('', '<', '>', '<a>', '</rule>', '&'),
        (at, length, put) => {
          const read = readPf(text.slice(0, at) + put + text.slice(at + length), SIDES);
          expect(read.ask('tcp 10.0.0.1 > 10.0.0.9:3')).not.toBe('permit');
        },
      ),
      { numRuns: 300 },
    );
  });
});
