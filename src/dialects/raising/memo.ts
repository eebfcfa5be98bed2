import { notUnderstood } from './reasons.ts';
import { perhaps, type Resolved } from './resolved.ts';

/** Groups stand in groups some levels deep; no device allows more. */
const DEEPEST = 32;

/** What names stand for, each looked up once, and how many members were made of them. */
export class Memo {
  private readonly found: Map<string, Resolved<unknown>> = new Map();
  private readonly most: number;
  private readonly sayTooMany: () => void;
  private members = 0;

  /** `most` members of all groups together, after groups in groups are written out; more is said once. */
  constructor(most: number, sayTooMany: () => void) {
    this.most = most;
    this.sayTooMany = sayTooMany;
  }

  /** Whether so many members may still be made. */
  afford(count: number): boolean {
    const before = this.members;
    this.members += count;
    if (this.members <= this.most) return true;
    if (before <= this.most) this.sayTooMany();
    return false;
  }

  /** Looks up a name once; one within itself, or too deep, is not understood. `label` is `the group "name"`. */
  once<T>(
    key: string,
    label: string,
    all: readonly T[],
    depth: number,
    make: () => Resolved<T>,
  ): Resolved<T> {
    const found = this.found.get(key) as Resolved<T> | undefined;
    if (found) return found;
    if (depth > DEEPEST) return perhaps(all, notUnderstood(`${label}, which stands too deep in others`));
    this.found.set(key, perhaps(all, notUnderstood(`${label}, which holds itself`)));
    const made = make();
    this.found.set(key, made);
    return made;
  }
}
