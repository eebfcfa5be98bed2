/**
 * Rules as most of a configuration's are: addresses, ports, the state and a verdict in numbers, with single spaces, on
 * a line of their own. They are read straight from the text, several times faster than by way of tokens; of all others
 * nothing is read here. What comes out is the same either way.
 */
import type { Place } from '../../../diagnostics/diagnostic.ts';
import { ANY_PACKET, ANY_PORT, type Match, type ServiceRange, TCP, UDP } from '../../../net/match.ts';
import type { AddressRange, Family } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';
import { ANY_STATE, NEW, type StateSet } from '../../../net/state.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { familyMatch } from './case.ts';
import { Cursor } from './cursor.ts';
import type { ReadNftPart, ReadNftPlain, ReadNftRule, ReadNftSpan } from './model.ts';
import { parseParts } from './parse-rule.ts';
import { Tokens } from './tokens.ts';
import { readAddresses, readIpv4Range } from './values.ts';

const SPACE = 32;
const COMMA = 44;
const DASH = 45;
const OPEN = 123;
/** What is one token to nft for certain. */
const IPV6_WORD = /^[\da-fA-F:./-]+$/;
const NOTHING: readonly Dependency[] = Object.freeze([]);
const TCP_ONLY: PortRange = Object.freeze({ first: TCP, last: TCP });
const UDP_ONLY: PortRange = Object.freeze({ first: UDP, last: UDP });

/** A rule in numbers; its parts are read from the text when somebody asks for them. */
export class PlainRule implements ReadNftRule {
  readonly span: ReadNftSpan;
  readonly place: Place;
  readonly plain: ReadNftPlain;
  readonly #text: string;
  #parts: readonly ReadNftPart[] | undefined;

  constructor(text: string, plain: ReadNftPlain, span: ReadNftSpan, place: Place) {
    this.#text = text;
    this.plain = plain;
    this.span = span;
    this.place = place;
  }

  get parts(): readonly ReadNftPart[] {
    this.#parts ??= this.#read().parts;
    return this.#parts;
  }

  get comment(): string | undefined {
    return this.plain.comment;
  }

  #read(): ReturnType<typeof parseParts> {
    const tokens = new Tokens(this.#text.slice(0, this.span.end), this.span.start);
    return parseParts(new Cursor(tokens, this.place.file), new Map());
  }
}

/** Reads plain rules from one text. */
export class PlainScanner {
  readonly #text: string;
  /** Where the next thing is looked for; -1 once the rule turned out to be none of these. */
  #at = 0;
  #family: Family | undefined;
  #sources: readonly AddressRange[] | undefined;
  #destinations: readonly AddressRange[] | undefined;
  #services: readonly ServiceRange[] | undefined;
  #states: StateSet = ANY_STATE;

  constructor(text: string) {
    this.#text = text;
  }

  /** The rule that begins at an offset and ends with its line; absent where it isn't of this kind. */
  read(start: number, lineEnd: number): ReadNftPlain | undefined {
    this.#at = start;
    this.#family = undefined;
    this.#sources = undefined;
    this.#destinations = undefined;
    this.#services = undefined;
    this.#states = ANY_STATE;
    for (;;) {
      switch (this.#text.charCodeAt(this.#at)) {
        case 97: // a
          return this.#take('accept') ? this.#finish('accept', lineEnd) : undefined;
        case 99: // c
          if (this.#take('counter ')) this.#counted();
          else if (this.#take('ct state new ') && this.#states === ANY_STATE) this.#states = NEW;
          else return undefined;
          break;
        case 100: // d
          return this.#take('drop') ? this.#finish('drop', lineEnd) : undefined;
        case 105: // i
          this.#address();
          break;
        case 116: // t
          this.#ports('tcp dport ', TCP_ONLY);
          break;
        case 117: // u
          this.#ports('udp dport ', UDP_ONLY);
          break;
        default:
          return undefined;
      }
      if (this.#at < 0 || this.#at > lineEnd) return undefined;
    }
  }

  #take(words: string): boolean {
    if (!this.#text.startsWith(words, this.#at)) return false;
    this.#at += words.length;
    return true;
  }

  /** Behind `counter`: `packets 1 bytes 52`. */
  #counted(): void {
    if (
      this.#take('packets ') &&
      !(this.#digits() && this.#take(' bytes ') && this.#digits() && this.#take(' '))
    )
      this.#at = -1;
  }

  #digits(): boolean {
    const start = this.#at;
    for (let c = this.#text.charCodeAt(this.#at); c >= 48 && c <= 57; ) c = this.#text.charCodeAt(++this.#at);
    return this.#at > start;
  }

  #address(): void {
    const family = this.#text.charCodeAt(this.#at + 2) === 54 ? 6 : 4;
    this.#at += family === 6 ? 3 : 2;
    const isSource = this.#take(' saddr ');
    const isOther = this.#family !== undefined && this.#family !== family;
    const isAgain = (isSource ? this.#sources : this.#destinations) !== undefined;
    if (isOther || isAgain || !(isSource || this.#take(' daddr '))) {
      this.#at = -1;
      return;
    }
    this.#family = family;
    const ranges = this.#list((from, to) => {
      if (family === 4) return readIpv4Range(this.#text, from, to);
      const word = this.#text.slice(from, to);
      return IPV6_WORD.test(word) ? readAddresses(word, family) : undefined;
    });
    if (isSource) this.#sources = ranges;
    else this.#destinations = ranges;
  }

  #ports(words: string, protocol: PortRange): void {
    if (this.#services || !this.#take(words)) {
      this.#at = -1;
      return;
    }
    this.#services = this.#list((from, to) => {
      const destination = this.#range(from, to);
      return destination && { protocol, source: ANY_PORT, destination };
    });
  }

