import { visible } from '../plain-text.ts';

/** A string of Bicep's, on one line, in which nothing is worked out. */
export function bicepString(text: string): string {
  const escaped = visible(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('$', '\\$');
  return `'${escaped}'`;
}
