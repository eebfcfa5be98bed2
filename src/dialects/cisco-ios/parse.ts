import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { commandLinesOf, type Line } from '../source/command-lines.ts';
import { IGNORED_IP, ROUTING_PROTOCOLS } from './commands.ts';
import { type Block, Draft } from './draft.ts';
import type { Flavour, IosConfig } from './model.ts';
import { readGroup } from './read-groups.ts';
import { readInterface } from './read-interface.ts';
import { finishLists, headingOf, readListBlock, readNumberedEntry } from './read-lists.ts';
import {
  ignored,
  noteList,
  readListCommand,
  readOther,
  readPolicyMap,
  readTimeRange,
  severalInterfaces,
} from './read-others.ts';
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
    besides: draft.besides,
    doubts: draft.doubts,
  };
}
