import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type JsonNode, readJson } from '../source/json.ts';
import { documentsOf } from './documents.ts';
import { Draft } from './draft.ts';
import type { CpConfig, CpRule, Fields, Gap, Layer, Span, Value } from './model.ts';
import { isFields, isList, textOf } from './values.ts';

/** Fields that say nothing about packets and are large. */
const SKIPPED: ReadonlySet<string> = new Set([
  'meta-info',
  'domain',
  'hits',
  'custom-fields',
  'available-actions',
]);
const RULES: ReadonlySet<string> = new Set(['access-rule', 'access-section', 'place-holder']);

/** One answer to `show access-rulebase`: a layer, or a page of it. */
interface Page {
  readonly uid: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly rows: readonly (CpRule | Gap)[];
  readonly at: Span;
}

/** Reads answers of the management API, one after the other or in a list. */
export function parseJson(
  text: string,
  file: string,
): { config: CpConfig; diagnostics: readonly Diagnostic[] } {
  const draft = new Draft(text, file);
  const pages: Page[] = [];
  let ordered: readonly string[] | undefined;
  const { documents, between } = documentsOf(text);
  for (const at of between) draft.say(at, 'It is left out; it is no answer of the management API');
  for (const at of documents) {
    const { root, fault } = readJson(text.slice(at.start, at.end));
    if (fault) draft.doubt({ start: at.start + fault.offset, end: at.end });
    if (!root) continue;
    const tree = new Tree(draft, at.start);
    for (const top of isArray(root) ? chunksOf(root) : [[root]]) {
      const value = tree.take(top);
      if (value.page) pages.push(value.page);
      else if (value.ordered) ordered ??= value.ordered;
      else if (!value.isKnown) draft.say(at, 'It is left out; there is no layer, rule or object in it');
    }
  }
  return draft.done('json', layersOf(pages), ordered);
}

const isArray = (node: JsonNode): boolean => node.type === 'array';

/** A list of answers is taken one by one, a list of rules as the layer that it is. */
function chunksOf(root: JsonNode): readonly (readonly JsonNode[])[] {
  const children = root.children ?? [];
  const isRules = children.some((child) => RULES.has(typeIn(child) ?? ''));
  return isRules ? [children] : children.map((child) => [child]);
}

function typeIn(node: JsonNode): string | undefined {
  for (const property of node.type === 'object' ? (node.children ?? []) : []) {
    const [key, value] = property.children ?? [];
    if (key?.value === 'type' && typeof value?.value === 'string') return value.value;
  }
  return undefined;
}

/** One document while its values are taken over. */
class Tree {
  private readonly draft: Draft;
  private readonly offset: number;
  private readonly places: Map<Fields, Span> = new Map();

  constructor(draft: Draft, offset: number) {
    this.draft = draft;
    this.offset = offset;
  }

  take(nodes: readonly JsonNode[]): { page?: Page; ordered?: readonly string[]; isKnown: boolean } {
    const [first] = nodes;
    if (!first) return { isKnown: true };
    const at = this.span(first);
    if (nodes.length > 1 || RULES.has(typeIn(first) ?? '')) {
      const rows = this.rows(nodes.map((node) => this.value(node)));
      return { page: { uid: '', name: 'rules', from: 1, to: 0, total: 0, rows, at }, isKnown: true };
    }
    const value = this.value(first);
    const inner = isFields(value) ? value.get('data') : undefined;
    const fields = isFields(inner) && !(isFields(value) && value.has('rulebase')) ? inner : value;
    if (!isFields(fields)) return { isKnown: false };
    const rulebase = fields.get('rulebase');
    if (isList(rulebase) && rulebase.some(isOfAnotherKind)) return { isKnown: true };
    if (isList(rulebase)) return { page: this.page(fields, rulebase, at), isKnown: true };
    const layers = fields.get('access-layers');
    if (isList(layers)) {
      const ordered = layers.flatMap((layer) => (isFields(layer) ? [textOf(layer, 'uid') ?? ''] : []));
      return textOf(fields, 'type') === 'package' ? { ordered, isKnown: true } : { isKnown: true };
    }
    return { isKnown: isList(fields.get('objects')) || fields.has('type') };
  }

