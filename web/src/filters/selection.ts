/** Which part of the plan a view shows: the same search parameters in Chart, Matrix and Plan, so that links carry over. */
import type { PlanFilter } from '../../../src/report/plan-filter.ts';
import { readList, readText, readWord } from '../app/search.ts';

export const PHASES = ['always', 'install', 'migration', 'on-demand'] as const;
export const TRANSPORTS = ['tcp', 'udp', 'icmp'] as const;

type Phase = NonNullable<PlanFilter['phases']>[number];

export interface SelectionSearch {
  /** Words that must all be found in a row. */
  readonly q?: string;
  /** Name of either end. */
  readonly for?: string;
  readonly role?: string;
  readonly zone?: string;
  readonly site?: string;
  readonly filter?: string;
  readonly phase?: readonly Phase[];
  readonly transport?: (typeof TRANSPORTS)[number];
  /** Name of the end that starts, and of the one that answers; and their roles. */
  readonly from?: string;
  readonly to?: string;
  readonly fromRole?: string;
  readonly toRole?: string;
  readonly conversation?: string;
}

const TEXTS = [
  'q',
  'for',
  'role',
  'zone',
  'site',
  'filter',
  'from',
  'to',
  'fromRole',
  'toRole',
  'conversation',
] as const satisfies readonly (keyof SelectionSearch)[];

const SELECTION_KEYS: readonly (keyof SelectionSearch)[] = [...TEXTS, 'phase', 'transport'];

/** Reads the selection out of search parameters. */
export function readSelection(raw: Readonly<Record<string, unknown>>): SelectionSearch {
  const selection: Partial<Record<keyof SelectionSearch, unknown>> = {};
  for (const key of TEXTS) selection[key] = readText(raw[key]);
  const phases = readList(raw.phase)?.filter((phase) => (PHASES as readonly string[]).includes(phase));
  selection.phase = phases?.length ? phases : undefined;
  selection.transport = readWord(raw.transport, TRANSPORTS);
  for (const key of SELECTION_KEYS) if (selection[key] === undefined) delete selection[key];
  return selection as SelectionSearch;
}

/** Only the selection of a view's search parameters: for the server, and for links to other views. */
export function selectionOf(search: SelectionSearch): SelectionSearch {
  return Object.fromEntries(
    SELECTION_KEYS.filter((key) => search[key] !== undefined).map((key) => [key, search[key]]),
  );
}

/** A change that takes everything away again. */
export const NO_SELECTION: Readonly<Record<keyof SelectionSearch, undefined>> = {
  q: undefined,
  for: undefined,
  role: undefined,
  zone: undefined,
  site: undefined,
  filter: undefined,
  from: undefined,
  to: undefined,
  fromRole: undefined,
  toRole: undefined,
  conversation: undefined,
  phase: undefined,
  transport: undefined,
};

/** Parameters as they may change; `undefined` takes one away. */
export type SelectionChange = { readonly [K in keyof SelectionSearch]?: SelectionSearch[K] | undefined };
