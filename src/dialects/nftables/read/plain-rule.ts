/**
 * Rules as most of a configuration's are: addresses, ports, the state and a verdict in numbers, with single spaces, in
 * the order in which `nft list ruleset` has them, on a line of their own. They are read straight from the text, several
 * times faster than by way of tokens; of all others nothing is read here. What comes out is the same either way.
 */
import type { Place } from '../../../diagnostics/diagnostic.ts';
import { ANY_PACKET, ANY_PORT, type Match, type ServiceRange, TCP, UDP } from '../../../net/match.ts';
import type { AddressRange, Family } from '../../../net/network.ts';
import { ANY_STATE, NEW, type StateSet } from '../../../net/state.ts';
import { familyMatch } from './case.ts';
import { Cursor } from './cursor.ts';
import type { ReadNftPart, ReadNftPlain, ReadNftRule, ReadNftSpan } from './model.ts';
import { NO_NAMES } from './names.ts';
import { parseParts } from './parse-rule.ts';
import { Tokens } from './tokens.ts';
import { readAddresses, readRange } from './values.ts';

/**
 * One expression, since a regular expression is machine code from its second use on, which a loop that runs once never
 * becomes. Nothing in it can be taken in two ways, so that it never goes back.
 */
const PLAIN = new RegExp(
  [
    /(?:ip(6?) saddr (\{ [\da-fA-F:./, -]+ \}|[\da-fA-F:./-]+) )?/,
    /(?:ip(6?) daddr (\{ [\da-fA-F:./, -]+ \}|[\da-fA-F:./-]+) )?/,
    /(?:(tcp|udp) dport (\{ [\d, -]+ \}|[\d-]+) )?/,
    /(ct state new )?(?:counter (?:packets \d+ bytes \d+ )?)?(accept|drop)(?: comment "([^"\n]*)")?(?=\n|$)/,
  ]
    .map(({ source }) => source)
    .join(''),
  'y',
);

/** A rule in numbers; its parts are read from the text when somebody asks for them. */
export class PlainRule implements ReadNftRule, ReadNftPlain {
  readonly span: ReadNftSpan;
  readonly place: Place;
  readonly match: Match;
  readonly states: StateSet;
  readonly verdict: 'accept' | 'drop';
  readonly comment: string | undefined;
  readonly #text: string;

  constructor(text: string, plain: ReadNftPlain, span: ReadNftSpan, place: Place) {
    this.#text = text;
    this.match = plain.match;
    this.states = plain.states;
    this.verdict = plain.verdict;
    this.comment = plain.comment;
    this.span = span;
    this.place = place;
  }

  get plain(): ReadNftPlain {
    return this;
  }

  get parts(): readonly ReadNftPart[] {
    const tokens = new Tokens(this.#text.slice(0, this.span.end), this.span.start);
    return parseParts(new Cursor(tokens, this.place.file), new Map()).parts;
  }
}

/** Services that were read already, by their text: a configuration has few of them. */
export type KnownServices = Map<string, readonly ServiceRange[]>;

/** Reads the rule that begins at an offset and ends with its line; absent where it isn't of this kind. */
export function readPlain(text: string, start: number, known: KnownServices): ReadNftPlain | undefined {
  PLAIN.lastIndex = start;
  const found = PLAIN.exec(text);
  if (!found) return undefined;
  // One by one: code that is not compiled yet, as nearly all of a short run, makes an object for each name of a pattern.
  const six = found[1];
  const from = found[2];
  const alsoSix = found[3];
  const to = found[4];
  const ports = found[6];
  if (six !== undefined && alsoSix !== undefined && six !== alsoSix) return undefined;
  const isSix = six ?? alsoSix;
  const any = isSix === undefined ? ANY_PACKET : familyMatch(isSix === '' ? 4 : 6);
  const family = isSix === '' ? 4 : 6;
  const sources = from === undefined ? any.sources : addressesOf(from, family);
  const destinations = to === undefined ? any.destinations : addressesOf(to, family);
  const services =
    ports === undefined ? any.services : servicesOf(found[5] === 'tcp' ? TCP : UDP, ports, known);
  if (!sources || !destinations || !services) return undefined;
  const match =
    from === undefined && to === undefined && ports === undefined ? any : { sources, destinations, services };
  const states = found[7] === undefined ? ANY_STATE : NEW;
  return { match, states, verdict: found[8] === 'accept' ? 'accept' : 'drop', comment: found[9] };
}

function addressesOf(text: string, family: Family): readonly AddressRange[] | undefined {
  if (text.startsWith('{')) return valuesOf(text, (word) => readAddresses(word, family));
  const only = readAddresses(text, family);
  return only && [only];
}

function servicesOf(
  protocol: number,
  text: string,
  known: KnownServices,
): readonly ServiceRange[] | undefined {
  const key = protocol === TCP ? text : `udp ${text}`;
  const again = known.get(key);
  if (again) return again;
  const only = { first: protocol, last: protocol };
  const services = valuesOf(text, (word): ServiceRange | undefined => {
    const destination = readRange(word, NO_NAMES, 65535);
    return destination && { protocol: only, source: ANY_PORT, destination };
  });
  if (services) known.set(key, services);
  return services;
}

/** The values of `{ several, values }`, or the only one; absent where one of them is none. */
function valuesOf<T>(text: string, read: (word: string) => T | undefined): readonly T[] | undefined {
  const values: T[] = [];
  for (const word of text.startsWith('{') ? text.slice(2, -2).split(', ') : [text]) {
    const value = read(word);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
