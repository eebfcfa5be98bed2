import type { Line } from '../source/command-lines.ts';
import { readNumber } from '../source/dotted.ts';
import type { Draft, DraftEntry, DraftList } from './draft.ts';
import { readNow } from './read-lists.ts';

/** Kinds of lists that judge no packet on its way through: routes, frames, the web portal. */
const OTHER_KINDS: ReadonlySet<string> = new Set(['standard', 'ethertype', 'webtype']);
/** Inserting moves what stands behind; a list is written with fewer. */
const MOST_INSERTIONS = 20_000;

/** Puts an `access-list` line at its place. */
export function readAccessList(draft: Draft, line: Line): void {
  const { words } = line;
  const name = words[1];
  if (name === undefined || isHeading(words)) return;
  const number = words[2] === 'line' ? readNumber(words[3], 10_000_000) : -1;
  const at = number >= 0 ? 4 : 2;
  if (OTHER_KINDS.has(words[at] ?? '')) {
    draft.usedElsewhere.add(name);
    return;
  }
  const list = listOf(draft, name);
  if (isExpansion(list, line, number)) return;
  const isLast = number < 1 || number > list.lines.length;
  const mayStand = isLast || draft.mayInsert(MOST_INSERTIONS);
  const entry: DraftEntry = {
    number: line.number,
    indent: line.indent,
    label: number >= 0 ? words[3] : undefined,
    read: readNow(draft, line, at, mayStand),
  };
  if (isLast || !mayStand) list.lines.push(entry);
  else list.lines.splice(number - 1, 0, entry);
}

/** The list of this name, made if there is none. */
export function listOf(draft: Draft, name: string): DraftList {
  const found = draft.lists.get(name);
  if (found) return found;
  const list: DraftList = { name, lines: [] };
  draft.lists.set(name, list);
  return list;
}

/** `access-list OUTSIDE; 5 elements; name hash: 0x1a2b3c4d` and other lines about lists. */
function isHeading(words: readonly string[]): boolean {
  const [, name = '', next] = words;
  if (name.endsWith(';')) return true;
  if (name === 'cached') return next === 'ACL';
  // How an FWSM takes lists over: at once, unless it is told to wait.
  if (name === 'mode' && next === 'auto-commit') return true;
  return (name === 'alert-interval' || name === 'deny-flow-max') && words.length === 3;
}

/** In `show access-list` the lines of which a line with a group consists stand indented under it. */
function isExpansion(list: DraftList, line: Line, number: number): boolean {
  if (number < 0 || line.indent === 0) return false;
  const above = list.lines.at(-1);
  if (!above || line.indent <= above.indent || above.label !== line.words[3]) return false;
  above.expansion ??= [];
  above.expansion.push(line);
  return true;
}
