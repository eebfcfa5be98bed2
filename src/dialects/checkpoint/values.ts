/** Questions to fields. */
import type { Fields, Value } from './model.ts';

export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields.get(key);
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `true` as JSON has it, or as a word of a command. */
export function flagOf(fields: Fields, key: string): boolean {
  const value = fields.get(key);
  return value === true || value === 'true' || value === 'True';
}

export function isFields(value: Value | undefined): value is Fields {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** What a field refers to, by uid or name: one object or a list, named or embedded. */
export function refsOf(fields: Fields, key: string): readonly string[] {
  const value = fields.get(key);
  if (value === undefined || value === null || value === '') return [];
  return (isList(value) ? value : [value]).map(refOf);
}

/** Nothing has the empty name. */
function refOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (!isFields(value)) return '';
  return textOf(value, 'uid') ?? textOf(value, 'name') ?? '';
}
