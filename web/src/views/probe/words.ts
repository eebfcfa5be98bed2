/** Verdicts in people's words, with the tone of each. */
import type { SeenObservation } from '../../../../src/report/observations-page.ts';
import type { Tone } from '../../ui/badge.tsx';

export type Verdict = SeenObservation['verdict'];

/** The worst first. */
export const VERDICTS = [
  'intercepted',
  'filtered',
  'rejected',
  'other',
  'refused',
  'unresolved',
  'failed',
  'unproven',
  'listener',
  'open',
] as const satisfies readonly Verdict[];

interface VerdictWords {
  readonly tone: Tone;
  /** What it means, in one sentence. */
  readonly means: string;
}

export const WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  intercepted: { tone: 'bad', means: 'Something on the way answers in the host’s place' },
  filtered: { tone: 'bad', means: 'Silence, though TCP always answers: something drops it' },
  rejected: { tone: 'bad', means: 'Something on the way, or the host’s firewall, says no' },
  other: { tone: 'warning', means: 'Something answers, but not in the protocol of the port' },
  refused: { tone: 'warning', means: 'The way is open, but nobody listens there' },
  unresolved: { tone: 'warning', means: 'The name has no address from here' },
  failed: { tone: 'warning', means: 'The machine that asked could not even send' },
  unproven: { tone: 'neutral', means: 'Nothing can be concluded' },
  listener: {
    tone: 'good',
    means: 'Portolan’s listener answers: the way is open before the service is there',
  },
  open: { tone: 'good', means: 'The service that the port is for answers' },
};

export const isFine = (verdict: Verdict): boolean => WORDS[verdict].tone === 'good';

/** `tcp/445`, `tcp/49152-65535`, `icmp`. */
export function portText({ transport, to, facts }: SeenObservation): string {
  return to.port === undefined ? transport : `${transport}/${facts.ports ?? to.port}`;
}

/** As the reader's clock has it: `28 Nov, 20:31`. */
export function timeText(time: string): string {
  return new Date(time).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** `1.2 s`, `340 ms`. */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
