import type { Code } from '../../diagnostics/codes.ts';
import { isList, isMap, isText, type YamlNode } from '../yaml/node.ts';
import { lengthOf, type ReadContext, type Shape } from './shape.ts';

/** What a node is, in the words of a person who writes YAML. */
export function kindOf(node: YamlNode): string {
  return isMap(node) ? 'a map' : isList(node) ? 'a list' : 'a single value';
}

/** Reports a value that has the wrong form or none at all. */
export function reportKind(node: YamlNode, context: ReadContext, expects: string, owner: number): void {
  if (isEmpty(node)) {
    context.report('PT2004', owner, { message: 'the value is missing', expected: expects });
    return;
  }
  context.report(
    'PT2002',
    node.start,
    { message: `this is ${kindOf(node)}`, expected: expects },
    firstLine(node),
  );
}

/** Maps and lists can run over many lines: underline their first character only. */
function firstLine(node: YamlNode): number {
  return isText(node) ? lengthOf(node) : 1;
}

/** `key:` with nothing behind it, `~` or `null`. */
export function isEmpty(node: YamlNode): boolean {
  return isText(node) && node.plain && /^(|~|null|Null|NULL)$/.test(node.text);
}

/**
 * The text of a scalar as it was written: the document is parsed without types, so that a site code `001` stays
 * three characters. Anything else is reported.
 */
export function scalarText(
  node: YamlNode,
  context: ReadContext,
  expects: string,
  owner: number,
): string | undefined {
  const target = context.resolve(node);
  if (!target) return undefined;
  if (!isText(target) || isEmpty(target)) {
    reportKind(target, context, expects, owner);
    return undefined;
  }
  return target.text;
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
        node.start,
        { message: parsed.message, expected: expects, help: parsed.help },
        lengthOf(node),
      );
      return undefined;
    },
  };
}
