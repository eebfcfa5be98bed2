import type { Family } from '../../net/network.ts';
import { parseIptables } from './parse.ts';

/** The families that a text is for: one as `iptables-save` and `ip6tables-save` print it, or both. */
export function iptablesFamilies(text: string, file: string): readonly Family[] {
  return parseIptables(text, file).config.parts.map(({ family }) => family);
}
