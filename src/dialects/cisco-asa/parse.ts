import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { commandLinesOf, type Line } from '../source/command-lines.ts';
import { readHost } from '../source/dotted.ts';
import { DECIDING_COMMANDS, IGNORED_COMMANDS, ROUTING_PROTOCOLS } from './commands.ts';
import { type Block, Draft } from './draft.ts';
import type { AccessList, AsaConfig } from './model.ts';
import { readAccessList } from './read-access-list.ts';
import { readBinding } from './read-binding.ts';
import { readGroup, readObject } from './read-blocks.ts';
import { readInterface, readRoute, readRoute6 } from './read-interface.ts';
import { readLists } from './read-lists.ts';
import { noteList, readClassMap, readPolicyMap } from './read-policy.ts';
import { readCrypto, readGroupPolicy, readPool, readWebVpn } from './read-vpn.ts';
import { placeStrangers } from './strangers.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Reads `show running-config` and `show access-list`, whole or in part. Text only; never throws. */
export function parse(text: string, file: string): { config: AsaConfig; diagnostics: readonly Diagnostic[] } {
  const draft = new Draft(file);
  let block: Block | undefined;
  for (const line of commandLinesOf(text)) {
    const first = line.words[0] ?? '';
    if (first.startsWith('!') || first.startsWith(':')) continue;
    if (block && (line.indent > block.indent || block.commands.has(first))) {
      block.read(line);
      continue;
    }
    block = readCommand(draft, line) ?? undefined;
  }
  placeStrangers(draft);
  const lists = readLists(draft);
  draft.finish();
  return { config: configOf(draft, lists), diagnostics: draft.diagnostics };
}

/** One command of the top level; a block if lines may follow under it. */
function readCommand(draft: Draft, line: Line): Block | undefined {
  const { words } = line;
  switch (words[0]) {
    case 'access-list':
      readAccessList(draft, line);
      return undefined;
    case 'access-group':
      if (!readBinding(draft, line)) draft.doubt(line);
      return undefined;
    case 'object':
      return readObject(draft, line) ?? misread(draft, line);
    case 'object-group':
      return readGroup(draft, line) ?? misread(draft, line);
    case 'interface':
      return readInterface(draft, line);
    case 'route':
      if (!readRoute(draft, line)) draft.doubt(line);
      return undefined;
    case 'class-map':
      return readClassMap(draft, line);
    case 'policy-map':
      return readPolicyMap(draft, line);
    case 'nat':
    case 'static':
    case 'global':
    case 'nat-control':
      readTranslation(draft, line);
      return undefined;
    default:
      return readSetting(draft, line);
  }
}

function misread(draft: Draft, line: Line): Block {
  draft.notUnderstood(draft.statement(line), 'Rules that name it depend on it');
  return ignored(line);
}

const ignored = (line: Line, read: Block['read'] = () => {}): Block => ({
  indent: line.indent,
  commands: NOTHING,
  read,
});

/** Since 8.3 there are two interfaces in the brackets, and lists see the addresses that the hosts really have. */
function readTranslation(draft: Draft, line: Line): void {
  const isNew = line.words[0] === 'nat' && /^\([^,()]+,[^,()]+\)$/.test(line.words[1] ?? '');
  if (isNew) draft.translations.push(draft.statement(line));
  else draft.oldTranslations.push(draft.statement(line));
  noteList(draft, line.words);
}

function readSetting(draft: Draft, line: Line): Block | undefined {
  const { words } = line;
  const [command = '', first, second] = words;
  switch (command) {
    case 'ASA':
    case 'PIX':
    case 'FWSM':
      draft.needsLists = command === 'FWSM';
      if (first === 'Version') draft.version = Number.parseInt(second ?? '', 10) || undefined;
      return undefined;
    case 'NGFW':
      // Threat Defense knows zones instead of levels; all interfaces have 0.
      draft.sameSecurity.inter = true;
      return undefined;
    case 'name': {
      const range = readHost(first);
      if (range && second !== undefined) draft.aliases.set(second, range);
      else draft.notUnderstood(draft.statement(line), 'Rules with the name that it gives depend on it');
      return undefined;
    }
    case 'time-range':
      return first === undefined ? undefined : readTimeRange(draft, line, first);
    case 'same-security-traffic':
      readSameSecurity(draft, line);
      return undefined;
    case 'service-policy':
      if (first !== undefined) draft.servicePolicies.add(first);
      if (first !== undefined && second === 'global') draft.globalPolicies.add(first);
      return undefined;
    case 'router':
      if (ROUTING_PROTOCOLS.has(first ?? '')) draft.dynamicRouting = draft.statement(line);
      return ignored(line);
    case 'ipv6':
      if (first === 'route' && !readRoute6(draft, line)) draft.doubt(line);
      if (first === 'access-list') draft.strangers.push({ line });
      return undefined;
    default:
      readTunnels(draft, line);
      return readOther(draft, line);
  }
}

