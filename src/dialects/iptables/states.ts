import { ANY_STATE, ESTABLISHED, INVALID, NEW, RELATED, type StateSet, UNTRACKED } from '../../net/state.ts';

/** In which states a condition holds for certain, and in which it may. */
export interface StateAnswer {
  readonly certain: StateSet;
  readonly possible: StateSet;
}

const STATES: ReadonlyMap<string, StateSet> = new Map([
  ['NEW', NEW],
  ['ESTABLISHED', ESTABLISHED],
  ['RELATED', RELATED],
  ['INVALID', INVALID],
  ['UNTRACKED', UNTRACKED],
]);

/**
 * `--ctstate NEW,RELATED`; `SNAT` and `DNAT` ask for translation, which the packet doesn't show.
 * @param translates whether any rule changes destinations: otherwise no connection has `DNAT`.
 */
export function connectionStates(
  text: string,
  negated: boolean,
  translates: boolean,
): StateAnswer | undefined {
  let listed = 0;
  let translated = false;
  for (const name of text.toUpperCase().split(',')) {
    const state = STATES.get(name);
    if (state !== undefined) listed |= state;
    else if (name === 'SNAT' || name === 'DNAT') translated ||= translates || name === 'SNAT';
    else return undefined;
  }
  const certain = negated ? ANY_STATE & ~listed : listed;
  if (!translated) return { certain, possible: certain };
  return negated ? { certain: 0, possible: certain } : { certain, possible: ANY_STATE };
}

const FLAGS: ReadonlyMap<string, number> = new Map([
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['PSH', 8],
  ['ACK', 16],
  ['URG', 32],
  ['ALL', 63],
  ['NONE', 0],
]);
const SYN = 2;
const ACK = 16;
/**
 * What packets of a connection carry after the first one: ACK always (a reset that answers nothing aside), and at
 * most one of FIN, SYN and RST.
 */
const LATER_FLAGS: readonly number[] = [0, 1, 2, 4].flatMap((ends) =>
  [0, 8, 32, 40].map((more) => ACK | ends | more),
);

/** `--syn`: the first packet of a connection. */
export function synStates(negated: boolean): StateAnswer {
  return tcpFlagStates('FIN,SYN,RST,ACK', 'SYN', negated) ?? { certain: 0, possible: ANY_STATE };
}

/** `--tcp-flags MASK SET`: decided for the first packet, which has SYN alone; for later ones where all agree. */
export function tcpFlagStates(mask: string, set: string, negated: boolean): StateAnswer | undefined {
  const masked = flags(mask);
  const wanted = flags(set);
  if (masked === undefined || wanted === undefined) return undefined;
  const holds = (packet: number): boolean => ((packet & masked) === wanted) !== negated;
  const first = holds(SYN) ? NEW : 0;
  const later = ANY_STATE & ~NEW;
  const all = LATER_FLAGS.every(holds);
  const some = LATER_FLAGS.some(holds);
  const tracked = ESTABLISHED | RELATED;
  // What the kernel calls invalid or doesn't follow may carry any flags.
  return {
    certain: first | (all ? tracked : 0),
    possible: first | (some ? later : later & ~tracked),
  };
}

function flags(text: string): number | undefined {
  let value = 0;
  for (const name of text.toUpperCase().split(',')) {
    const flag = FLAGS.get(name);
    if (flag === undefined) return undefined;
    value |= flag;
  }
  return value;
}
