import type { IptablesOption } from './model.ts';
import type { Words } from './words.ts';

/** Options that are known by their name alone, whatever stands before them: alias → long name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ...['source', 'src'].map((alias) => [`--${alias}`, 'source'] as const),
  ...['destination', 'dst'].map((alias) => [`--${alias}`, 'destination'] as const),
  ...['protocol', 'proto'].map((alias) => [`--${alias}`, 'protocol'] as const),
  ...['sport', 'source-port'].map((alias) => [`--${alias}`, 'sport'] as const),
  ...['dport', 'destination-port'].map((alias) => [`--${alias}`, 'dport'] as const),
  ...['sports', 'source-ports'].map((alias) => [`--${alias}`, 'sports'] as const),
  ...['dports', 'destination-ports'].map((alias) => [`--${alias}`, 'dports'] as const),
  ...[
    ['--in-interface', 'in-interface'],
    ['--out-interface', 'out-interface'],
    ['--jump', 'jump'],
    ['--goto', 'goto'],
    ['--match', 'match'],
    ['--fragment', 'fragment'],
    ['--fragments', 'fragment'],
    ['--ipv4', 'ipv4'],
    ['--ipv6', 'ipv6'],
    ['--set-counters', 'set-counters'],
    ['--table', 'table'],
    ['--ports', 'ports'],
    ['--src-range', 'src-range'],
    ['--dst-range', 'dst-range'],
    ['--ctstate', 'ctstate'],
    ['--state', 'state'],
    ['--syn', 'syn'],
    ['--tcp-flags', 'tcp-flags'],
    ['--icmp-type', 'icmp-type'],
    ['--icmpv6-type', 'icmpv6-type'],
    ['--comment', 'comment'],
    ['--match-set', 'match-set'],
  ].map(([alias, name]) => [alias ?? '', name ?? ''] as const),
]);

const SHORT: ReadonlyMap<string, string> = new Map([
  ['s', 'source'],
  ['d', 'destination'],
  ['p', 'protocol'],
  ['i', 'in-interface'],
  ['o', 'out-interface'],
  ['j', 'jump'],
  ['g', 'goto'],
  ['m', 'match'],
  ['t', 'table'],
  ['f', 'fragment'],
  ['c', 'set-counters'],
  ['4', 'ipv4'],
  ['6', 'ipv6'],
]);

/** How many words follow an option that is known by its name; one, where it isn't here. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['fragment', 0],
  ['ipv4', 0],
  ['ipv6', 0],
  ['syn', 0],
  ['set-counters', 2],
  ['tcp-flags', 2],
  ['match-set', 2],
]);

const KNOWN: ReadonlySet<string> = new Set([...ALIASES.values(), ...SHORT.values()]);

/** Whether an option's meaning follows from its name; otherwise its match or target explains it. */
export function isKnownOption(name: string): boolean {
  return KNOWN.has(name);
}

/** After these, options may belong to what they name. */
const MODULES: ReadonlySet<string> = new Set(['match', 'jump', 'goto']);

/** Groups the words from `from` on into options. A word that belongs to none becomes an option without a name. */
export function optionsOf(words: Words, from: number): IptablesOption[] {
  const { texts, quoted } = words;
  const options: IptablesOption[] = [];
  let of = '';
  let at = from;
  while (at < texts.length) {
    let negated = false;
    if (isNegation(words, at)) {
      negated = true;
      at++;
    }
    const text = texts[at];
    const head = text === undefined || quoted?.has(at) ? undefined : optionHead(text);
    at++;
    if (!head) {
      options.push({ name: '', negated, values: text === undefined ? NO_VALUES : [text], of });
      continue;
    }
    const { name } = head;
    const known = KNOWN.has(name);
    const count = known ? (WORDS.get(name) ?? 1) : Number.POSITIVE_INFINITY;
    // The old form `--dport ! 80`.
    if (known && count > 0 && isNegation(words, at)) {
      negated = !negated;
      at++;
    }
    const values: string[] = head.value === undefined ? [] : [head.value];
    while (values.length < count && at < texts.length && (known || !startsOption(words, at)))
      values.push(texts[at++] ?? '');
    if (MODULES.has(name)) of = values[0] ?? '';
    options.push(shared(name, negated, values) ?? { name, negated, values, of: known ? '' : of });
  }
  return options;
}

const NO_VALUES: readonly string[] = Object.freeze([]);

/** What most rules say is kept once. */
const COMMON: ReadonlyMap<string, ReadonlyMap<string, IptablesOption>> = new Map(
  Object.entries({
    match: ['tcp', 'udp', 'icmp', 'icmp6', 'multiport', 'iprange', 'conntrack', 'state', 'comment', 'set'],
    protocol: ['tcp', 'udp', 'icmp', 'ipv6-icmp'],
    jump: ['ACCEPT', 'DROP', 'REJECT', 'RETURN', 'LOG'],
    ctstate: ['NEW'],
  }).map(([name, values]) => [name, new Map(values.map((value) => [value, option(name, value)]))]),
);

function option(name: string, value: string): IptablesOption {
  return Object.freeze({ name, negated: false, values: Object.freeze([value]), of: '' });
}

function shared(name: string, negated: boolean, values: readonly string[]): IptablesOption | undefined {
  return negated || values.length !== 1 ? undefined : COMMON.get(name)?.get(values[0] ?? '');
}

function isNegation({ texts, quoted }: Words, at: number): boolean {
  return texts[at] === '!' && !quoted?.has(at);
}

function startsOption(words: Words, at: number): boolean {
  const text = words.texts[at] ?? '';
  if (text.charCodeAt(0) === 0x2d)
    return text.length > 1 && !isDigit(text.charCodeAt(1)) && !words.quoted?.has(at);
  return isNegation(words, at);
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

interface Head {
  readonly name: string;
  readonly value?: string;
}

const HEADS: ReadonlyMap<string, Head> = new Map([...KNOWN].map((name) => [name, { name }]));

/** `-s`, `-s10.0.0.0/8`, `--source`, `--source=10.0.0.0/8`. */
function optionHead(text: string): Head | undefined {
  if (text.length < 2 || text.charCodeAt(0) !== 0x2d) return undefined;
  if (text.charCodeAt(1) !== 0x2d) {
    const name = SHORT.get(text.charAt(1));
    if (name === undefined) return { name: text };
    return text.length === 2 ? HEADS.get(name) : { name, value: text.slice(2) };
  }
  const direct = ALIASES.get(text);
  if (direct !== undefined) return HEADS.get(direct);
  const equals = text.indexOf('=');
  if (equals < 0) return { name: text.slice(2) };
  const head = text.slice(0, equals);
  return { name: ALIASES.get(head) ?? head.slice(2), value: text.slice(equals + 1) };
}
