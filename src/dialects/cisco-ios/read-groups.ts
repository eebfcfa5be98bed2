/** Object groups of both languages. */
import type { Family } from '../../net/network.ts';
import type { Line } from '../source/command-lines.ts';
import { readHost, readNumber } from '../source/dotted.ts';
import type { Block, Draft, DraftGroup } from './draft.ts';
import type { AddressTerm, Flavour, GroupKind, GroupMember } from './model.ts';
import {
  readAddress,
  readNetmask,
  readOne,
  readPorts,
  readPrefix4,
  readService,
  readWildcard,
} from './read-terms.ts';

interface Kind {
  readonly kind: GroupKind;
  readonly family: Family;
  readonly name: string;
}

/**
 * `object-group network NAME`, `object-group v6-service NAME` of IOS; `object-group ip address NAME`,
 * `object-group ip port NAME` of NX-OS.
 */
function kindOf(words: readonly string[]): Kind | undefined {
  const [, first, second, third] = words;
  if (first === 'ip' || first === 'ipv6') {
    if (third === undefined || words.length !== 4) return undefined;
    const family = first === 'ipv6' ? 6 : 4;
    if (second === 'address') return { kind: 'network', family, name: third };
    return { kind: second === 'port' ? 'port' : 'unknown', family, name: third };
  }
  if (second === undefined) return undefined;
  const isPlain = words.length === 3;
  const family = first?.startsWith('v6-') ? 6 : 4;
  const word = family === 6 ? first?.slice(3) : first;
  const kind = isPlain && (word === 'network' || word === 'service') ? word : 'unknown';
  return { kind, family, name: second };
}

const MEMBERS: ReadonlySet<string> = new Set(
  'description host range group-object any tcp udp tcp-udp icmp eq neq lt gt'.split(' '),
);

/** A group with the lines under it; a kind that isn't known makes a group of which nothing is known. */
export function readGroup(draft: Draft, line: Line): Block | undefined {
  const found = kindOf(line.words);
  if (!found) return undefined;
  const { kind, family, name } = found;
  const statement = draft.statement(line);
  const before = draft.groups.get(name);
  // Whoever says it again adds to it.
  const group: DraftGroup = before?.kind === kind ? before : { kind, statement, members: [], unknown: [] };
  if (kind === 'unknown') {
    draft.notUnderstood(statement, 'Rules that name the group depend on it');
    group.unknown.push(statement);
  }
  draft.groups.set(name, group);
  const read = (child: Line): void => {
    if (kind === 'unknown' || child.words[0] === 'description') return;
    const member = readMember(draft.flavour, kind, family, child.words);
    if (member) group.members.push(member);
    else {
      const unknown = draft.statement(child);
      draft.notUnderstood(unknown, 'Rules that name the group depend on it');
      group.unknown.push(unknown);
    }
  };
  const takes = ({ words: [first = ''] }: Line): boolean =>
    MEMBERS.has(first) || readNumber(first, 0xffff_ffff) >= 0 || readHost(first.split('/')[0]) !== undefined;
  return { indent: line.indent, takes, read };
}

function readMember(
  flavour: Flavour,
  kind: GroupKind,
  family: Family,
  all: readonly string[],
): GroupMember | undefined {
  // Members of NX-OS have numbers, of which nothing depends: a group has no order.
  const isNumbered = all.length > 1 && readNumber(all[0], 0xffff_ffff) >= 0 && kind !== 'service';
  const words = isNumbered ? all.slice(1) : all;
  const [first, second] = words;
  if (first === 'group-object')
    return second !== undefined && words.length === 2 ? { kind: 'group', name: second } : undefined;
  if (kind === 'service') {
    const service = readService(words, family);
    return service && { kind: 'service', service };
  }
  if (kind === 'port') {
    const cursor = { words, at: 0 };
    const ranges = readPorts(cursor, 'tcp-udp');
    return ranges && cursor.at === words.length ? { kind: 'ports', ranges } : undefined;
  }
  const address = readNetworkMember(words, family, flavour);
  return address && { kind: 'address', address };
}

/** IOS has netmasks here, not wildcards; NX-OS has wildcards and prefixes. */
function readNetworkMember(
  words: readonly string[],
  family: Family,
  flavour: Flavour,
): AddressTerm | undefined {
  const [first, second, third] = words;
  const isPair = words.length === 2;
  if (first === 'host') return isPair ? readOne(second, family) : undefined;
  if (first === 'range') return words.length === 3 ? readRange(second, third, family) : undefined;
  if (words.length === 1 && first !== 'any') {
    const cursor = { words, at: 0 };
    return readAddress(cursor, family);
  }
  if (first === 'any') return words.length === 1 ? { kind: 'any' } : undefined;
  if (!isPair || family === 6) return undefined;
  if (second?.startsWith('/')) return readPrefix4(`${first}${second}`);
  return flavour === 'ios' ? readNetmask(first, second) : readWildcard(first, second);
}

function readRange(
  from: string | undefined,
  to: string | undefined,
  family: Family,
): AddressTerm | undefined {
  const first = readHost(from);
  const last = readHost(to);
  if (first?.family !== family || last?.family !== family || first.first > last.first) return undefined;
  return { kind: 'range', range: { family, first: first.first, last: last.first } };
}
