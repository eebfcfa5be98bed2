/** What a match asks for, as cases. */
import {
  ANY_ADDRESS,
  ANY_PACKET,
  ANY_PORT,
  anyOf,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
} from '../../../net/match.ts';
import type { AddressRange, Family } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';
import { ANY_STATE, NEW } from '../../../net/state.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { type Axis, axisOf } from './axis.ts';
import { holdsForSyn, statesOf } from './bits.ts';
import { ANYTHING, bothOf, butNot, type Case, caseOf, dependent, familyMatch, TOO_LARGE } from './case.ts';
import { interfaceCases } from './interface.ts';
import { knownKind } from './kinds-of-packets.ts';
import { type Leaves, leavesOf } from './leaves.ts';
import type { ReadNftOperator, ReadNftValue } from './model.ts';
import type { Question } from './question.ts';
import type { Situation } from './situation.ts';
import { otherAddresses, otherNumbers, readAddresses, readRange } from './values.ts';

/** The cases in which a match holds; what isn't understood is a dependency of every packet that it could hold for. */
export function evaluate(
  selectors: readonly string[],
  question: Question,
  situation: Situation,
): readonly Case[] {
  const { value } = question;
  const set = value.kind === 'reference' ? situation.sets.get(value.name) : undefined;
  if (!set || question.mask) return compute(selectors, question, situation);
  const key = `${question.operator} ${selectors.join(' . ')}`;
  const cache = situation.cache.get(set) ?? new Map<string, readonly Case[]>();
  situation.cache.set(set, cache);
  const known = cache.get(key) ?? compute(selectors, question, situation);
  cache.set(key, known);
  return known;
}

function compute(selectors: readonly string[], question: Question, situation: Situation): readonly Case[] {
  const axes = selectors.map(axisOf);
  const leaves = leavesOf(question.value, situation);
  const [axis] = axes;
  if (!axis) return [ANYTHING];
  if (axes.length > 1) return concatenated(axes, question, leaves, situation);
  const known =
    axis.kind === 'beside' ? knownKind(selectors[0] ?? '', question, leaves, situation) : undefined;
  return known ?? single(axis, question, leaves, situation);
}

function single(axis: Axis, question: Question, leaves: Leaves, situation: Situation): readonly Case[] {
  const unsure = leaves.unsure;
  if (unsure && axis.kind !== 'beside') return orIn(universe(axis), unsure);
  switch (axis.kind) {
    case 'address':
      return addresses(axis, question, leaves, situation);
    case 'number':
    case 'protocol':
    case 'family':
      return numbers(axis, question, leaves, situation);
    case 'state': {
      const states = statesOf(question, leaves);
      if (states === undefined) return notUnderstood(axis, question, situation);
      return states === 0 ? [] : [{ ...ANYTHING, states }];
    }
    case 'direction': {
      const original = leaves.items.some((item) => item.kind === 'word' && item.text === 'original');
      return forNew(axis, original !== (question.operator === '!='), situation.quote(question));
    }
    case 'flags':
      return forNew(axis, holdsForSyn(question, leaves), situation.quote(question));
    case 'interface':
      return interfaceCases(axis.way, question, leaves, situation);
    case 'beside':
      return [dependent({ kind: axis.dependency, text: `\`${situation.quote(question)}\`` })];
    default:
      return axis satisfies never;
  }
}

/** Every packet that the axis can be asked about. */
function universe(axis: Axis): readonly Case[] {
  switch (axis.kind) {
    case 'address':
      return [caseOf(familyMatch(axis.family))];
    case 'number':
      // `th` reads from any packet.
      return axis.protocols.length > 1 ? [ANYTHING] : numberCases(axis, [{ first: 0, last: axis.most }]);
    case 'protocol':
    case 'family':
      return numberCases(axis, [{ first: 0, last: axis.most }]);
    case 'flags':
      return [caseOf({ ...ANY_PACKET, services: [anyOf(TCP)] })];
    case 'state':
    case 'direction':
    case 'interface':
    case 'beside':
      return [ANYTHING];
    default:
      return axis satisfies never;
  }
}

const orIn = (cases: readonly Case[], dependency: Dependency): readonly Case[] =>
  cases.map((item) => ({ ...item, depends: [...item.depends, dependency] }));

function notUnderstood(axis: Axis, question: Question, situation: Situation): readonly Case[] {
  const text = situation.quote(question);
  situation.report('PT8002', {
    message: `\`${text}\` was not understood`,
    help: 'What depends on it stays unproven: write it in another way, or judge it yourself',
  });
  return orIn(universe(axis), { kind: 'not-understood', text: `\`${text}\`, which was not understood` });
}

/** For the first packet of a connection the answer is known (or not); for all others it is in the packet. */
function forNew(axis: Axis, holds: boolean | undefined, text: string): readonly Case[] {
  const dependency: Dependency = { kind: 'other', text: `\`${text}\`` };
  const all = universe(axis);
  const others = orIn(all, dependency).map((item) => ({ ...item, states: ANY_STATE & ~NEW }));
  if (holds === false) return others;
  const first = (holds ? all : orIn(all, dependency)).map((item) => ({ ...item, states: NEW }));
  return [...first, ...others];
}

