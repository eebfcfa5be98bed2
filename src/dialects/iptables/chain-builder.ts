import type { Place } from '../../diagnostics/diagnostic.ts';
import type { IptablesChain, IptablesPolicy, IptablesRule, IptablesTable, UnreadLine } from './model.ts';

/**
 * A chain while the file's commands are applied to it. Rules that were put in front wait in reverse, so that a long
 * list of `-I` doesn't move everything each time.
 */
class ChainBuilder {
  readonly name: string;
  readonly place: Place;
  policy: IptablesPolicy | undefined;
  #front: IptablesRule[] = [];
  #rules: IptablesRule[] = [];

  constructor(name: string, place: Place) {
    this.name = name;
    this.place = place;
  }

  get length(): number {
    return this.#front.length + this.#rules.length;
  }

  append(rule: IptablesRule): void {
    this.#rules.push(rule);
  }

  prepend(rule: IptablesRule): void {
    this.#front.push(rule);
  }

  /** All rules in order, to be changed in place. */
  rules(): IptablesRule[] {
    if (this.#front.length > 0) {
      this.#rules = this.#front.reverse().concat(this.#rules);
      this.#front = [];
    }
    return this.#rules;
  }

  clear(): void {
    this.#front = [];
    this.#rules = [];
  }

  built(): IptablesChain {
    const { name, place, policy } = this;
    return { name, place, rules: this.rules(), ...(policy && { policy }) };
  }
}

/** A table while it is read. */
export class TableBuilder {
  readonly name: string;
  readonly place: Place;
  readonly chains: Map<string, ChainBuilder> = new Map();
  readonly unread: UnreadLine[] = [];
  committed = false;

  constructor(name: string, place: Place) {
    this.name = name;
    this.place = place;
  }

  chain(name: string, place: Place): ChainBuilder {
    let chain = this.chains.get(name);
    if (!chain) {
      chain = new ChainBuilder(name, place);
      this.chains.set(name, chain);
    }
    return chain;
  }

  /** What `iptables-restore` does with a table that it meets again: policies stay. */
  flush(): void {
    for (const chain of this.chains.values()) chain.clear();
  }

  built(): IptablesTable {
    const chains = [...this.chains.values()].map((chain) => [chain.name, chain.built()] as const);
    return { name: this.name, place: this.place, chains: new Map(chains), unread: this.unread };
  }
}
