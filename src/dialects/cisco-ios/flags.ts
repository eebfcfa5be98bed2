import { ESTABLISHED, NEW, type StateSet } from '../../net/state.ts';
import type { FlagTerm, TcpFlag } from './model.ts';

/** What a question about flags means for packets that start a connection and for those that go on with one. */
export interface FlagStates {
  /** Every such packet matches. */
  readonly sure: StateSet;
  /** Some match. */
  readonly perhaps: StateSet;
}

const FLAGS: readonly TcpFlag[] = ['ack', 'fin', 'psh', 'rst', 'syn', 'urg'];

type Flags = Readonly<Record<TcpFlag, boolean>>;

const ALL_FLAGS: readonly Flags[] = Array.from({ length: 1 << FLAGS.length }, (_, bits) => {
  const isSet = (flag: TcpFlag): boolean => (bits & (1 << FLAGS.indexOf(flag))) !== 0;
  return {
    ack: isSet('ack'),
    fin: isSet('fin'),
    psh: isSet('psh'),
    rst: isSet('rst'),
    syn: isSet('syn'),
    urg: isSet('urg'),
  };
});

/** The first packet of a connection has SYN, and none of the flags that go with an answer or an end (RFC 9293). */
const STARTS = ALL_FLAGS.filter((f) => f.syn && !f.ack && !f.rst && !f.fin);
/** Every other one has ACK, apart from some that reset. */
const GOES_ON = ALL_FLAGS.filter((f) => f.ack || f.rst);

/** `established` is "ACK or RST": every packet of a connection but its first. */
export function flagStates({ match, tests }: FlagTerm): FlagStates {
  const holds = (flags: Flags): boolean => {
    const isSo = ({ flag, isSet }: FlagTerm['tests'][number]): boolean => flags[flag] === isSet;
    return match === 'all' ? tests.every(isSo) : tests.some(isSo);
  };
  let sure = 0;
  let perhaps = 0;
  for (const [state, universe] of [
    [NEW, STARTS],
    [ESTABLISHED, GOES_ON],
  ] as const) {
    const count = universe.filter(holds).length;
    if (count === universe.length) sure |= state;
    else if (count > 0) perhaps |= state;
  }
  return { sure, perhaps };
}
