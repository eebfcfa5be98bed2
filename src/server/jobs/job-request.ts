/** What a caller may ask of a job. */
import { z } from '@hono/zod-openapi';
import type { Phase } from '../../catalog/model.ts';
import { LANGUAGES } from '../../dialects/languages.ts';
import type { Ruleset } from '../../policy/ruleset.ts';
import { LEAST_TIMEOUT, LIMITS } from '../../probe/options.ts';
import { PHASES } from '../../report/words.ts';
import { WAYS } from '../../workspace/explain-packet.ts';
import { MOST_BYTES } from '../../workspace/raise-text.ts';
import { FINDINGS_FORMS, type FindingsForm } from './job-input.ts';

const MOST_TARGETS = 500;
/** A server is asked by people in a browser: what is faster or slower than this is for the command line. */
const MOST_RATE = 2000;
const MOST_TIMEOUT = 10_000;

interface Owned {
  /** A filter of the hierarchy, or a host of it. */
  readonly filter?: string | undefined;
  readonly host?: string | undefined;
}

interface Given {
  readonly text?: string | undefined;
  /** The one that the workspace has. */
  readonly stored?: true | undefined;
  /** What findings call it; of a stored one in several files, which of them is meant. */
  readonly file?: string | undefined;
}

export interface AskedConfiguration extends Owned, Given {
  readonly dialect?: string | undefined;
}

export type AskedHierarchy = Given;

export interface AskedOptions {
  readonly assumeZoneInterfaces?: boolean | undefined;
  readonly assumeEmptyIncludes?: boolean | undefined;
}

interface WithOptions {
  readonly options?: AskedOptions | undefined;
}

export interface AskedComparison extends WithOptions {
  readonly kind: 'compare';
  readonly what: 'configurations';
  readonly before: AskedConfiguration;
  readonly after: AskedConfiguration;
}

export interface AskedHierarchyComparison {
  readonly kind: 'compare';
  readonly what: 'hierarchies';
  readonly before: AskedHierarchy;
  readonly after: AskedHierarchy;
}

/** What of the plan is asked; everything that is given must hold. */
export interface AskedProbe {
  readonly from?: string | undefined;
  /** Ends, or addresses in subnets. */
  readonly to?: readonly string[] | undefined;
  readonly phases?: readonly Phase[] | undefined;
  readonly services?: readonly string[] | undefined;
  readonly conversations?: readonly string[] | undefined;
  readonly flows?: readonly string[] | undefined;
}

export interface AskedProbeJob extends AskedProbe {
  readonly kind: 'probe';
  /** Goes on with a run that was begun then: what it has an answer to is not asked again. */
  readonly since?: string | undefined;
  readonly concurrency?: number | undefined;
  readonly rate?: number | undefined;
  readonly timeout?: number | undefined;
}

export type JobRequest =
  | AskedProbeJob
  | { readonly kind: 'lab' }
  | ({
      readonly kind: 'verify';
      readonly targets: readonly AskedConfiguration[];
      readonly format?: FindingsForm | undefined;
    } & WithOptions)
  | ({ readonly kind: 'lint'; readonly configurations: readonly AskedConfiguration[] } & WithOptions)
  | ({ readonly kind: 'repair'; readonly target: AskedConfiguration } & WithOptions)
  | AskedComparison
  | AskedHierarchyComparison
  | ({
      readonly kind: 'explain';
      readonly configuration: AskedConfiguration;
      readonly packet: string;
      readonly way?: Ruleset['hook'] | undefined;
      readonly state?: 'new' | 'established' | undefined;
    } & WithOptions);

const PHASE_NAMES = Object.keys(PHASES) as Phase[];
const NAME = z.string().min(1).max(1000);
const TEXT = z.string().max(MOST_BYTES).openapi({ description: 'A configuration as it is written' });
/** Findings name it; nothing is ever read from there. */
const FILE = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'It has characters that are not seen')
  .openapi({ description: 'What findings call the text' });
const DIALECT = z
  .enum(LANGUAGES.map(({ id }) => id) as [string, ...string[]])
  .openapi({ description: 'Found out from the text if left out' });

const OWNER = { filter: NAME.optional(), host: NAME.optional() };
const GIVEN = { text: TEXT.optional(), stored: z.literal(true).optional(), file: FILE.optional() };

