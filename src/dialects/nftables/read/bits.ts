/** Values that are sets of bits: the state of a connection, and TCP's flags. */
import { ESTABLISHED, INVALID, NEW, RELATED, type StateSet, UNTRACKED } from '../../../net/state.ts';
import type { Leaves } from './leaves.ts';
import type { ReadNftValue } from './model.ts';
import { TCP_FLAGS } from './names.ts';
import type { Question } from './question.ts';
import { readNumber } from './values.ts';

const STATES: ReadonlyMap<string, number> = new Map([
  ['new', NEW],
  ['established', ESTABLISHED],
  ['related', RELATED],
  ['invalid', INVALID],
  ['untracked', UNTRACKED],
]);

/** The states in which a match of `ct state` holds; absent where it isn't understood. */
export function statesOf(question: Question, leaves: Leaves): StateSet | undefined {
  const holds = asked(question, leaves, (text) => (text === '0' ? 0 : STATES.get(text)));
  if (!holds) return undefined;
  let states = 0;
  for (const state of STATES.values()) if (holds(state)) states |= state;
  return states;
}

/** SYN, and SYN with the two bits by which a host offers ECN (RFC 3168, section 6.1.1). */
const FIRST_FLAGS: readonly number[] = [0x02, 0xc2];

/** Whether a match of `tcp flags` holds for the first packet of a connection; absent where that depends. */
export function holdsForSyn(question: Question, leaves: Leaves): boolean | undefined {
  const holds = asked(question, leaves, (text) => TCP_FLAGS.get(text) ?? readNumber(text));
  if (!holds) return undefined;
  const [plain, ...others] = FIRST_FLAGS.map(holds);
  return others.every((other) => other === plain) ? plain : undefined;
}

/**
 * What nft makes of the operators for bits: `is` asks whether one of the bits is there (in a list of alternatives:
 * whether it is just that one), `!` whether none is, and all others compare the whole.
 */
function asked(
  { operator, mask, value }: Question,
  leaves: Leaves,
  read: (text: string) => number | undefined,
): ((bits: number) => boolean) | undefined {
  const alternatives = alternativesOf(value, leaves).map((item) => number(item, read, 0));
  if (alternatives.some((n) => n === undefined)) return undefined;
  const wanted = alternatives as number[];
  const [only = 0] = wanted;
  const isSet = wanted.length !== 1 || unwrapped(value).kind === 'set' || value.kind === 'reference';
  const masked = mask === undefined ? undefined : number(mask, read, 0);
  if (mask !== undefined && masked === undefined) return undefined;
  const seen = (bits: number): number => (masked === undefined ? bits : bits & masked);
  const equal = (bits: number): boolean => leaves.all || wanted.includes(seen(bits));
  switch (operator) {
    case 'is':
      return isSet || mask !== undefined ? equal : (bits) => (bits & only) !== 0;
    case '==':
      return equal;
    case '!=':
      return (bits) => !equal(bits);
    case '!':
      return isSet ? (bits) => !equal(bits) : (bits) => (bits & only) === 0;
    case '<':
    case '>':
    case '<=':
    case '>=':
      return undefined;
    default:
      return operator satisfies never;
  }
}

function unwrapped(value: ReadNftValue): ReadNftValue {
  let found = value;
  for (let i = 0; i < 8 && found.kind === 'variable' && found.value; i++) found = found.value;
  return found;
}

/** A set's elements; a list outside of a set is one value, with all its bits. */
function alternativesOf(value: ReadNftValue, leaves: Leaves): readonly ReadNftValue[] {
  const found = unwrapped(value);
  if (found.kind === 'set') return found.elements.map(({ key }) => key).filter((key) => !isRest(key));
  return found.kind === 'reference' ? leaves.elements.map(({ key }) => key) : [found];
}

const isRest = (key: ReadNftValue): boolean => key.kind === 'word' && key.text === '*';

function number(
  value: ReadNftValue,
  read: (text: string) => number | undefined,
  depth: number,
): number | undefined {
  const found = unwrapped(value);
  if (found.kind === 'word' || found.kind === 'string') return read(found.text);
  if (found.kind !== 'list' || depth > 8) return undefined;
  let bits = 0;
  for (const item of found.items) {
    const one = number(item, read, depth + 1);
    if (one === undefined) return undefined;
    bits |= one;
  }
  return bits;
}
