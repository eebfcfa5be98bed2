import type { Hierarchy, Protection } from '../hierarchy/model.ts';
import { Intervals } from '../net/intervals.ts';
import { complement, type Network } from '../net/network.ts';
import type { Party } from './model.ts';
import type { Sides } from './parties.ts';

/** A protection with its sides ready to be cut out of others. */
interface Cutter {
  readonly protection: Protection;
  readonly inside: readonly [Intervals, Intervals];
  readonly outside: readonly [Intervals, Intervals];
}

/** A part of a rule's ends whose packets travel inside of IPsec. */
export interface Protected extends Sides {
  readonly protection: Protection;
}

/** Splits a rule's ends into what travels openly and what travels inside of IPsec; together they are the ends. */
export type SplitSides = (sides: Sides) => {
  readonly open: readonly Sides[];
  readonly inside: readonly Protected[];
};

/** @returns a function that leaves everything open where nothing is protected. */
export function protectionSplitter({ ipsec }: Pick<Hierarchy, 'ipsec'>): SplitSides {
  const cutters = ipsec.map((protection): Cutter => {
    const sides = [protection.between, protection.and] as const;
    const outside = (networks: readonly Network[]): Intervals =>
      new Intervals([...complement(4, networks), ...complement(6, networks)]);
    return {
      protection,
      inside: [new Intervals(sides[0]), new Intervals(sides[1])],
      outside: [outside(sides[0]), outside(sides[1])],
    };
  });
  if (cutters.length === 0) return (sides) => ({ open: [sides], inside: [] });
  return (sides) => {
    let open: readonly Sides[] = [sides];
    const inside: Protected[] = [];
    for (const cutter of cutters) {
      // Either side may start.
      for (const [a, b] of [
        [0, 1],
        [1, 0],
      ] as const) {
        open = open.flatMap(({ from, to }): Sides[] => {
          const [fromIn, toIn] = [part(from, cutter.inside[a]), part(to, cutter.inside[b])];
          if (!shareFamily(fromIn, toIn)) return [{ from, to }];
          inside.push({ protection: cutter.protection, from: fromIn, to: toIn });
          return [
            { from: fromIn, to: part(to, cutter.outside[b]) },
            { from: part(from, cutter.outside[a]), to },
          ].filter((rest) => shareFamily(rest.from, rest.to));
        });
      }
    }
    return { open, inside };
  };
}

function part(parties: readonly Party[], within: Intervals): Party[] {
  return parties.flatMap((party) => {
    const networks = party.networks.flatMap((network) => within.cut(network));
    return networks.length > 0 ? [{ ...party, networks }] : [];
  });
}

function shareFamily(from: readonly Party[], to: readonly Party[]): boolean {
  return ([4, 6] as const).some((family) =>
    [from, to].every((side) => side.some((party) => party.networks.some((n) => n.family === family))),
  );
}
