import type { Line } from '../source/command-lines.ts';
import type { Draft, DraftEntry } from './draft.ts';
import type { AccessEntry, AccessList, AccessRule } from './model.ts';
import { type KindOfGroup, readEntry } from './read-entry.ts';

const MAY_DECIDE = 'It may permit and may deny: what follows in the list depends on it';

const kindIn =
  (draft: Draft): KindOfGroup =>
  (name) =>
    draft.groups.get(name)?.kind;

/**
 * Reads an entry of a list if all that it names is defined, which also keeps little of a long text; otherwise it
 * waits for `readLists`. One that may not stand at its place is unknown.
 */
export function readNow(draft: Draft, line: Line, at: number, mayStand: boolean): DraftEntry['read'] {
  if (!mayStand) return unknownEntry(draft, line);
  if (!isDefined(draft, line)) return { kind: 'unread', line, at };
  return readLine(draft, line, at);
}

/** A line that may permit and may deny. */
export function unknownEntry(draft: Draft, line: Line): AccessEntry {
  const statement = draft.statement(line);
  draft.notUnderstood(statement, MAY_DECIDE);
  return { kind: 'unknown', statement };
}

/** All lists, now that it is known what groups there are. */
export function readLists(draft: Draft): ReadonlyMap<string, AccessList> {
  const lists = new Map<string, AccessList>();
  for (const { name, lines } of draft.lists.values()) {
    const entries = lines.map(({ read, expansion }) =>
      read.kind === 'unread' ? readLate(draft, read.line, read.at, expansion) : read,
    );
    lists.set(name, { name, entries });
  }
  return lists;
}

function readLine(draft: Draft, line: Line, at: number): AccessEntry {
  const statement = draft.statement(line);
  const entry = readEntry(statement, line.words, at, kindIn(draft));
  if (entry.kind === 'unknown') draft.notUnderstood(statement, MAY_DECIDE);
  else if (entry.kind === 'rule') sayRest(draft, entry);
  return entry;
}

/** Where groups are not in the text, what `show access-list` says that they hold. */
function readLate(draft: Draft, line: Line, at: number, expansion: readonly Line[] | undefined): AccessEntry {
  if (!expansion || isDefined(draft, line)) return readLine(draft, line, at);
  const entry = readEntry(draft.statement(line), line.words, at, kindIn(draft));
  const parts = expansion.map((part) => readEntry(draft.statement(part), part.words, at, kindIn(draft)));
  if (entry.kind !== 'rule' || !parts.every((part) => part.kind === 'rule')) return readLine(draft, line, at);
  for (const part of parts) sayRest(draft, part);
  return { ...entry, expansion: parts };
}

function sayRest(draft: Draft, { rest, statement }: AccessRule): void {
  if (rest === undefined) return;
  const help =
    rest === ''
      ? 'The line ends too early: what the rule decides depends on the rest'
      : `From ${JSON.stringify(rest.slice(0, 60))} on: what the rule decides depends on that`;
  draft.notUnderstood(statement, help, 'PT8002');
}

/** Whether the text defines every object and group that a line names. */
function isDefined(draft: Draft, { words }: Line): boolean {
  return words.every((word, i) => {
    const name = words[i + 1] ?? '';
    if (word === 'object') return draft.objects.has(name) || draft.services.has(name);
    return word !== 'object-group' || draft.groups.has(name);
  });
}
