import type { At } from '../model.ts';
import { isAlias, isList, isMap, isText, type YamlMap, type YamlNode, type YamlText } from '../yaml/node.ts';
import { isEmpty, kindOf, reportKind } from './scalar.ts';
import { type JsonSchema, lengthOf, type ReadContext, type Shape, type ValueOf } from './shape.ts';
import { nameProblem, oneOf, quote } from './values.ts';

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** What an object shape reads: fields that were written and valid, and where each stands. */
export type ObjectOf<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]> } & { readonly at: At };

/**
 * A map with known keys. Unknown and doubled keys are reported; so are required ones that are missing.
 * In `at`, a single value stands with its own offset, a map or list with that of its key.
 */
export function object<F extends Fields>(
  expects: string,
  fields: F,
  required: readonly (keyof F & string)[] = [],
): Shape<ObjectOf<F>> {
  const shapes = new Map(Object.entries(fields));
  const keys = [...shapes.keys()];
  const json: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, shapes.get(key)?.json])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return {
    expects,
    json,
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      if (!isMap(target)) {
        reportKind(target, context, expects, owner);
        return undefined;
      }
      const at: Record<string, number> = { '': owner };
      const result: Record<string, unknown> = { at };
      const suggested: string[] = [];
      for (const entry of entriesOf(target, context)) {
        const shape = shapes.get(entry.key);
        if (!shape) {
          const help = context.suggest(entry.key, keys);
          const message = `${quote(entry.key)} is not a key of ${expects}`;
          if (help !== undefined) suggested.push(help);
          // A long list of keys says less than the one that was meant.
          const expected = help !== undefined && keys.length > 8 ? undefined : oneOf(keys);
          context.report('PT2001', entry.offset, { message, expected, help }, entry.length);
          continue;
        }
        at[entry.key] = isMap(entry.node) || isList(entry.node) ? entry.offset : entry.node.start;
        const value = shape.read(entry.node, context, entry.offset);
        if (value !== undefined) result[entry.key] = value;
      }
      for (const key of required) {
        // A misspelt key was reported once already.
        if (key in at || suggested.some((help) => help.includes(`\`${key}\``))) continue;
        context.report('PT2005', owner, {
          message: `\`${key}\` is missing`,
          expected: shapes.get(key)?.expects,
        });
      }
      return result as ObjectOf<F>;
    },
  };
}

/** One entry of a map with free names. */
export interface Entry<T> {
  readonly name: string;
  readonly offset: number;
  /** Absent if it was reported; the name is known all the same. */
  readonly value?: T | undefined;
}

/** A map from names that the author chooses. */
export function named<T>(expects: string, shape: Shape<T>): Shape<readonly Entry<T>[]> {
  return {
    expects,
    json: { type: 'object', additionalProperties: shape.json },
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      if (!isMap(target)) {
        reportKind(target, context, expects, owner);
        return undefined;
      }
      const entries: Entry<T>[] = [];
      for (const entry of entriesOf(target, context)) {
        const problem = nameProblem(entry.key);
        if (problem) context.report('PT2012', entry.offset, { message: problem }, entry.length);
        const value = shape.read(entry.node, context, entry.offset);
        entries.push({ name: entry.key, offset: entry.offset, value });
      }
      return entries;
    },
  };
}

/** A list. Items that don't fit are reported and left out. */
export function list<T>(item: Shape<T>, least = 0): Shape<readonly T[]> {
  const expects = `a list, each item ${item.expects}`;
  return {
    expects,
    json: { type: 'array', items: item.json, ...(least > 0 && { minItems: least }) },
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      if (!isList(target)) {
        reportKind(target, context, expects, owner);
        return undefined;
      }
      if (target.items.length < least) {
        context.report('PT2004', owner, { message: 'the list is empty', expected: expects });
        return undefined;
      }
      const values: T[] = [];
      for (const child of target.items) {
        const value = item.read(child, context, child.start);
        if (value !== undefined) values.push(value);
      }
      return values;
    },
  };
}

/** One item, or a list of at least one. */
export function oneOrMany<T>(item: Shape<T>): Shape<readonly T[]> {
  const many = list(item, 1);
  return {
    expects: `${item.expects}, or a list of such`,
    json: { anyOf: [item.json, many.json] },
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      if (isList(target)) return many.read(target, context, owner);
      const value = item.read(node, context, owner);
      return value === undefined ? undefined : [value];
    },
  };
}

/** A value that has a short form: the node's kind decides which shape reads it. */
export function byKind<A, B>(single: Shape<A>, map: Shape<B>): Shape<A | B> {
  return {
    expects: `${single.expects}, or ${map.expects}`,
    json: { anyOf: [single.json, map.json] },
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      return isMap(target) ? map.read(target, context, owner) : single.read(target, context, owner);
    },
  };
}

interface MapEntry {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
  readonly node: YamlNode;
}

/** A value that isn't there: `{ key }` in flow style has no node at all. */
function missing(offset: number): YamlText {
  return { kind: 'text', text: '', plain: true, start: offset, end: offset };
}

/** The entries of a map in their order; keys that can't be used and doubled ones are reported and left out. */
export function* entriesOf(map: YamlMap, context: ReadContext): Generator<MapEntry> {
  const seen = new Map<string, number>();
  for (const { key, value } of map.items) {
    const offset = key.start;
    if (!isText(key) || isEmpty(key)) {
      const what = isAlias(key) ? 'an alias' : isText(key) ? 'empty' : kindOf(key);
      context.report('PT1011', offset, { message: `the key is ${what}`, expected: 'a plain text' });
      continue;
    }
    const { text } = key;
    if (text === '<<' && key.plain) {
      context.report('PT1012', offset, { message: 'merge keys are not supported' }, 2);
      continue;
    }
    const first = seen.get(text);
    if (first !== undefined) {
      const related = [{ message: 'first written here', offset: first }];
      context.report(
        'PT1002',
        offset,
        { message: `the key ${quote(text)} stands here a second time`, related },
        lengthOf(key),
      );
      continue;
    }
    seen.set(text, offset);
    yield { key: text, offset, length: lengthOf(key), node: value ?? missing(offset) };
  }
}
