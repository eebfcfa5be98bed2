import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { Memo } from './memo.ts';
import { notUnderstood } from './reasons.ts';
import { perhaps, type Resolved } from './resolved.ts';

/** Members of all sets together, after sets in sets are written out. */
const MOST_MEMBERS = 4_000_000;
const MOST_SAID = 200;

/** Looks names up, every one once, and says of each once that it is missing. */
export class Lookup {
  readonly file: string;
  readonly diagnostics: Diagnostic[];
  /** What to give, where a name is missing. */
  readonly help: string;
  private readonly said: Set<string> = new Set();
  private readonly memo: Memo;

  constructor(file: string, diagnostics: Diagnostic[], help: string) {
    this.help = help;
    this.file = file;
    this.diagnostics = diagnostics;
    this.memo = new Memo(MOST_MEMBERS, () => {
      const message = `the sets in ${file} hold more than ${MOST_MEMBERS} members together`;
      diagnostics.push(diagnostic('PT8006', { message, help: 'Rules with the others are unproven' }));
    });
  }

  /** Whether so many members may still be made. */
  afford(count: number): boolean {
    return this.memo.afford(count);
  }

  /** A name that the text does not define. */
  missing(what: string, place: Place): Dependency {
    if (!this.said.has(what)) {
      this.said.add(what);
      if (this.said.size <= MOST_SAID)
        this.diagnostics.push(
          diagnostic('PT8003', {
            message: `${what} is defined nowhere`,
            place,
            help: this.help,
          }),
        );
    }
    return notUnderstood(`${what}, which is defined nowhere`);
  }

  /** A set within itself, or too deep in others, is not understood. */
  once<T>(
    key: string,
    name: string,
    everything: readonly T[],
    depth: number,
    make: () => Resolved<T>,
  ): Resolved<T> {
    return this.memo.once(key, `the set "${name}"`, everything, depth, () => {
      const made = make();
      return this.afford(made.sure.length + made.unsure.length)
        ? made
        : perhaps(everything, notUnderstood('a set that is too large'));
    });
  }
}