/** Ranges that were read, and whether some text was no value of this kind. */
interface Read<R> {
  readonly ranges: readonly R[];
  readonly bad: string | undefined;
}

function readAll<R>({ items }: Leaves, read: (text: string) => R | undefined): Read<R> {
  const ranges: R[] = [];
  let bad: string | undefined;
  for (const item of items) {
    const range = item.kind === 'word' || item.kind === 'string' ? read(item.text) : undefined;
    if (range) ranges.push(range);
    else bad ??= item.kind === 'word' || item.kind === 'string' ? item.text : 'a concatenation';
  }
  return { ranges, bad };
}

/** The ranges in which the operator holds; absent where it needs one value and there are others. */
function chosen<R>(
  operator: ReadNftOperator,
  ranges: readonly R[],
  all: boolean,
  line: {
    readonly rest: (ranges: readonly R[]) => readonly R[];
    readonly below: (range: R) => R;
    readonly above: (range: R) => R;
  },
): readonly R[] | undefined {
  const [first] = ranges;
  switch (operator) {
    case 'is':
    case '==':
      return all ? line.rest([]) : ranges;
    case '!=':
    case '!':
      return all ? [] : line.rest(ranges);
    default: {
      if (ranges.length !== 1 || !first || all) return undefined;
      const outside = operator.startsWith('<') ? line.above(first) : line.below(first);
      return line.rest(operator.endsWith('=') ? [outside] : [outside, first]);
    }
  }
}

function addresses(
  axis: Extract<Axis, { kind: 'address' }>,
  question: Question,
  leaves: Leaves,
  situation: Situation,
): readonly Case[] {
  const { family } = axis;
  const read = readAll(leaves, (text) => readAddresses(text, family));
  const masked = question.mask ? masking(family, question, read.ranges) : read.ranges;
  if (!masked) return orIn(universe(axis), { kind: 'other', text: `\`${situation.quote(question)}\`` });
  const most = family === 4 ? 0xffff_ffffn : (1n << 128n) - 1n;
  const ranges = chosen(question.operator, masked, leaves.all, {
    rest: (away) => otherAddresses(away, family),
    below: ({ first }) => ({ family, first: -1n, last: first - 1n }),
    above: ({ last }) => ({ family, first: last + 1n, last: most + 1n }),
  });
  if (!ranges) return notUnderstood(axis, question, situation);
  const match = familyMatch(family);
  const known = ranges.length === 0 ? [] : [caseOf(withSide(match, axis.side, ranges))];
  if (read.bad === undefined) return known;
  const name: Dependency = {
    kind: 'name',
    text: `what the name ${JSON.stringify(read.bad)} stands for`,
    value: read.bad,
  };
  const isName = /^[A-Za-z][A-Za-z0-9.-]*$/.test(read.bad);
  if (!isName) return [...known, ...notUnderstood(axis, question, situation)];
  situation.report('PT8002', {
    message: `the name ${JSON.stringify(read.bad)} stands where an address does`,
    help: 'nft asks for it when it loads the rules: write the address, as `nft list ruleset` does',
  });
  return question.operator === '!=' ? orIn(known, name) : [...known, ...orIn(universe(axis), name)];
}

function withSide(match: Match, side: 'source' | 'destination', ranges: readonly AddressRange[]): Match {
  return side === 'source' ? { ...match, sources: ranges } : { ...match, destinations: ranges };
}

/** `ip saddr & 255.255.0.0 == 10.1.0.0`: a prefix, where the mask is one. */
function masking(
  family: Family,
  { mask }: Question,
  ranges: readonly AddressRange[],
): readonly AddressRange[] | undefined {
  const bits = mask?.kind === 'word' ? readAddresses(mask.text, family) : undefined;
  const [only] = ranges;
  if (!bits || !only || ranges.length !== 1 || only.first !== only.last) return undefined;
  const size = (family === 4 ? 1n << 32n : 1n << 128n) - bits.first;
  if ((size & (size - 1n)) !== 0n) return undefined;
  // Bits outside of the mask never come out of it.
  return only.first % size === 0n ? [{ family, first: only.first, last: only.first + size - 1n }] : [];
}

type NumberAxis = Extract<Axis, { kind: 'number' | 'protocol' | 'family' }>;

function numbers(
  axis: NumberAxis,
  question: Question,
  leaves: Leaves,
  situation: Situation,
): readonly Case[] {
  if (question.mask) return orIn(universe(axis), { kind: 'other', text: `\`${situation.quote(question)}\`` });
  const { most } = axis;
  const { ranges, bad } = readAll(leaves, (text) => readRange(text, axis.names, most));
  const found = chosen(question.operator, ranges, leaves.all, {
    rest: (away) => otherNumbers(away, most),
    below: ({ first }) => ({ first: -1, last: first - 1 }),
    above: ({ last }) => ({ first: last + 1, last: most + 1 }),
  });
  if (!found) return notUnderstood(axis, question, situation);
  const known = numberCases(
    axis,
    found,
    axis.kind === 'number' && axis.protocols.length > 1 ? situation.quote(question) : '',
  );
  return bad === undefined ? known : [...known, ...notUnderstood(axis, question, situation)];
}

