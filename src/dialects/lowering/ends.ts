import type { Family } from '../../net/network.ts';
import type { Interface, Party } from '../../policy/model.ts';
import { type Families, familiesOf, familiesOfParties } from './family-groups.ts';
import type { Sides } from './sides.ts';
import type { Side } from './term.ts';

/** What of one side of a rule stands behind an interface; all of it in languages that don't ask where. */
export interface End {
  readonly parties: readonly Party[];
  readonly families: Families;
  readonly interface: Interface | undefined;
  /** What the language itself lets through here; everything in it is `any`. */
  readonly scope: Interface | undefined;
  /** As terms have it, by their families. */
  readonly sides: (Side | undefined)[];
}

export interface Ends {
  readonly list: readonly End[];
  /** Each party stands behind one interface as a whole. */
  readonly areWhole: boolean;
}

/** Finds out where sides of rules stand, once for each: mostly many rules share theirs. */
export class EndFinder {
  private readonly sides: Sides;
  private readonly families: Families;
  private readonly interfaces: readonly Interface[] | undefined;
  private readonly isScoped: boolean;
  private readonly known = new Map<readonly Party[], Ends>();

  /** @param interfaces Absent where the language binds rules to none. */
  constructor(
    sides: Sides,
    families: readonly Family[],
    interfaces: readonly Interface[] | undefined,
    isScoped: boolean,
  ) {
    this.sides = sides;
    this.families = familiesOf(families);
    this.interfaces = interfaces;
    this.isScoped = isScoped;
  }

  of(parties: readonly Party[]): Ends {
    let ends = this.known.get(parties);
    if (!ends) {
      ends = this.find(parties);
      this.known.set(parties, ends);
    }
    return ends;
  }

  /** An end as a term has it. */
  sideOf(end: End, families: readonly Family[]): Side {
    const place = familiesOf(families);
    let side = end.sides[place];
    if (!side) {
      side = this.sides.of(end.parties, families, end.scope);
      end.sides[place] = side;
    }
    return side;
  }

  private find(parties: readonly Party[]): Ends {
    if (!this.interfaces) return { list: [this.end(parties, undefined)], areWhole: true };
    // Mostly there is one: a list that others are pushed to would have room for many.
    let list: readonly End[] = [];
    for (const side of this.interfaces) {
      const part = this.sides.partBehind(parties, side);
      if (part.length === 0) continue;
      const end = this.end(part, side);
      list = list.length === 0 ? [end] : [...list, end];
    }
    // Mostly all of it stands behind one.
    const areWhole =
      list[0]?.parties === parties ||
      parties.every((party) => list.some((end) => end.parties.includes(party)));
    return { list, areWhole };
  }

  private end(parties: readonly Party[], side: Interface | undefined): End {
    return {
      parties,
      families: familiesOfParties(parties) & this.families,
      interface: side,
      scope: this.isScoped ? side : undefined,
      sides: [undefined, undefined, undefined, undefined],
    };
  }
}
