import { createHash } from 'node:crypto';

/**
 * Makes an identifier of a name: letters, digits, `_`, `.` and `-` stay, anything else becomes `_`, and then a
 * piece of the name's hash keeps it apart from others. The result starts with a letter.
 */
export function identifier(name: string, longest: number): string {
  const kept = name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^(?![A-Za-z])/, 'n_');
  if ((kept === name || kept === `n_${name}`) && kept.length <= longest) return kept;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${kept.slice(0, longest - hash.length - 1)}_${hash}`;
}