  /** `443` or `8000-8080`. */
  #range(from: number, to: number): PortRange | undefined {
    const dash = this.#number(from, to);
    if (dash === to) return { first: this.#value, last: this.#value };
    if (dash < 0 || this.#text.charCodeAt(dash) !== DASH) return undefined;
    const first = this.#value;
    return this.#number(dash + 1, to) === to && first <= this.#value
      ? { first, last: this.#value }
      : undefined;
  }

  #value = 0;

  /** Reads a port into `#value`, and gives the offset behind it, -1 where there is none. */
  #number(from: number, to: number): number {
    let at = from;
    let value = 0;
    for (; at < to && at - from < 6; at++) {
      const c = this.#text.charCodeAt(at);
      if (c < 48 || c > 57) break;
      value = value * 10 + c - 48;
    }
    this.#value = value;
    return at === from || value > 65535 ? -1 : at;
  }

  /** One value or `{ several, values }`, with the space behind. */
  #list<T>(read: (from: number, to: number) => T | undefined): readonly T[] | undefined {
    const isSet = this.#text.charCodeAt(this.#at) === OPEN;
    if (isSet && !this.#take('{ ')) return this.#none();
    const found: T[] = [];
    for (;;) {
      const from = this.#at;
      const to = this.#wordEnd(from);
      const value = to > from ? read(from, to) : undefined;
      if (value === undefined) return this.#none();
      found.push(value);
      this.#at = to;
      if (isSet && this.#take(', ')) continue;
      return this.#take(isSet ? ' } ' : ' ') ? found : this.#none();
    }
  }

  #none(): undefined {
    this.#at = -1;
    return undefined;
  }

  #wordEnd(from: number): number {
    let at = from;
    for (let c = this.#text.charCodeAt(at); c > SPACE && c !== COMMA; ) c = this.#text.charCodeAt(++at);
    return at;
  }

  /** Behind the verdict: nothing, or a comment. */
  #finish(verdict: ReadNftPlain['verdict'], lineEnd: number): ReadNftPlain | undefined {
    let comment: string | undefined;
    if (this.#take(' comment "')) {
      // The first quote ends the comment, so it has to be the last on the line.
      const quote = this.#text.charCodeAt(lineEnd - 1) === 34 ? this.#text.indexOf('"', this.#at) : -1;
      if (quote !== lineEnd - 1) return undefined;
      comment = this.#text.slice(this.#at, quote);
      this.#at = lineEnd;
    }
    if (this.#at !== lineEnd) return undefined;
    return { match: this.#match(), states: this.#states, depends: NOTHING, verdict, comment };
  }

  #match(): Match {
    const any = this.#family === undefined ? ANY_PACKET : familyMatch(this.#family);
    if (!this.#sources && !this.#destinations && !this.#services) return any;
    return {
      sources: this.#sources ?? any.sources,
      destinations: this.#destinations ?? any.destinations,
      services: this.#services ?? any.services,
    };
  }
}
