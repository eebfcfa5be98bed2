import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketSet } from '../../src/net/packet-set.ts';
import { joinPermits, type Permit } from '../../src/verify/join-permits.ts';
import { holds } from '../algebra/cases.ts';
import { product } from '../algebra/products.ts';
import { UNIVERSES } from '../algebra/universe.ts';
import { tcp } from './ruleset-kit.ts';

describe('joinPermits', () => {
  it.each(UNIVERSES)('permits exactly the same packets, for the same flows: $name', async (of) => {
    await holds(
      `joinPermits (${of.name})`,
      150,
      fc.property(fc.array(product(of), { maxLength: 6 }), (matches) => {
        const permits: Permit[] = matches.map((match, n) => ({ match, flows: [`flow ${n}`] }));
        const joined = joinPermits(permits);
        expect(joined.length).toBeLessThanOrEqual(permits.length);
        const before = PacketSet.of(matches);
        expect(PacketSet.of(joined.map(({ match }) => match)).equals(before)).toBe(true);
        for (const { match, flows } of permits) {
          const own = joined.filter((permit) => permit.flows.includes(flows[0] as string));
          expect(PacketSet.of(own.map((permit) => permit.match)).contains(PacketSet.of([match]))).toBe(true);
        }
      }),
      0.3,
    );
  });

  it('makes one of ports, then of addresses', () => {
    const permits = [80, 443].flatMap((port) =>
      ['10.0.0.1', '10.0.0.2'].map((to) => ({
        match: tcp('10.1.0.0/24', to, port),
        flows: [`${to}:${port}`],
      })),
    );
    const [one, ...more] = joinPermits(permits);
    expect(more).toEqual([]);
    expect(one?.match.destinations).toHaveLength(2);
    expect(one?.match.services).toHaveLength(2);
    expect(one?.flows).toHaveLength(4);
  });

  it('does not join what only looks alike', () => {
    const permits = [
      { match: tcp('10.1.0.0/24', '10.0.0.1', 80), flows: ['a'] },
      { match: tcp('10.2.0.0/24', '10.0.0.1', 443), flows: ['b'] },
    ];
    expect(joinPermits(permits)).toEqual(permits);
  });
});
