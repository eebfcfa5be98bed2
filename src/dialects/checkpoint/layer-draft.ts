import type { CpRule, Gap, Layer, Span } from './model.ts';

type Row = CpRule | Gap;

interface Node {
  row: Row | { readonly kind: 'section'; readonly name: string };
  before: Node | undefined;
  after: Node | undefined;
}

/** A layer while a script fills it. Putting a rule into its place costs the same however many there are. */
export class LayerDraft {
  readonly name: string;
  readonly at: Span;
  private readonly rules: Map<string, Node> = new Map();
  private readonly sections: Map<string, Node> = new Map();
  /** The last rule of each section, where it has one. */
  private readonly ends: Map<Node, Node> = new Map();
  private first: Node | undefined;
  private last: Node | undefined;
  private count = 0;

  constructor(name: string, at: Span) {
    this.name = name;
    this.at = at;
  }

  /** Puts a row at a position; false where there is no such position. */
  add(row: Row, position: readonly [where: string, of: string | undefined]): boolean {
    const node: Node = { row, before: undefined, after: undefined };
    if (!this.place(node, position)) return false;
    this.count++;
    if (row.kind === 'rule') this.rules.set(row.name, node);
    return true;
  }

  addSection(name: string, position: readonly [where: string, of: string | undefined]): boolean {
    const node: Node = { row: { kind: 'section', name }, before: undefined, after: undefined };
    if (!this.place(node, position)) return false;
    this.sections.set(name, node);
    return true;
  }

  find(name: string): CpRule | undefined {
    const row = this.rules.get(name)?.row;
    return row?.kind === 'rule' ? row : undefined;
  }

  replace(name: string, rule: CpRule): void {
    const node = this.rules.get(name);
    if (node) node.row = rule;
  }

  delete(name: string): boolean {
    const node = this.rules.get(name);
    if (!node) return false;
    for (const [section, end] of this.ends)
      if (end === node) {
        if (node.before && node.before !== section) this.ends.set(section, node.before);
        else this.ends.delete(section);
      }
    this.count--;
    if (node.before) node.before.after = node.after;
    else this.first = node.after;
    if (node.after) node.after.before = node.before;
    else this.last = node.before;
    this.rules.delete(name);
    return true;
  }

  done(): Layer {
    const rows: Row[] = [];
    for (let node = this.first; node; node = node.after) if (node.row.kind !== 'section') rows.push(node.row);
    return { uid: this.name, name: this.name, rows, at: this.at };
  }

  private place(node: Node, [where, of]: readonly [where: string, of: string | undefined]): boolean {
    if (of === undefined) {
      if (where === 'bottom' || where === `${this.count + 1}`) this.after(this.last, node);
      else if (where === 'top' || where === '1') this.after(undefined, node);
      else if (where === `${this.count}`) this.after(this.last?.before, node);
      else return false;
      return true;
    }
    const section = this.sections.get(of);
    const rule = this.rules.get(of);
    if (section && where === 'bottom') {
      this.after(this.ends.get(section) ?? section, node);
      this.ends.set(section, node);
      return true;
    }
    if (section && where === 'top') {
      this.after(section, node);
      if (!this.ends.has(section)) this.ends.set(section, node);
      return true;
    }
    if (rule && where === 'above') {
      this.after(rule.before, node);
      return true;
    }
    if (rule && where === 'below') {
      this.after(rule, node);
      for (const [head, end] of this.ends) if (end === rule) this.ends.set(head, node);
      return true;
    }
    return false;
  }

  private after(before: Node | undefined, node: Node): void {
    node.before = before;
    node.after = before ? before.after : this.first;
    if (node.before) node.before.after = node;
    else this.first = node;
    if (node.after) node.after.before = node;
    else this.last = node;
  }
}
