import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { notUnderstood, perhaps, type Resolved } from './resolved.ts';

/** Sets stand in each other some levels deep. */
const DEEPEST = 32;
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
  private readonly memo: Map<string, Resolved<unknown>> = new Map();
  private members = 0;

  constructor(file: string, diagnostics: Diagnostic[], help: string) {
    this.help = help;
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** Whether so many members may still be made. */
  afford(count: number): boolean {
    const before = this.members;
    this.members += count;
    if (this.members <= MOST_MEMBERS) return true;
    if (before <= MOST_MEMBERS)
      this.diagnostics.push(
        diagnostic('PT8006', {
          message: `the sets in ${this.file} hold more than ${MOST_MEMBERS} members together`,
          help: 'Rules with the others are unproven',
        }),
      );
    return false;
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
    const found = this.memo.get(key) as Resolved<T> | undefined;
    if (found) return found;
    if (depth > DEEPEST)
      return perhaps(everything, notUnderstood(`the set "${name}", which stands too deep in others`));
    this.memo.set(key, perhaps(everything, notUnderstood(`the set "${name}", which holds itself`)));
    let made = make();
    if (!this.afford(made.sure.length + made.unsure.length))
      made = perhaps(everything, notUnderstood('a set that is too large'));
    this.memo.set(key, made);
    return made;
  }
}