/** What commands of tunnels say beside the lists that they name. */
function readTunnels(draft: Draft, line: Line): void {
  const [command, first, second, third] = line.words;
  if (command === 'crypto') readCrypto(draft, line);
  else if (command === 'ip') readPool(draft, line);
  else if (command === 'no' && first === 'sysopt' && second === 'connection' && third?.startsWith('permit-'))
    draft.vpn.bypass = false;
}

function readTimeRange(draft: Draft, line: Line, name: string): Block {
  draft.timeRanges.set(name, '');
  return ignored(line, ({ words }) => {
    const before = draft.timeRanges.get(name);
    if (before !== undefined && before.length < 200)
      draft.timeRanges.set(name, `${before}${before === '' ? '' : '; '}${words.join(' ')}`);
  });
}

function readSameSecurity(draft: Draft, line: Line): void {
  const [, permit, which] = line.words;
  if (permit === 'permit' && which === 'inter-interface') draft.sameSecurity.inter = true;
  else if (permit === 'permit' && which === 'intra-interface') draft.sameSecurity.intra = true;
  else draft.doubt(line);
}

/** Commands that are known to decide nothing, that are known to decide something, and all the others. */
function readOther(draft: Draft, line: Line): Block {
  const { words } = line;
  const command = (words[0] ?? '').toLowerCase();
  if (command === 'clear' && words[1] === 'configure' && words[2] === 'access-list') {
    clearLists(draft, words[3]);
    return ignored(line);
  }
  if (DECIDING_COMMANDS.has(command) || isAuthentication(words)) draft.doubt(line);
  else if (takesBack(words) || !isIgnored(command)) draft.strangers.push({ line });
  else noteList(draft, words);
  const stranger = draft.strangers.at(-1);
  return ignored(line, (child) => {
    const { words: inner } = child;
    noteList(draft, inner);
    if (command === 'webvpn') readWebVpn(draft, child);
    if (command === 'group-policy') readGroupPolicy(draft, child);
    if (stranger?.line === line && MEMBERS.has(inner[0] ?? '')) stranger.holdsMembers = true;
  });
}

/** `no access-list …` and the like in a script: what is taken back is not looked for. */
function takesBack([command, first, second]: readonly string[]): boolean {
  const target = command === 'no' ? first : command === 'clear' && first === 'configure' ? second : undefined;
  return target === 'access-list' || target === 'access-group';
}

/** A script that writes a list anew begins so. */
function clearLists(draft: Draft, name: string | undefined): void {
  if (name === undefined) draft.lists.clear();
  else draft.lists.delete(name);
}

/** Lines that belong under `interface`, `object` or `object-group`. */
const MEMBERS: ReadonlySet<string> = new Set(
  `nameif security-level ip host subnet range fqdn service nat network-object port-object service-object
  protocol-object icmp-object group-object`.split(/\s+/),
);

function isIgnored(command: string): boolean {
  const colon = command.indexOf(':');
  return IGNORED_COMMANDS.has(colon > 0 ? command.slice(0, colon) : command);
}

/** `aaa authentication match LIST inside SERVER`: who has not signed in does not pass. */
function isAuthentication([command, subject, how]: readonly string[]): boolean {
  return (
    command === 'aaa' &&
    (subject === 'authentication' || subject === 'authorization') &&
    (how === 'match' || how === 'include' || how === 'exclude')
  );
}

function configOf(draft: Draft, lists: ReadonlyMap<string, AccessList>): AsaConfig {
  const { version, dynamicRouting } = draft;
  return {
    file: draft.file,
    ...(version !== undefined && { version }),
    needsLists: draft.needsLists,
    lists,
    bindings: [...draft.bindings.values()],
    usedElsewhere: draft.usedElsewhere,
    aliases: draft.aliases,
    objects: draft.objects,
    services: draft.services,
    groups: draft.groups,
    interfaces: draft.interfaces,
    routes: draft.routes,
    ...(dynamicRouting && { dynamicRouting }),
    timeRanges: draft.timeRanges,
    sameSecurity: draft.sameSecurity,
    translations: draft.translations,
    oldTranslations: draft.oldTranslations,
    dcerpc: draft.dcerpc,
    tftp: draft.tftp,
    servicePolicies: draft.servicePolicies,
    globalPolicies: draft.globalPolicies,
    usualClasses: draft.usualClasses,
    otherClasses: draft.otherClasses,
    vpn: draft.vpn,
    doubts: draft.doubts,
  };
}