/** `text` is given where a question was asked, and not for the universe. */
function numberCases(axis: NumberAxis, ranges: readonly PortRange[], text?: string): readonly Case[] {
  if (ranges.length === 0) return [];
  switch (axis.kind) {
    case 'family': {
      const families = ([4, 6] as const).filter((family) =>
        ranges.some((r) => r.first <= axis.codes[family] && axis.codes[family] <= r.last),
      );
      return families.length === 2 ? [ANYTHING] : families.map((family) => caseOf(familyMatch(family)));
    }
    case 'protocol': {
      const services = ranges.map(
        (protocol): ServiceRange => ({ protocol, source: ANY_PORT, destination: ANY_PORT }),
      );
      return [caseOf({ ...inFamily(axis.family), services })];
    }
    case 'number': {
      const [protocol = 0] = axis.protocols;
      const services =
        axis.protocols.length === 1
          ? ranges.map((range) => serviceOf(axis, protocol, range))
          : axis.protocols.flatMap((one) => ranges.map((range) => serviceOf(axis, one, range)));
      const known = caseOf({ ...inFamily(axis.family), services });
      return axis.protocols.length === 1 ? [known] : [known, portless(axis.protocols, text)];
    }
    default:
      return axis satisfies never;
  }
}

const inFamily = (family: Family | undefined): Match => (family ? familyMatch(family) : ANY_PACKET);

function serviceOf(
  { of, side }: Extract<Axis, { kind: 'number' }>,
  protocol: number,
  chosenRange: PortRange,
): ServiceRange {
  const range = of === 'icmp' ? icmpRange(chosenRange.first, chosenRange.last) : chosenRange;
  const only = { first: protocol, last: protocol };
  return side === 'source'
    ? { protocol: only, source: range, destination: ANY_PORT }
    : { protocol: only, source: ANY_PORT, destination: range };
}

/** `th dport` reads the same bytes of protocols that have no ports there. */
function portless(protocols: readonly number[], text = 'th'): Case {
  const services = otherNumbers(
    protocols.map((protocol) => ({ first: protocol, last: protocol })),
    255,
  ).map((protocol): ServiceRange => ({ protocol, source: ANY_PORT, destination: ANY_PORT }));
  return {
    ...caseOf({ sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services }),
    depends: [{ kind: 'other', text: `\`${text}\`, which for this protocol is no port` }],
  };
}

/** A concatenation that is negated costs one subtraction for each of its elements. */
const MOST_NEGATED = 200;

function concatenated(
  axes: readonly Axis[],
  question: Question,
  leaves: Leaves,
  situation: Situation,
): readonly Case[] {
  const all = all_(axes.map(universe));
  if (leaves.unsure) return orIn(all, leaves.unsure);
  const negated = question.operator === '!=';
  const found: Case[] = [];
  for (const item of leaves.items) {
    const cases =
      item.kind === 'concatenation' && item.items.length === axes.length
        ? element(axes, item.items, question, situation)
        : undefined;
    if (!cases) {
      situation.report('PT8002', {
        message: `\`${situation.quote(question)}\` has an element with another number of parts`,
        help: 'Write as many parts, with " . " between them, as stand on the left',
      });
      return orIn(all, {
        kind: 'not-understood',
        text: `\`${situation.quote(question)}\`, which was not understood`,
      });
    }
    for (const one of cases) found.push(one);
  }
  if (!negated) return leaves.all ? all : found;
  if (leaves.all) return [];
  const rest = found.length > MOST_NEGATED ? TOO_LARGE : butNot(all, found);
  if (rest !== TOO_LARGE) return rest;
  situation.report('PT8006', {
    message: `\`${situation.quote(question)}\` excludes too many combinations to be followed`,
    help: 'What depends on it stays unproven',
  });
  return orIn(all, { kind: 'not-understood', text: `\`${situation.quote(question)}\`, which is too large` });
}

function all_(parts: readonly (readonly Case[])[]): readonly Case[] {
  let all: readonly Case[] = [ANYTHING];
  for (const part of parts) {
    const both = bothOf(all, part);
    if (both !== TOO_LARGE) all = both;
  }
  return all;
}

function element(
  axes: readonly Axis[],
  items: readonly ReadNftValue[],
  { start, end }: Question,
  situation: Situation,
): readonly Case[] {
  return all_(
    axes.map((axis, i) => {
      const value = items[i] ?? { kind: 'word', text: '' };
      return single(axis, { operator: '==', value, start, end }, leavesOf(value, situation), situation);
    }),
  );
}
