/** A string as FortiOS reads it: in quotes, with a backslash before quotes and backslashes. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
