import { createHash } from 'node:crypto';

/** What a vendor's names may be. */
export interface NameRules {
  readonly longest: number;
  /** Matches one character that a name must not hold. */
  readonly illegal: RegExp;
  /** What takes the place of such a character; `_` if left out. */
  readonly substitute?: string;
  /** What stands between a name and the piece that makes it unlike others; `-` if left out. */
  readonly separator?: string;
  /** Put in front of a name that doesn't start as the vendor wants it. */
  readonly start?: { readonly legal: RegExp; readonly prefix: string };
  /** Names that mean something else to the vendor, in lower case. */
  readonly reserved?: ReadonlySet<string>;
  /** Two names that differ in case only are the same. */
  readonly ignoresCase?: boolean;
}

/**
 * Gives out names that a vendor takes, each once, and always the same for the same wishes in the same order. A wish
 * that had to be changed carries a piece of its hash, so that it isn't taken for another one's.
 */
export class Names {
  readonly #rules: NameRules;
  readonly #taken = new Set<string>();
  readonly #illegal: RegExp;

  constructor(rules: NameRules) {
    this.#rules = rules;
    this.#illegal = new RegExp(rules.illegal.source, 'gu');
    for (const name of rules.reserved ?? []) this.#taken.add(this.#key(name));
  }

  /** A name that nothing else has. */
  take(wish: string): string {
    const name = this.#legal(wish);
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : this.#with(name, `${n}`);
      const key = this.#key(candidate);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }

  #key(name: string): string {
    return this.#rules.ignoresCase ? name.toLowerCase() : name;
  }

  #with(name: string, piece: string): string {
    const suffix = `${this.#rules.separator ?? '-'}${piece}`;
    return name.slice(0, this.#rules.longest - suffix.length) + suffix;
  }

  #legal(wish: string): string {
    const { longest, substitute = '_', start } = this.#rules;
    const replaced = wish.replace(this.#illegal, substitute);
    const begun = start && !start.legal.test(replaced) ? `${start.prefix}${replaced}` : replaced;
    if (begun !== '' && replaced === wish && begun.length <= longest) return begun;
    const hash = createHash('sha256').update(wish).digest('hex').slice(0, 6);
    return this.#with(begun, hash);
  }
}
