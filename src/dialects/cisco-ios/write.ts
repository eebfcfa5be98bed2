import {
  ANY_IPV4,
  ANY_IPV6,
  hasPorts,
  isIcmp,
  type Match,
  SCTP,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import { type AddressRange, type Family, formatAddress, network, toPrefixes } from '../../net/network.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { isFull, portsOf, remarkOf, typesOf } from '../lowering/access-list-words.ts';
import type { NewRule } from '../reader.ts';
import type { AccessEntry, AccessList, Flavour, IosConfig } from './model.ts';
import { PROTOCOLS } from './names.ts';

/** More lines than a person would put into a list by hand. */
const MOST_LINES = 1000;

/**
 * Lines that say `rule` and stand right before `anchor` in the text. Where the list's entries say their numbers, these
 * take some that are free before the anchor's. Absent where the language has no words for the rule, no number is
 * free, or the anchor stands in no list.
 */
export function write(rule: NewRule, anchor: FilterRule, config: IosConfig): readonly string[] | undefined {
  const at = positionOf(anchor, config);
  if (!at) return undefined;
  const { list, entry, before } = at;
  const indent = indentOf(anchor);
  const matches = matchesOf(rule.match, list.family, config.flavour);
  if (!matches) return undefined;
  const comment = remarkOf(rule.comment);
  const remarks = comment === '' ? [] : [`remark ${comment}`];
  const entries = matches.map((match) => `${rule.action} ${match}`);
  const numbered = /^access-list (\S+) /.exec(anchor.text);
  if (numbered) return [...remarks, ...entries].map((body) => `${indent}access-list ${numbered[1]} ${body}`);
  if (!list.isNumbered) return [...remarks, ...entries].map((body) => `${indent}${body}`);
  // A remark has a number of its own in NX-OS.
  const bodies = config.flavour === 'nxos' ? [...remarks, ...entries] : entries;
  const gap = entry.sequence - before - 1;
  if (gap < bodies.length) return undefined;
  const step = Math.max(1, Math.min(10, Math.floor((gap + 1) / (bodies.length + 1))));
  const word = list.family === 6 && config.flavour === 'ios' ? 'sequence ' : '';
  const lines = bodies.map((body, i) => `${word}${before + step * (i + 1)} ${body}`);
  return (config.flavour === 'nxos' ? lines : [...remarks, ...lines]).map((line) => `${indent}${line}`);
}

/** As deep as the anchor stands; behind a prompt not at all. */
function indentOf({ place }: FilterRule): string {
  return place.column - 1 > MOST_INDENT ? '' : ' '.repeat(place.column - 1);
}

const MOST_INDENT = 8;

interface Position {
  readonly list: AccessList;
  readonly entry: AccessEntry;
  /** The number of the entry before it; 0 where there is none. */
  readonly before: number;
}

function positionOf({ span }: FilterRule, { lists }: IosConfig): Position | undefined {
  for (const list of lists.values()) {
    const index = list.entries.findIndex((e) => e.statement.span.start === span.start && e.kind !== 'remark');
    const entry = list.entries[index];
    if (!entry) continue;
    const before = list.entries.slice(0, index).findLast((e) => e.sequence < entry.sequence)?.sequence ?? 0;
    return { list, entry, before };
  }
  return undefined;
}

/** What entries say behind their action, for every family but the list's own nothing. */
function matchesOf(match: Match, family: Family, flavour: Flavour): readonly string[] | undefined {
  const lines: string[] = [];
  const own = (ranges: readonly AddressRange[]): string[] =>
    ranges.filter((r) => r.family === family).flatMap((r) => addressesOf(r, flavour));
  if ([...match.sources, ...match.destinations].some((r) => r.family !== family)) return undefined;
  const froms = own(match.sources);
  const tos = own(match.destinations);
  for (const service of match.services) {
    const words = wordsOf(service, family);
    if (!words || froms.length * tos.length * words.length > MOST_LINES) return undefined;
    for (const { protocol, source, destination } of words)
      for (const from of froms)
        for (const to of tos)
          lines.push([protocol, from, source, to, destination].filter((w) => w !== '').join(' '));
    if (lines.length > MOST_LINES) return undefined;
  }
  return lines.length > 0 ? lines : undefined;
}

/** A range in the words of a list: prefixes only. */
function addressesOf(range: AddressRange, flavour: Flavour): string[] {
  const { family } = range;
  const whole = family === 4 ? ANY_IPV4 : ANY_IPV6;
  if (range.first === whole.first && range.last === whole.last) return ['any'];
  return toPrefixes(network(family, range.first, range.last)).map(({ first, last, text }) => {
    const address = formatAddress(family, first);
    if (first === last) return `host ${address}`;
    return family === 6 || flavour === 'nxos' ? text : `${address} ${formatAddress(4, last - first)}`;
  });
}

interface ServiceWords {
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
}

const NAME_OF: ReadonlyMap<number, string> = new Map([...PROTOCOLS].map(([name, number]) => [number, name]));
function wordsOf(service: ServiceRange, family: Family): readonly ServiceWords[] | undefined {
  const { protocol, source, destination } = service;
  const isPlain = isFull(source) && isFull(destination);
  if (isPlain && isFull(protocol, 255))
    return [{ protocol: family === 6 ? 'ipv6' : 'ip', source: '', destination: '' }];
  const words: ServiceWords[] = [];
  for (let number = protocol.first; number <= protocol.last; number++) {
    const own = family === 6 ? 58 : 1;
    const name =
      number === own ? 'icmp' : isIcmp(number) ? `${number}` : (NAME_OF.get(number) ?? `${number}`);
    if (isPlain || (!hasPorts(number) && !isIcmp(number)))
      words.push({ protocol: name, source: '', destination: '' });
    else if (number === own) {
      const types = typesOf(source, destination, MOST_LINES);
      if (!types) return undefined;
      words.push(...types.map((type) => ({ protocol: name, source: '', destination: type })));
    } else if (number === TCP || number === UDP || number === SCTP)
      words.push({ protocol: name, source: portsOf(source), destination: portsOf(destination) });
    else return undefined;
  }
  return words;
}
