/**
 * What a document of a cloud's resources holds, with its places: one tree for JSON, HCL, Bicep and YAML, so that a
 * language is understood once, whatever notation it stands in.
 */
import type { JsonNode } from './json.ts';

interface Spanned {
  /** Offsets of its first character and after its last one. */
  readonly start: number;
  readonly end: number;
}

export interface ObjectValue extends Spanned {
  readonly kind: 'object';
  /** In order; of several of one name the last, as every reader of such documents takes it. */
  readonly entries: ReadonlyMap<string, Value>;
}

export interface ListValue extends Spanned {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export type Value =
  | ObjectValue
  | ListValue
  | (Spanned & { readonly kind: 'text'; readonly text: string })
  | (Spanned & { readonly kind: 'number'; readonly number: number })
  | (Spanned & { readonly kind: 'boolean'; readonly truth: boolean })
  | (Spanned & { readonly kind: 'null' })
  /** What is worked out elsewhere: a parameter, a reference, a value that is known after it was applied. */
  | (Spanned & { readonly kind: 'expression'; readonly text: string });

/** The same values as a tree of JSON, whose depth is limited where it is read. */
export function valueOfJson(node: JsonNode): Value {
  const start = node.offset;
  const end = node.offset + node.length;
  switch (node.type) {
    case 'object': {
      const entries = new Map<string, Value>();
      for (const { children } of node.children ?? []) {
        const [name, value] = children ?? [];
        if (typeof name?.value === 'string' && value) entries.set(name.value, valueOfJson(value));
      }
      return { kind: 'object', start, end, entries };
    }
    case 'array':
      return { kind: 'list', start, end, items: (node.children ?? []).map(valueOfJson) };
    case 'string':
      return { kind: 'text', start, end, text: node.value as string };
    case 'number':
      return { kind: 'number', start, end, number: node.value as number };
    case 'boolean':
      return { kind: 'boolean', start, end, truth: node.value as boolean };
    default:
      return { kind: 'null', start, end };
  }
}

/** A text, or a number as it would be written. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  return value?.kind === 'number' ? `${value.number}` : undefined;
}

/** A whole number, also where it is written as a text; one that starts with `0` may be octal to somebody. */
export function integerOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'number') return Number.isInteger(value.number) ? value.number : undefined;
  return value?.kind === 'text' && /^-?(?:0|[1-9]\d{0,8})$/.test(value.text) ? Number(value.text) : undefined;
}

/** The member of an object; nothing where it is none, or has no such member. */
export function entry(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.entries.get(name) : undefined;
}

/** The items of a list; one value alone is a list of one, nothing and `null` are an empty one. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'null') return [];
  return value.kind === 'list' ? value.items : [value];
}

/** Whether nothing is said: absent, `null`, an empty text, list or object. */
export function isEmpty(value: Value | undefined): boolean {
  switch (value?.kind) {
    case undefined:
    case 'null':
      return true;
    case 'text':
      return value.text === '';
    case 'list':
      return value.items.length === 0;
    case 'object':
      return value.entries.size === 0;
    default:
      return false;
  }
}

/** An object's members while they are read, so that those which nobody asked for can be named. */
export interface Fields {
  readonly value: ObjectValue;
  /** The member of a name; it counts as read. */
  take(name: string): Value | undefined;
  /** Members that nobody took and that say something, with their names as written. */
  rest(): readonly (readonly [string, Value])[];
}

/** @param anyCase names count whatever their case, as Azure's do */
export function fieldsOf(value: ObjectValue, anyCase = false): Fields {
  const { entries } = value;
  const taken = new Set<string>();
  return {
    value,
    take(name) {
      const key = !anyCase || entries.has(name) ? name : keyOf(entries, name);
      taken.add(key);
      return entries.get(key);
    },
    rest: () => [...entries].filter(([name, one]) => !taken.has(name) && !isEmpty(one)),
  };
}

/** The name as it is written; the same where it is not there. */
function keyOf(entries: ObjectValue['entries'], name: string): string {
  for (const key of entries.keys())
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) return key;
  return name;
}
