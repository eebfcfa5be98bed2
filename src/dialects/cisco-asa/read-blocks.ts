/** Objects and groups: commands whose members stand on lines of their own. */

import type { Line } from '../source/command-lines.ts';
import type { Block, Draft, DraftGroup } from './draft.ts';
import type { AddressTerm, GroupKind, GroupMember } from './model.ts';
import {
  type Cursor,
  readAddress,
  readIcmpType,
  readPorts,
  readProtocol,
  readRange,
  readService,
} from './read-terms.ts';

const UNKNOWN_MEMBER =
  'What the object or group holds is not known, so that rules with it depend on that line';

/** `object network NAME` or `object service NAME`; absent for other kinds. */
export function readObject(draft: Draft, line: Line): Block | undefined {
  const [, kind, name] = line.words;
  if (name === undefined || line.words.length > 3) return undefined;
  if (kind === 'network') return networkObject(draft, line, name);
  return kind === 'service' ? serviceObject(draft, line, name) : undefined;
}

const OBJECT_COMMANDS: ReadonlySet<string> = new Set(['host', 'subnet', 'range', 'fqdn']);

function networkObject(draft: Draft, line: Line, name: string): Block {
  // An object stands twice in a configuration if it is translated: its address first, `nat` later.
  const object = draft.objects.get(name) ?? { statement: draft.statement(line), members: [], unknown: [] };
  draft.objects.set(name, object);
  const read = (child: Line): void => {
    const { words } = child;
    if (words[0] === 'description') return;
    if (words[0] === 'nat') {
      draft.translations.push(draft.statement(child));
      return;
    }
    const member = readObjectAddress(words);
    if (member) object.members.push(member);
    else object.unknown.push(unknownMember(draft, child));
  };
  return { indent: line.indent, commands: OBJECT_COMMANDS, read };
}

function unknownMember(draft: Draft, child: Line): ReturnType<Draft['statement']> {
  const statement = draft.statement(child);
  draft.notUnderstood(statement, UNKNOWN_MEMBER);
  return statement;
}

function readObjectAddress(words: readonly string[]): AddressTerm | undefined {
  const [command, first, second] = words;
  switch (command) {
    case 'host':
      return words.length === 2 ? whole({ words, at: 0 }) : undefined;
    case 'subnet':
      return words.length <= 3 && first !== 'host' ? whole({ words, at: 1 }) : undefined;
    case 'range':
      return words.length === 3 ? readRange(first, second) : undefined;
    case 'fqdn': {
      const family = first === 'v4' ? 4 : first === 'v6' ? 6 : undefined;
      const name = family === undefined ? first : second;
      if (name === undefined || words.length > (family === undefined ? 2 : 3)) return undefined;
      return { kind: 'fqdn', name, ...(family !== undefined && { family }) };
    }
    default:
      return undefined;
  }
}

/** An address that ends the line. */
function whole(cursor: Cursor): AddressTerm | undefined {
  const address = readAddress(cursor);
  return cursor.at === cursor.words.length ? address : undefined;
}

const NO_COMMANDS: ReadonlySet<string> = new Set();

function serviceObject(draft: Draft, line: Line, name: string): Block {
  const object = { statement: draft.statement(line), members: [], unknown: [] } as NonNullable<
    ReturnType<typeof draft.services.get>
  >;
  draft.services.set(name, object);
  const read = (child: Line): void => {
    const { words } = child;
    if (words[0] === 'description') return;
    const service = words[0] === 'service' ? readService({ words, at: 1 }) : undefined;
    if (service) object.members.push(service);
    else object.unknown.push(unknownMember(draft, child));
  };
  return { indent: line.indent, commands: new Set(['service']), read };
}

const GROUP_KINDS: ReadonlyMap<string, GroupKind> = new Map<string, GroupKind>([
  ['network', 'network'],
  ['service', 'service'],
  ['protocol', 'protocol'],
  ['icmp-type', 'icmp-type'],
  ['user', 'identity'],
  ['security', 'identity'],
  ['network-service', 'identity'],
]);

const MEMBER_COMMANDS: ReadonlySet<string> = new Set([
  'network-object',
  'group-object',
  'port-object',
  'service-object',
  'protocol-object',
  'icmp-object',
]);

/** `object-group KIND NAME …`; a kind that isn't known makes a group of which nothing is known. */
export function readGroup(draft: Draft, line: Line): Block | undefined {
  const [, word = '', name, transport] = line.words;
  if (name === undefined) return undefined;
  const known = GROUP_KINDS.get(word);
  const isTransport = transport === 'tcp' || transport === 'udp' || transport === 'tcp-udp';
  const isPlain = known !== undefined && (transport === undefined || (known === 'service' && isTransport));
  const kind = isPlain ? known : 'unknown';
  const statement = draft.statement(line);
  const group: DraftGroup = { kind, statement, members: [], unknown: [] };
  if (kind === 'service' && isTransport) group.transport = transport;
  draft.groups.set(name, group);
  if (kind === 'unknown') {
    draft.notUnderstood(statement, UNKNOWN_MEMBER);
    group.unknown.push(statement);
  }
  if (kind === 'unknown' || kind === 'identity')
    return { indent: line.indent, commands: NO_COMMANDS, read: () => {} };
  const read = (child: Line): void => {
    if (child.words[0] === 'description') return;
    const member = readMember(group, child.words);
    if (member) group.members.push(member);
    else group.unknown.push(unknownMember(draft, child));
  };
  return { indent: line.indent, commands: MEMBER_COMMANDS, read };
}

function readMember(group: DraftGroup, words: readonly string[]): GroupMember | undefined {
  const [command, first] = words;
  if (first === undefined) return undefined;
  if (command === 'group-object') return words.length === 2 ? { kind: 'group', name: first } : undefined;
  switch (`${group.kind} ${command}`) {
    case 'network network-object': {
      const address = whole({ words, at: 1 });
      return address && address.kind !== 'group' ? { kind: 'address', address } : undefined;
    }
    case 'service port-object': {
      if (!group.transport) return undefined;
      const cursor = { words, at: 1 };
      const ranges = readPorts(cursor, group.transport);
      return ranges && cursor.at === words.length ? { kind: 'ports', ranges } : undefined;
    }
    case 'service service-object':
      return group.transport ? undefined : readServiceMember(words);
    case 'protocol protocol-object': {
      const protocol = words.length === 2 ? readProtocol(first) : undefined;
      return protocol && { kind: 'protocol', protocol };
    }
    case 'icmp-type icmp-object': {
      const type = words.length === 2 ? readIcmpType(first, 4) : -1;
      return type < 0 ? undefined : { kind: 'icmp', type };
    }
    default:
      return undefined;
  }
}

function readServiceMember(words: readonly string[]): GroupMember | undefined {
  const [, first, second] = words;
  if (first === 'object')
    return second !== undefined && words.length === 3 ? { kind: 'service-object', name: second } : undefined;
  const service = readService({ words, at: 1 });
  return service && { kind: 'service', service };
}
