import type { LineOrigin, Printed } from '../dialect.ts';

/** A value of JSON, with marks at the objects that rules became. */
export type JsonValue =
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

export interface MarkedRule {
  readonly id: string;
  readonly origins: LineOrigin['origins'];
}

/**
 * JSON with two blanks of indentation, as everybody prints it. The line of an object's first member belongs to the
 * rules that `ruleOf` gives for the object.
 */
export function printJson(
  root: JsonValue,
  rulesOf: (value: JsonValue) => readonly MarkedRule[] | undefined,
): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  const write = (value: JsonValue, indent: string, head: string, tail: string): void => {
    if (typeof value !== 'object') {
      lines.push(`${indent}${head}${JSON.stringify(value)}${tail}`);
      return;
    }
    const inner = `${indent}  `;
    if (isList(value)) {
      if (value.length === 0) {
        lines.push(`${indent}${head}[]${tail}`);
        return;
      }
      lines.push(`${indent}${head}[`);
      for (const [i, item] of value.entries()) write(item, inner, '', i < value.length - 1 ? ',' : '');
      lines.push(`${indent}]${tail}`);
      return;
    }
    const members = Object.entries(value).filter(
      (pair): pair is [string, JsonValue] => pair[1] !== undefined,
    );
    if (members.length === 0) {
      lines.push(`${indent}${head}{}${tail}`);
      return;
    }
    lines.push(`${indent}${head}{`);
    for (const { id, origins: from } of rulesOf(value) ?? [])
      origins.push({ line: lines.length + 1, rule: id, origins: from });
    for (const [i, [name, one]] of members.entries())
      write(one, inner, `${JSON.stringify(name)}: `, i < members.length - 1 ? ',' : '');
    lines.push(`${indent}}${tail}`);
  };
  write(root, '', '', '');
  return { text: `${lines.join('\n')}\n`, lines: origins };
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