  private page(fields: Fields, rulebase: readonly Value[], at: Span): Page {
    const number = (key: string): number => {
      const value = fields.get(key);
      return typeof value === 'number' ? value : 0;
    };
    const name = textOf(fields, 'name') ?? '';
    return {
      uid: textOf(fields, 'uid') ?? name,
      name,
      from: number('from'),
      to: number('to'),
      total: number('total'),
      rows: this.rows(rulebase),
      at,
    };
  }

  private rows(items: readonly Value[]): readonly (CpRule | Gap)[] {
    return items.flatMap((item): readonly (CpRule | Gap)[] => {
      const at = this.places.get(item as Fields) ?? { start: this.offset, end: this.offset };
      const type = isFields(item) ? textOf(item, 'type') : undefined;
      if (isFields(item) && type === 'access-section') {
        const inner = item.get('rulebase');
        return isList(inner) ? this.rows(inner) : [];
      }
      if (!isFields(item) || type !== 'access-rule') {
        this.draft.say(at, 'It may be a rule that is not shown');
        return [{ kind: 'gap', at, why: 'a rule that is not shown' }];
      }
      const number = item.get('rule-number');
      const named = textOf(item, 'name');
      const rule: CpRule = {
        kind: 'rule',
        name: named ?? (typeof number === 'number' ? `rule ${number}` : 'rule'),
        ...(typeof number === 'number' && { number }),
        fields: item,
        at,
        unread: [],
      };
      return [rule];
    });
  }

  private span(node: JsonNode): Span {
    return { start: this.offset + node.offset, end: this.offset + node.offset + node.length };
  }

  /** A plain value; objects in it that rules may name are kept. */
  private value(node: JsonNode): Value {
    if (node.type === 'array') return (node.children ?? []).map((child) => this.value(child));
    if (node.type !== 'object') return node.value as string | number | boolean | null;
    const fields = new Map<string, Value>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (typeof key?.value !== 'string' || !value || SKIPPED.has(key.value)) continue;
      fields.set(key.value, this.value(value));
    }
    const at = this.span(node);
    this.places.set(fields, at);
    const [uid, type] = [textOf(fields, 'uid'), textOf(fields, 'type')];
    if (uid !== undefined && type !== undefined && !RULES.has(type))
      this.draft.add({ uid, name: textOf(fields, 'name') ?? uid, type, fields, at });
    return fields;
  }
}

/** Rules that permit and deny nothing: translation, threat prevention, inspection. */
function isOfAnotherKind(item: Value): boolean {
  const type = isFields(item) ? textOf(item, 'type') : undefined;
  return type !== undefined && /^(?:nat|threat|https|dlp|mobile|app)-(?:rule|section)/.test(type);
}

/** Pages of one layer put together; where one is missing, rules may be. */
function layersOf(pages: readonly Page[]): readonly Layer[] {
  const byLayer = new Map<string, Page[]>();
  for (const page of pages) {
    const same = byLayer.get(page.uid);
    if (same) same.push(page);
    else byLayer.set(page.uid, [page]);
  }
  return [...byLayer].flatMap(([uid, same]): Layer[] => {
    const sorted = [...same].sort((a, b) => a.from - b.from);
    const [first] = sorted;
    if (!first) return [];
    const rows: (CpRule | Gap)[] = [];
    let next = 1;
    for (const page of sorted) {
      if (page.from > next) rows.push({ kind: 'gap', at: page.at, why: `rules ${next} to ${page.from - 1}` });
      if (page.from > 0 && page.to < next && page.to > 0) continue;
      // Two pages that overlap: what was there before isn't repeated.
      const skip = page.from > 0 ? Math.max(0, next - page.from) : 0;
      for (const row of page.rows.slice(skip)) rows.push(row);
      if (page.to >= next) next = page.to + 1;
    }
    const total = sorted.reduce((most, page) => Math.max(most, page.total), 0);
    const last = sorted.at(-1) ?? first;
    if (total >= next) rows.push({ kind: 'gap', at: last.at, why: `rules ${next} to ${total}` });
    return [{ uid, name: first.name, rows, at: first.at }];
  });
}
