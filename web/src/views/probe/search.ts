import { readList, readText, readWord } from '../../app/search.ts';
import { VERDICTS, type Verdict } from './words.ts';

export const PARTS = ['elsewhere', 'lab'] as const;
export const PHASES = ['always', 'install', 'migration', 'on-demand'] as const;

export type PhaseName = (typeof PHASES)[number];

/** The probe's state in its address. */
export interface ProbeSearch {
  /** The host or network that this machine is; found from its addresses if absent. */
  readonly from?: string;
  /** An end, or an address in a subnet. */
  readonly to?: string;
  readonly phase?: readonly PhaseName[];
  readonly conversation?: string;
  /** The one flow that is asked about. */
  readonly flow?: string;
  readonly part?: (typeof PARTS)[number];
  readonly view?: 'table';
  readonly verdict?: readonly Verdict[];
  /** Where it was seen. */
  readonly on?: string;
  /** Either end of what is shown. */
  readonly host?: string;
  /** A flow whose chain is shown. */
  readonly chain?: string;
  /** The run that is watched. */
  readonly job?: string;
  /** The lab's run that is watched. */
  readonly lab?: string;
}

/** What becomes different; `undefined` takes out. */
export type ProbeChange = { readonly [K in keyof ProbeSearch]?: ProbeSearch[K] | undefined };

export function readProbeSearch(raw: Record<string, unknown>): ProbeSearch {
  const phase = readList(raw.phase)?.filter((p): p is PhaseName => PHASES.some((known) => known === p));
  const verdict = readList(raw.verdict)?.filter((v): v is Verdict => VERDICTS.some((known) => known === v));
  const own: ProbeChange = {
    from: readText(raw.from),
    to: readText(raw.to),
    phase: phase?.length ? phase : undefined,
    conversation: readText(raw.conversation),
    flow: readText(raw.flow),
    part: readWord(raw.part, PARTS),
    view: readWord(raw.view, ['table']),
    verdict: verdict?.length ? verdict : undefined,
    on: readText(raw.on),
    host: readText(raw.host),
    chain: readText(raw.chain),
    job: readText(raw.job),
    lab: readText(raw.lab),
  };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}
