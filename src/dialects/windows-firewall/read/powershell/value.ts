import type { Fields } from '../model.ts';
import type { Body, Span } from './ast.ts';

/** What an expression comes to, as far as that can be known without running it. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'flag'; readonly on: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | Table
  /** Rules that are there, by a query; its fields are `null` where it isn't understood. */
  | { readonly kind: 'rules'; readonly query: Fields | null }
  | { readonly kind: 'code'; readonly body: Body }
  | { readonly kind: 'unknown' };

/** Several variables may hold the same table, so it is changed in place, as PowerShell does. */
export interface Table {
  readonly kind: 'table';
  readonly entries: Map<string, Value>;
  readonly span: Span;
  /** Changed in a way, or under a condition, that isn't known. */
  uncertain: boolean;
}

export const NOTHING: Value = Object.freeze({ kind: 'null' });
export const UNKNOWN: Value = Object.freeze({ kind: 'unknown' });
export const YES: Value = Object.freeze({ kind: 'flag', on: true });
export const NO: Value = Object.freeze({ kind: 'flag', on: false });

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

export function numberValue(value: number): Value {
  return { kind: 'number', value, text: `${value}` };
}

/** Whether PowerShell takes a value for true; `undefined` where nobody knows. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'text':
      return value.text !== '';
    case 'number':
      return value.value !== 0;
    case 'flag':
      return value.on;
    case 'null':
      return false;
    case 'list':
      return value.items.length === 1 ? truth(value.items[0] ?? NOTHING) : value.items.length > 0;
    case 'table':
    case 'code':
      return true;
    case 'rules':
    case 'unknown':
      return undefined;
    default:
      return value satisfies never;
  }
}

/** A value as one text; `undefined` where it isn't one. */
export function asText(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
    case 'number':
      return value.text;
    case 'flag':
      return value.on ? 'True' : 'False';
    case 'null':
      return '';
    case 'list': {
      const texts = value.items.map(asText);
      return texts.every((t) => t !== undefined) && value.items.every((i) => i.kind !== 'list')
        ? texts.join(' ')
        : undefined;
    }
    case 'table':
    case 'code':
    case 'rules':
    case 'unknown':
      return undefined;
    default:
      return value satisfies never;
  }
}

/** The texts that a parameter gets, which takes one text or a list of them; `null` where they aren't known. */
export function asTexts(value: Value): readonly string[] | null {
  if (value.kind !== 'list') {
    const text = asText(value);
    return text === undefined ? null : [text];
  }
  const texts: string[] = [];
  for (const item of value.items) {
    const text = item.kind === 'list' ? undefined : asText(item);
    if (text === undefined) return null;
    texts.push(text);
  }
  return texts;
}

/** What a value is as a list: nothing for null, itself for anything that isn't a list. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'unknown' || value.kind === 'rules') return undefined;
  if (value.kind === 'null') return [];
  return value.kind === 'list' ? value.items : [value];
}

/** What comes out of a pipeline: nothing, the one thing, or a list. */
export function outputOf(items: readonly Value[]): Value {
  if (items.length === 0) return NOTHING;
  return items.length === 1 ? (items[0] ?? NOTHING) : { kind: 'list', items };
}
