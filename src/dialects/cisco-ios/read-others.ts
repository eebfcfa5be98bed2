/** Commands of the top level that are no lists, groups, interfaces or routes: what they decide, if anything. */
import type { Line } from '../source/command-lines.ts';
import { IGNORED_COMMANDS } from './commands.ts';
import type { Block, Draft } from './draft.ts';

const nothing: Block['takes'] = () => false;

/** Lines under a command that decide nothing, or are looked at for one thing only. */
export function ignored(line: Line, read: Block['read'] = () => {}): Block {
  return { indent: line.indent, takes: nothing, read };
}

/** Settings of lists; what is no list's name and none of them isn't known. */
const LIST_SETTINGS: ReadonlySet<string> = new Set([
  'logging',
  'log-update',
  'resequence',
  'persistent',
  'helper',
  'match-local-traffic',
  'role-based',
]);

export function readListCommand(draft: Draft, line: Line): Block {
  if (!LIST_SETTINGS.has(line.words[2] ?? '')) draft.doubt(line);
  return ignored(line);
}

/** A policy that marks, shapes or polices lets packets pass; one that drops may not. */
export function readPolicyMap(draft: Draft, line: Line): Block {
  const name = line.words.at(-1) ?? '';
  const isInspection = line.words[1] === 'type' && line.words[2] === 'inspect';
  return ignored(line, ({ words }) => {
    const drops = words[0] === 'drop' || /\bconform(?:-action)? drop\b/.test(words.join(' '));
    if (!isInspection && drops) draft.droppingPolicies.add(name);
  });
}

export function readTimeRange(draft: Draft, line: Line, name: string): Block {
  draft.timeRanges.set(name, '');
  return ignored(line, ({ words }) => {
    const before = draft.timeRanges.get(name);
    if (before !== undefined && before.length < 200)
      draft.timeRanges.set(name, `${before}${before === '' ? '' : '; '}${words.join(' ')}`);
  });
}

/** `interface range …`: which interfaces that is isn't followed, and lists may be bound there. */
export function severalInterfaces(draft: Draft, line: Line): Block {
  return ignored(line, (child) => {
    if (binds(child)) draft.doubt(child);
  });
}

const binds = ({ words }: Line): boolean =>
  words.includes('access-group') || words.includes('traffic-filter') || words.includes('zone-member');

/** Commands that judge packets and are not read. */
const DECIDING: ReadonlySet<string> = new Set(['access-group']);
/** Those that do so beside the lists, whatever these say. */
const BESIDES: ReadonlySet<string> = new Set(['vlan filter', 'cts role-based enforcement']);

/** Commands that are known to decide nothing, those that decide in ways that are not read, and all the others. */
export function readOther(draft: Draft, line: Line): Block {
  const { words } = line;
  const [command = '', first = ''] = words;
  if (isTakenBack(words)) {
    takeBack(draft, line);
    return ignored(line);
  }
  const isZone = command === 'zone' || command === 'zone-pair';
  if (isZone)
    draft.notUnderstood(
      draft.statement(line),
      'Zone-based firewalls are not read, see the interfaces in zones',
    );
  else if (BESIDES.has(`${command} ${first}`) || BESIDES.has(words.slice(0, 3).join(' '))) {
    const statement = draft.statement(line);
    draft.besides.push(statement);
    draft.notUnderstood(statement, 'What lists deny is denied; what they permit is unproven');
  } else if (DECIDING.has(command)) draft.doubt(line);
  else if (!IGNORED_COMMANDS.has(command.toLowerCase())) stranger(draft, line);
  else noteList(draft, words);
  // Templates and profiles of interfaces may bind lists, too.
  return ignored(line, (child) => {
    if (binds(child) && child.words[0] !== 'match') draft.doubt(child);
    else noteList(draft, child.words);
  });
}

/** One that permits, denies or names a list could decide about any packet. */
function stranger(draft: Draft, line: Line): void {
  const { words } = line;
  if (words.some((word) => /^(?:permit|deny|access-list|access-group|evaluate)$/.test(word)))
    draft.doubt(line);
  else
    draft.notUnderstood(
      draft.statement(line),
      'It is left out; nothing in it says that it is about filtering',
    );
}

function isTakenBack([no, first, second]: readonly string[]): boolean {
  return no === 'no' && (first === 'access-list' || second === 'access-list' || first === 'object-group');
}

/** A script that writes a list or group anew begins so. */
function takeBack(draft: Draft, line: Line): void {
  const name = line.words.at(-1) ?? '';
  const [, first] = line.words;
  if (first === 'object-group') draft.groups.delete(name);
  else {
    const family = first === 'ipv6' ? 6 : 4;
    const isWhole = first !== 'access-list' || line.words.length === 3;
    if (isWhole) draft.lists.delete(`${family} ${name}`);
    else draft.doubt(line);
  }
}

/** Words before the name of a list that is used for something else than filtering at an interface. */
const USERS: ReadonlySet<string> = new Set([
  'access-class',
  'access-group',
  'access-list',
  'address',
  'list',
  'distribute-list',
  'match',
]);

/** Remembers a list that is named by a command that binds it to no interface. */
export function noteList(draft: Draft, words: readonly string[]): void {
  for (let i = 0; i + 1 < words.length; i++) {
    if (!USERS.has(words[i] ?? '')) continue;
    draft.usedElsewhere.add(words[i + 1] ?? '');
    if (words[i + 1] === 'name' || words[i + 1] === 'ip') draft.usedElsewhere.add(words[i + 2] ?? '');
  }
}
