import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Code } from '../../diagnostics/codes.ts';
import { lengthOf, type ReadContext, type Shape, startOf } from './shape.ts';

/** What a node is, in the words of a person who writes YAML. */
export function kindOf(node: Node): string {
  return isMap(node) ? 'a map' : isSeq(node) ? 'a list' : 'a single value';
}

/** Reports a value that has the wrong form or none at all. */
export function reportKind(node: Node, context: ReadContext, expects: string, owner: number): void {
  if (isEmpty(node)) {
    context.report('PT2004', owner, { message: 'the value is missing', expected: expects });
    return;
  }
  context.report(
    'PT2002',
    startOf(node),
    { message: `this is ${kindOf(node)}`, expected: expects },
    firstLine(node),
  );
}

/** Maps and lists can run over many lines: underline their first character only. */
function firstLine(node: Node): number {
  return isScalar(node) ? lengthOf(node) : 1;
}

/** `key:` with nothing behind it, `~` or `null`. */
export function isEmpty(node: Node): boolean {
  return isScalar(node) && node.type === 'PLAIN' && /^(|~|null|Null|NULL)$/.test(String(node.value ?? ''));
}

/**
 * The text of a scalar as it was written: the document is parsed without types, so that a site code `001` stays
 * three characters. Anything else is reported.
 */
export function scalarText(
  node: Node,
  context: ReadContext,
  expects: string,
  owner: number,
): string | undefined {
  const target = context.resolve(node);
  if (!target) return undefined;
  if (!isScalar(target) || isEmpty(target)) {
    reportKind(target, context, expects, owner);
    return undefined;
  }
  return String(target.value);
}

/** Parsed value or what is wrong with the text. */
export type Parsed<T> =
  | { readonly value: T }
  | { readonly code: Code; readonly message: string; readonly help?: string | undefined };

/** A shape over the text of a scalar. */
export function scalar<T>(
  expects: string,
  json: Shape<T>['json'],
  parse: (text: string, context: ReadContext) => Parsed<T>,
): Shape<T> {
  return {
    expects,
    json,
    read: (node, context, owner) => {
      const text = scalarText(node, context, expects, owner);
      if (text === undefined) return undefined;
      const parsed = parse(text, context);
      if ('value' in parsed) return parsed.value;
      context.report(
        parsed.code,
        startOf(node),
        { message: parsed.message, expected: expects, help: parsed.help },
        lengthOf(node),
      );
      return undefined;
    },
  };
}
