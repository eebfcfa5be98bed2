import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { commandLinesOf, type Line } from '../source/command-lines.ts';
import { IGNORED_COMMANDS, IGNORED_IP, ROUTING_PROTOCOLS } from './commands.ts';
import { type Block, Draft } from './draft.ts';
import type { Flavour, IosConfig } from './model.ts';
import { readGroup } from './read-groups.ts';
import { readInterface } from './read-interface.ts';
import { finishLists, headingOf, readListBlock, readNumberedEntry } from './read-lists.ts';
import { readRoute } from './read-routes.ts';

/** Banners that are looked through for their end. */
const MOST_BANNERS = 20;

/** Reads `show running-config` and `show access-lists`, whole or in part. Text only; never throws. */
export function parse(
  text: string,
  file: string,
  flavour: Flavour,
): { config: IosConfig; diagnostics: readonly Diagnostic[] } {
  const draft = new Draft(flavour, file);
  let block: Block | undefined;
  let banners = 0;
  let skipTo = 0;
  for (const line of commandLinesOf(text)) {
    if (line.start < skipTo) continue;
    const first = line.words[0] ?? '';
    if (first.startsWith('!')) continue;
    if (block && (line.indent > block.indent || block.takes(line))) {
      block.read(line);
      continue;
    }
    if (first === 'banner' && banners < MOST_BANNERS) {
      banners++;
      skipTo = endOfBanner(line);
      block = undefined;
      continue;
    }
    block = readCommand(draft, line);
  }
  const lists = finishLists(draft);
  draft.finish();
  return { config: configOf(draft, lists), diagnostics: draft.diagnostics };
}

/** `banner motd ^C … ^C`, over as many lines as people like. */
function endOfBanner({ words, source, start, end }: Line): number {
  const mark = words[2] ?? '';
  const delimiter = mark.startsWith('^') ? mark.slice(0, 2) : mark.slice(0, 1);
  if (delimiter === '') return end;
  const from = source.indexOf(mark, start + words.slice(0, 2).join(' ').length) + delimiter.length;
  const found = source.indexOf(delimiter, from);
  if (found < 0) return end;
  const feed = source.indexOf('\n', found);
  return feed < 0 ? source.length : feed;
}

const nothing: Block['takes'] = () => false;

function ignored(line: Line, read: Block['read'] = () => {}): Block {
  return { indent: line.indent, takes: nothing, read };
}

/** One command of the top level; a block if lines may follow under it. */
function readCommand(draft: Draft, line: Line): Block | undefined {
  const { words } = line;
  const [command = '', first = '', second] = words;
  const heading = headingOf(words, draft);
  if (heading) return readListBlock(draft, line, heading);
  switch (command) {
    case 'access-list':
      if (!readNumberedEntry(draft, line)) draft.doubt(line);
      return undefined;
    case 'object-group': {
      const group = readGroup(draft, line);
      if (!group) draft.notUnderstood(draft.statement(line), 'Rules that name it depend on it');
      return group ?? ignored(line);
    }
    case 'interface':
      return readInterface(draft, line) ?? severalInterfaces(draft, line);
    case 'ip':
    case 'ipv6':
      return readIp(draft, line, first);
    case 'router':
      if (ROUTING_PROTOCOLS.has(first)) draft.dynamicRouting ??= draft.statement(line);
      return ignored(line);
    case 'vrf':
      return ignored(line, (child) => {
        if (first === 'context' && child.words[1] === 'route' && !readRoute(draft, child, second ?? ''))
          draft.doubt(child);
      });
    case 'policy-map':
      return readPolicyMap(draft, line);
    case 'time-range':
      return readTimeRange(draft, line, first);
    case 'route-map':
    case 'class-map':
    case 'line':
      return ignored(line, (child) => noteList(draft, child.words));
    default:
      return readOther(draft, line);
  }
}

function readIp(draft: Draft, line: Line, command: string): Block | undefined {
  const { words } = line;
  switch (command) {
    case 'route':
      if (!readRoute(draft, line, '')) draft.doubt(line);
      return undefined;
    case 'access-list':
      return readListCommand(draft, line);
    case 'nat':
      noteList(draft, words);
      if (words[2] !== 'pool' && words[2] !== 'translation' && words[2] !== 'log' && words[2] !== 'settings')
        draft.translations.push(draft.statement(line));
      return undefined;
    case 'inspect': {
      const name = words[3];
      if (words[2] !== 'name' || name === undefined) return undefined;
      draft.inspections.set(name, [...(draft.inspections.get(name) ?? []), words[4] ?? '']);
      return undefined;
    }
    default:
      noteList(draft, words);
      if (!IGNORED_IP.has(command)) readOther(draft, line);
      return ignored(line);
  }
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

function readListCommand(draft: Draft, line: Line): Block {
  if (!LIST_SETTINGS.has(line.words[2] ?? '')) draft.doubt(line);
  return ignored(line);
}

/** A policy that marks or shapes decides nothing; one that drops may. */
function readPolicyMap(draft: Draft, line: Line): Block {
  const name = line.words.at(-1) ?? '';
  const isInspection = line.words[1] === 'type' && line.words[2] === 'inspect';
  return ignored(line, ({ words }) => {
    if (!isInspection && (words[0] === 'drop' || words[0] === 'police')) draft.droppingPolicies.add(name);
  });
}

function readTimeRange(draft: Draft, line: Line, name: string): Block {
  draft.timeRanges.set(name, '');
  return ignored(line, ({ words }) => {
    const before = draft.timeRanges.get(name);
    if (before !== undefined && before.length < 200)
      draft.timeRanges.set(name, `${before}${before === '' ? '' : '; '}${words.join(' ')}`);
  });
}

/** `interface range …`: which interfaces that is isn't followed, and lists may be bound there. */
function severalInterfaces(draft: Draft, line: Line): Block {
  return ignored(line, (child) => {
    if (binds(child)) draft.doubt(child);
  });
}

const binds = ({ words }: Line): boolean =>
  words.includes('access-group') || words.includes('traffic-filter') || words.includes('zone-member');

/** Commands that judge packets and are not read, by their first words. */
const DECIDING: readonly string[] = ['zone-pair', 'vlan access-map', 'vlan filter', 'access-group', 'zone'];

/** Commands that are known to decide nothing, those that decide in ways that are not read, and all the others. */
function readOther(draft: Draft, line: Line): Block {
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
  else if (DECIDING.includes(command) || DECIDING.includes(`${command} ${first}`)) draft.doubt(line);
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
function noteList(draft: Draft, words: readonly string[]): void {
  for (let i = 0; i + 1 < words.length; i++) {
    if (!USERS.has(words[i] ?? '')) continue;
    draft.usedElsewhere.add(words[i + 1] ?? '');
    if (words[i + 1] === 'name' || words[i + 1] === 'ip') draft.usedElsewhere.add(words[i + 2] ?? '');
  }
}

function configOf(draft: Draft, lists: IosConfig['lists']): IosConfig {
  const { dynamicRouting } = draft;
  return {
    flavour: draft.flavour,
    file: draft.file,
    lists,
    bindings: [...draft.bindings.values()],
    usedElsewhere: draft.usedElsewhere,
    groups: draft.groups,
    interfaces: draft.interfaces,
    routes: draft.routes,
    ...(dynamicRouting && { dynamicRouting }),
    timeRanges: draft.timeRanges,
    translations: draft.translations,
    inspections: draft.inspections,
    droppingPolicies: draft.droppingPolicies,
    doubts: draft.doubts,
  };
}
