import type { Line } from '../source/command-lines.ts';
import type { Draft } from './draft.ts';
import { listOf } from './read-access-list.ts';
import { unknownEntry } from './read-lists.ts';

/** Each is looked for a place through its whole list. */
const MOST_INSERTIONS = 1000;
const HELP = 'It is left out; nothing in it says that it is about filtering';

/**
 * Finds out what commands that nobody knows could be about: one that names a list counts as a line of it that may
 * permit and may deny; one that permits, denies, names an interface or has members could decide about any packet.
 */
export function placeStrangers(draft: Draft): void {
  const interfaces = namesOfInterfaces(draft);
  for (const { line, holdsMembers } of draft.strangers) {
    const { words } = line;
    const binds = words.includes('interface') || words.includes('global') || words.includes('access-group');
    const list = words.slice(1, 4).find((word) => draft.lists.has(word));
    const fromIpv6 = words[0] === 'ipv6' ? words[2] : undefined;
    const isEntry = (list ?? fromIpv6) !== undefined && !binds;
    if (isEntry && draft.mayInsert(MOST_INSERTIONS)) insert(draft, list ?? fromIpv6 ?? '', line);
    else if (
      holdsMembers ||
      isEntry ||
      list !== undefined ||
      decides(words) ||
      words.some((word) => interfaces.has(word))
    )
      draft.doubt(line);
    else draft.notUnderstood(draft.statement(line), HELP);
  }
}

function namesOfInterfaces(draft: Draft): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of draft.interfaces) if (name !== undefined) names.add(name);
  for (const { interface: name } of draft.bindings.values()) if (name !== undefined) names.add(name);
  return names;
}

const decides = (words: readonly string[]): boolean => words.includes('permit') || words.includes('deny');

/** At the place that the line has in the text. */
function insert(draft: Draft, name: string, line: Line): void {
  const { lines } = listOf(draft, name);
  const { number, indent } = line;
  const found = lines.findIndex((item) => item.number > number);
  const read = unknownEntry(draft, line);
  lines.splice(found < 0 ? lines.length : found, 0, { number, indent, label: undefined, read });
}
