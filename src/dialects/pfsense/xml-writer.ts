import { visible } from '../plain-text.ts';

/** Text between tags, with nothing in it that ends it. */
function escapeXml(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A comment that nothing in it ends. */
export function xmlComment(lines: readonly string[]): string[] {
  const safe = lines.map((line) =>
    visible(line)
      .replace(/[\ufffe\uffff]/g, '?')
      .replaceAll('--', '- -')
      .replace(/-$/, '- '),
  );
  return ['<!--', ...safe.map((line) => `  ${line}`.trimEnd()), '-->'];
}

/** An element with its children or its text. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string | readonly Element[];
}

/** A word without blanks, as lists need it. */
export const wordOf = (text: string): string => visible(text).replace(/[\s,]/g, '_');

export const leaf = (name: string, text: string): Element => ({ name, content: text });

/** The lines of an element. */
export function xmlLines({ name, attributes = {}, content }: Element, indent: string): string[] {
  const open = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`),
  ].join(' ');
  if (content === undefined) return [`${indent}<${open}/>`];
  if (typeof content === 'string') {
    // Lists hold an entry a line; whatever else was a line end is visible by now.
    const text = content.split('\n').map(escapeXml).join('\n');
    return `${indent}<${open}>${text}</${name}>`.split('\n');
  }
  return [
    `${indent}<${open}>`,
    ...content.flatMap((child) => xmlLines(child, `${indent}  `)),
    `${indent}</${name}>`,
  ];
}
