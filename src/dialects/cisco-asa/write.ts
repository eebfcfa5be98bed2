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
import { type AddressRange, formatAddress, network, toPrefixes } from '../../net/network.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { isFull, portsOf, remarkOf, typesOf } from '../lowering/access-list-words.ts';
import type { NewRule } from '../reader.ts';
import type { AsaConfig } from './model.ts';
import { PROTOCOLS } from './names.ts';

/** More lines than a person would put into a list by hand. */
const MOST_LINES = 1000;

/**
 * Lines that say `rule` and stand right before `anchor` in the text. A saved configuration adds line after line, so
 * they need no number; where the anchor says its own, as `show access-list` has it, they say theirs. Absent where an
 * ASA has no words for the rule, or the anchor stands in no list.
 */
export function write(rule: NewRule, anchor: FilterRule, config: AsaConfig): readonly string[] | undefined {
  const at = positionOf(anchor, config);
  if (!at) return undefined;
  const matches = matchesOf(rule.match);
  if (!matches) return undefined;
  const remark = remarkOf(rule.comment);
  const bodies = [
    ...(remark === '' ? [] : [`remark ${remark}`]),
    ...matches.map((match) => `extended ${rule.action} ${match}`),
  ];
  const isNumbered = /^access-list \S+ line /i.test(anchor.text);
  return bodies.map((body, i) => `access-list ${at.list}${isNumbered ? ` line ${at.line + i}` : ''} ${body}`);
}

/** Where a rule stands in its list: the number that the ASA has for its line. */
function positionOf({ span }: FilterRule, { lists }: AsaConfig): { list: string; line: number } | undefined {
  for (const { name, entries } of lists.values()) {
    const index = entries.findIndex(
      (entry) =>
        entry.statement.span.start === span.start ||
        (entry.kind === 'rule' && entry.expansion?.some((part) => part.statement.span.start === span.start)),
    );
    if (index >= 0) return { list: name, line: index + 1 };
  }
  return undefined;
}

function matchesOf({ sources, destinations, services }: Match): readonly string[] | undefined {
  const lines: string[] = [];
  const froms = sources.flatMap(addressesOf);
  const tos = destinations.flatMap(addressesOf);
  for (const service of services) {
    const words = wordsOf(service);
    if (!words || froms.length * tos.length * words.length > MOST_LINES) return undefined;
    for (const { protocol, source, destination } of words) {
      for (const from of froms) {
        for (const to of tos) {
          if (from.family !== to.family) continue;
          lines.push([protocol, from.text, source, to.text, destination].filter((w) => w !== '').join(' '));
          if (lines.length > MOST_LINES) return undefined;
        }
      }
    }
  }
  return lines.length > 0 ? lines : undefined;
}

interface AddressWords {
  readonly family: 4 | 6;
  readonly text: string;
}

/** A range in the words of a list: prefixes only. */
function addressesOf(range: AddressRange): AddressWords[] {
  const { family } = range;
  const whole = family === 4 ? ANY_IPV4 : ANY_IPV6;
  if (range.first === whole.first && range.last === whole.last) return [{ family, text: `any${family}` }];
  return toPrefixes(network(family, range.first, range.last)).map(({ first, last, text }) => {
    const address = formatAddress(family, first);
    if (first === last) return { family, text: `host ${address}` };
    return {
      family,
      text: family === 6 ? text : `${address} ${formatAddress(4, 0xffff_ffffn - (last - first))}`,
    };
  });
}

interface ServiceWords {
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
}

const NAME_OF: ReadonlyMap<number, string> = new Map(
  [...PROTOCOLS]
    .filter(([name]) => !['ipsec', 'pptp'].includes(name))
    .map(([name, number]) => [number, name]),
);

function wordsOf({ protocol, source, destination }: ServiceRange): readonly ServiceWords[] | undefined {
  const isPlain = isFull(source) && isFull(destination);
  if (isPlain && isFull(protocol, 255)) return [{ protocol: 'ip', source: '', destination: '' }];
  const words: ServiceWords[] = [];
  for (let number = protocol.first; number <= protocol.last; number++) {
    const name = NAME_OF.get(number) ?? `${number}`;
    if (isPlain || (!hasPorts(number) && !isIcmp(number)))
      words.push({ protocol: name, source: '', destination: '' });
    else if (isIcmp(number)) {
      const types = typesOf(source, destination, MOST_LINES);
      if (!types) return undefined;
      words.push(...types.map((type) => ({ protocol: name, source: '', destination: type })));
    } else if (number === TCP || number === UDP || number === SCTP)
      words.push({ protocol: name, source: portsOf(source), destination: portsOf(destination) });
    else return undefined;
  }
  return words;
}
