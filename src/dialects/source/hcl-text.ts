import { visible } from '../plain-text.ts';

/** A string of HCL, on one line, in which nothing is worked out. */
export function hclString(text: string): string {
  const escaped = visible(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    // What `$$${` is, nobody has to know.
    .replace(/\$(?=\{)/g, '\\u0024')
    .replace(/%(?=\{)/g, '\\u0025');
  return `"${escaped}"`;
}

/** A comment, on one line. */
export function hclComment(text: string): string {
  return `# ${visible(text)}`.trimEnd();
}

/** Arguments of a block with their equals signs below each other, as `terraform fmt` has it. */
export function hclArguments(pairs: readonly (readonly [string, string])[], indent: string): string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`);
}
