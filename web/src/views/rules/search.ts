import { readList, readText } from '../../app/search.ts';

export const PHASES = ['always', 'install', 'migration', 'on-demand'] as const;

export type PhaseName = (typeof PHASES)[number];

/** The rules' state in its address. */
export interface RulesSearch {
  readonly filter?: string;
  readonly host?: string;
  readonly dialect?: string;
  readonly phase?: readonly PhaseName[];
  /** A line of the file, whose flows are shown. */
  readonly line?: string;
  /** A flow, whose lines are marked. */
  readonly flow?: string;
}

/** What becomes different; `undefined` takes out. */
export type RulesChange = { readonly [K in keyof RulesSearch]?: RulesSearch[K] | undefined };

export function readRulesSearch(raw: Record<string, unknown>): RulesSearch {
  const [filter, host, dialect, line, flow] = ['filter', 'host', 'dialect', 'line', 'flow'].map((name) =>
    readText(raw[name]),
  );
  const phase = readList(raw.phase)?.filter((p): p is PhaseName => PHASES.some((known) => known === p));
  return {
    ...(filter !== undefined && { filter }),
    ...(filter === undefined && host !== undefined && { host }),
    ...(dialect !== undefined && { dialect }),
    ...(phase !== undefined && phase.length > 0 && { phase }),
    ...(line !== undefined && /^\d{1,9}$/.test(line) && { line }),
    ...(flow !== undefined && { flow }),
  };
}
