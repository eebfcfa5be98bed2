import { z } from '@hono/zod-openapi';
import type { Catalog, Phase } from '../catalog/model.ts';
import { INTERNET } from '../hierarchy/zoneIndex.ts';
import { knownEnds } from '../plan/why.ts';
import { PLAN_COLUMNS, type PlanColumn } from '../report/plan-columns.ts';
import type { PlanFilter } from '../report/plan-filter.ts';
import { PHASES } from '../report/words.ts';
import { Problem } from './problem.ts';
import { text } from './query.ts';
import { didYouMeanText, type PlannedState } from './state.ts';

const PHASE_NAMES = Object.keys(PHASES) as Phase[];

type OptionalText = z.ZodOptional<z.ZodString>;
type Texts =
  | 'for'
  | 'filter'
  | 'zone'
  | 'role'
  | 'phase'
  | 'q'
  | 'site'
  | 'from'
  | 'to'
  | 'fromRole'
  | 'toRole'
  | 'flow'
  | 'conversation';
type FilterShape = Record<Texts, OptionalText> & {
  transport: z.ZodOptional<z.ZodEnum<{ tcp: 'tcp'; udp: 'udp'; icmp: 'icmp' }>>;
};

/** What of a plan is meant, as it is asked for. Everything that is given must hold. */
export const FILTER_QUERY: z.ZodObject<FilterShape> = z.object({
  for: text('A host, network, listener or cloud service at either end'),
  filter: text('A filter on the way'),
  zone: text('The zone of either end'),
  role: text('A role at either end, by its id or short name'),
  phase: text('Phases, with commas between: always, install, migration, on-demand', 100),
  transport: z.enum(['tcp', 'udp', 'icmp']).optional(),
  q: text('Words that must all be found in a row'),
  site: text('The site of either end'),
  from: text('The end that starts'),
  to: text('The end that answers'),
  fromRole: text('The role of the end that starts'),
  toRole: text('The role of the end that answers'),
  flow: text('The id of a flow', 2000),
  conversation: text('The id of a conversation'),
});
type FilterQuery = z.infer<typeof FILTER_QUERY>;

/** A column of the plan. */
export const COLUMN: z.ZodType<PlanColumn> = z.enum(PLAN_COLUMNS);

/** The filter that is meant. A name that the hierarchy doesn't have is told at its field. */
export function filterOf(query: FilterQuery, state: PlannedState): PlanFilter {
  const { plan, hierarchy, catalog } = state;
  const ends = (): Iterable<string> => knownEnds(plan, hierarchy);
  const { transport, q, flow, conversation } = query;
  const filter = named('filter', query.filter, () => hierarchy.filters.map(({ name }) => name));
  const zone = named('zone', query.zone, () => [...hierarchy.zones.map(({ name }) => name), INTERNET]);
  const site = named('site', query.site, () => hierarchy.sites.map(({ code }) => code));
  const end = named('for', query.for, ends);
  const from = named('from', query.from, ends);
  const to = named('to', query.to, ends);
  const role = roleOf('role', query.role, catalog);
  const fromRole = roleOf('fromRole', query.fromRole, catalog);
  const toRole = roleOf('toRole', query.toRole, catalog);
  const phases = phasesOf(query.phase);
  return given({
    end,
    filter,
    zone,
    role,
    phases,
    transport,
    q,
    site,
    from,
    to,
    fromRole,
    toRole,
    flow,
    conversation,
  });
}

/** Only what is given: an empty field of a form is none. */
function given(values: { readonly [K in keyof PlanFilter]-?: PlanFilter[K] | undefined }): PlanFilter {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function named(field: string, name: string | undefined, known: () => Iterable<string>): string | undefined {
  if (name === undefined || name === '') return undefined;
  const names = new Set(known());
  if (names.has(name)) return name;
  throw unknown(field, name, names);
}

function roleOf(field: string, name: string | undefined, { roles }: Catalog): string | undefined {
  if (name === undefined || name === '') return undefined;
  const wanted = name.toLowerCase();
  for (const { id, aliases } of roles.values()) if (id === wanted || aliases.includes(wanted)) return id;
  throw unknown(
    field,
    name,
    [...roles.values()].flatMap(({ id, aliases }) => [id, ...aliases]),
  );
}

/** Phases with commas between. */
export function phasesOf(phase: string | undefined): Phase[] | undefined {
  if (phase === undefined || phase === '') return undefined;
  return phase.split(',').map((word) => {
    const found = PHASE_NAMES.find((name) => name === word.trim());
    if (found === undefined) throw unknown('phase', word, PHASE_NAMES);
    return found;
  });
}

/** A name in a query that nothing has: the field is told, and what was probably meant. */
export function unknown(field: string, name: string, known: Iterable<string>): Problem {
  return new Problem(422, 'unknown-name', undefined, {
    errors: [{ field, message: `nothing is called “${name.slice(0, 100)}”`, ...didYouMeanText(name, known) }],
  });
}
