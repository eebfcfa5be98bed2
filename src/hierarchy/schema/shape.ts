/**
 * Shapes: what a YAML node must look like. One shape both reads nodes, reporting everything that is wrong with
 * its place, and describes itself as JSON Schema for editors, so that the two can't drift apart.
 */
import type { Code } from '../../diagnostics/codes.ts';
import type { YamlNode } from '../yaml/node.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** A problem, placed by offset; the reader turns offsets into lines and columns. */
export interface Problem {
  readonly message: string;
  readonly expected?: string | undefined;
  readonly help?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly offset: number }[] | undefined;
}

/** What a shape needs from the document that it reads. */
export interface ReadContext {
  /** `length` in code units; absent: the word that stands at the offset. */
  readonly report: (code: Code, offset: number, problem: Problem, length?: number) => void;
  /** The nearest candidate as a help text, or nothing. */
  readonly suggest: (word: string, candidates: Iterable<string>) => string | undefined;
  /** Follows an alias; reports and gives nothing if it leads nowhere. */
  readonly resolve: (node: YamlNode) => YamlNode | undefined;
}

export interface Shape<T> {
  /** For messages: "a port", "a list of hosts". */
  readonly expects: string;
  /** Absent result: something was reported. `owner` is the offset of the key or list item that holds the node. */
  readonly read: (node: YamlNode, context: ReadContext, owner: number) => T | undefined;
  readonly json: JsonSchema;
}

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** A value and the offset where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly offset: number;
}

/** Length of a node's own text, without the white space and comments after it. */
export function lengthOf({ start, end }: YamlNode): number {
  return end - start;
}

/** The same shape with a description that editors show. */
export function described<T>(description: string, shape: Shape<T>): Shape<T> {
  return { ...shape, json: { description, ...shape.json } };
}

/** The same shape as a reference to a shared definition; the generator adds `$defs`. */
export function shared<T>(name: string, shape: Shape<T>): Shape<T> {
  return { ...shape, json: { $ref: `#/$defs/${name}` } };
}

/** A shape that also tells where its value stands. */
export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return {
    ...shape,
    read: (node, context, owner) => {
      const value = shape.read(node, context, owner);
      return value === undefined ? undefined : { value, offset: node.start };
    },
  };
}
