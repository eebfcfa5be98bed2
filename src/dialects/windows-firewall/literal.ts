import { visible } from '../plain-text.ts';

/**
 * A PowerShell expression for a text, in ASCII only. Windows PowerShell 5.1 reads a file without byte order mark in
 * the old code page, where a part of an innocent letter can turn into a typographic quote, and PowerShell takes
 * those for quotes, too. So other letters are written as percent escapes, for .NET to undo.
 */
export function literal(text: string): string {
  const line = visible(text);
  if (/^[ -~]*$/.test(line)) return singleQuoted(line);
  const escaped = line.replace(/%|[^ -~]+/gu, (part) => (part === '%' ? '%25' : encodeURIComponent(part)));
  return `[Uri]::UnescapeDataString(${singleQuoted(escaped)})`;
}

/** In single quotes nothing is expanded, and a doubled quote stands for one. */
const singleQuoted = (ascii: string): string => `'${ascii.replaceAll("'", "''")}'`;