const namesOne = ({ filter, host }: Owned): boolean => (filter === undefined) !== (host === undefined);
const givesOne = ({ text, stored }: Given): boolean => (text === undefined) !== (stored === undefined);
const ONE_OWNER = 'Say either filter or host';
const ONE_TEXT = 'Say either text, or stored: true';

/** The configuration of a filter or host of the hierarchy. */
const TARGET = z
  .strictObject({ ...OWNER, ...GIVEN, dialect: DIALECT.optional() })
  .refine(namesOne, ONE_OWNER)
  .refine(givesOne, ONE_TEXT)
  .openapi('JobTarget');

/** A configuration by itself; a stored one is that of a filter or host. */
const CONFIGURATION = z
  .strictObject({ ...OWNER, ...GIVEN, dialect: DIALECT.optional() })
  .refine(givesOne, ONE_TEXT)
  .refine((one) => one.stored === undefined || namesOne(one), ONE_OWNER)
  .refine(({ filter, host }) => filter === undefined || host === undefined, ONE_OWNER)
  .openapi('JobConfiguration');

const HIERARCHY = z
  .strictObject({
    text: z
      .string()
      .max(16 * 1024 * 1024)
      .optional(),
    stored: z.literal(true).optional(),
    file: FILE.optional(),
  })
  .refine(givesOne, ONE_TEXT)
  .openapi('JobHierarchy');

const OPTIONS = z
  .strictObject({
    assumeZoneInterfaces: z.boolean().optional(),
    assumeEmptyIncludes: z.boolean().optional(),
  })
  .openapi('JobOptions');

const NAMES = z.array(NAME).min(1).max(100);

const PROBE = z.strictObject({
  kind: z.literal('probe'),
  since: z.iso.datetime().optional().openapi({
    description:
      'Goes on with a run that was begun then, as its job says: what has an answer since is not asked again',
  }),
  from: NAME.optional().openapi({
    description: 'The host or network that this machine is; found from its addresses if left out',
  }),
  to: NAMES.optional().openapi({ description: 'Ends that answer, or addresses in their subnets' }),
  phases: z
    .array(z.enum(PHASE_NAMES as [Phase, ...Phase[]]))
    .min(1)
    .max(4)
    .optional(),
  services: NAMES.optional(),
  conversations: NAMES.optional(),
  flows: z.array(z.string().min(1).max(2000)).min(1).max(100).optional(),
  concurrency: z.int().min(1).max(LIMITS.concurrency).optional(),
  rate: z.int().min(1).max(MOST_RATE).optional().openapi({ description: 'Questions a second' }),
  timeout: z
    .int()
    .min(LEAST_TIMEOUT)
    .max(MOST_TIMEOUT)
    .optional()
    .openapi({ description: 'For each answer, in milliseconds' }),
});

/** All that can be asked, told apart by `kind`, and for comparisons by `what`. */
export const JOB_REQUEST: z.ZodType<JobRequest> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('verify'),
      targets: z.array(TARGET).min(1).max(MOST_TARGETS),
      options: OPTIONS.optional(),
      format: z
        .enum(FINDINGS_FORMS)
        .optional()
        .openapi({ description: 'As `portolan verify --format`; the findings’ own JSON if left out' }),
    }),
    z.strictObject({
      kind: z.literal('lint'),
      configurations: z.array(CONFIGURATION).min(1).max(MOST_TARGETS),
      options: OPTIONS.optional(),
    }),
    z.strictObject({ kind: z.literal('repair'), target: TARGET, options: OPTIONS.optional() }),
    z.discriminatedUnion('what', [
      z.strictObject({
        kind: z.literal('compare'),
        what: z.literal('configurations'),
        before: CONFIGURATION,
        after: CONFIGURATION,
        options: OPTIONS.optional(),
      }),
      z.strictObject({
        kind: z.literal('compare'),
        what: z.literal('hierarchies'),
        before: HIERARCHY,
        after: HIERARCHY,
      }),
    ]),
    z.strictObject({
      kind: z.literal('explain'),
      configuration: CONFIGURATION,
      packet: z.string().min(1).max(300),
      way: z.enum(WAYS as ['forward', 'in', 'out']).optional(),
      state: z.enum(['new', 'established']).optional(),
      options: OPTIONS.optional(),
    }),
    PROBE,
    z.strictObject({ kind: z.literal('lab') }),
  ])
  .openapi('JobRequest');
