/** Thrown where a document hasn't the form that it must have, and caught by who reads it. */
export class Malformed extends Error {}

/** Part of a JSON document with the way to it, to be read as what it must be. */
export class FormReader {
  readonly #value: unknown;
  readonly #way: string;

  constructor(value: unknown, way: string) {
    this.#value = value;
    this.#way = way;
  }

  malformed(what: string): Malformed {
    return new Malformed(`${this.#way === '' ? 'the document' : this.#way} ${what}`);
  }

  /** A member that must be there. */
  key(name: string): FormReader {
    const member = this.optional(name);
    if (!member) throw this.malformed(`has no ${name}`);
    return member;
  }

  optional(name: string): FormReader | undefined {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.malformed('is no object');
    if (!Object.hasOwn(value, name)) return undefined;
    return new FormReader(
      (value as Record<string, unknown>)[name],
      this.#way === '' ? name : `${this.#way}.${name}`,
    );
  }

  list<T>(read: (item: FormReader) => T): T[] {
    if (!Array.isArray(this.#value)) throw this.malformed('is no list');
    return this.#value.map((item, i) => read(new FormReader(item, `${this.#way}[${i}]`)));
  }

  text(): string {
    if (typeof this.#value !== 'string') throw this.malformed('is no text');
    return this.#value;
  }

  flag(): boolean {
    if (typeof this.#value !== 'boolean') throw this.malformed('is neither true nor false');
    return this.#value;
  }

  whole(least: number, most: number): number {
    const value = this.#value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw this.malformed(
        most < least ? 'refers to nothing' : `is no whole number from ${least} to ${most}`,
      );
    return value;
  }

  number(least: number, most: number): number {
    const value = this.#value;
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw this.malformed(`is no number from ${least} to ${most}`);
    return value;
  }

  /** An object whose members are texts. */
  texts(): Record<string, string> {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.malformed('is no object');
    return Object.fromEntries(
      Object.keys(value).map((name) => [name, (this.optional(name) as FormReader).text()] as const),
    );
  }

  oneOf<const T extends string>(values: readonly T[]): T {
    const value = values.find((known) => known === this.#value);
    if (value === undefined) throw this.malformed(`is none of ${values.join(', ')}`);
    return value;
  }

  /** What an id stands for in a table of the same document. */
  idOf<T>(table: ReadonlyMap<string, T>, name: string): T {
    const found = table.get(this.text());
    if (found === undefined) throw this.malformed(`is none of the document’s ${name}`);
    return found;
  }
}
