import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { VERDICTS, type Verdict } from '../../plan/observation.ts';
import { diagnosticDocument } from '../../report/json.ts';
import { type ObservationsFilter, observationsPage } from '../../report/observations-page.ts';
import { takeInObservations } from '../../workspace/take-in-observations.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { unknown } from '../plan-query.ts';
import { Problem } from '../problem.ts';
import { text, wholeNumber } from '../query.ts';
import { DIAGNOSTICS } from '../schemas.ts';
import { plannedNow } from '../state.ts';

const VERDICT = z.enum(VERDICTS);
const COUNTS_BY_VERDICT = z.array(z.object({ verdict: VERDICT, count: z.int() }));

/** An observation with what is known of it besides; its own parts are those of the published schema. */
const OBSERVATION = z
  .looseObject({
    time: z.string(),
    kind: z.enum(['probe', 'listen']),
    on: z.string(),
    task: z.string().optional(),
    flow: z.string().optional(),
    service: z.string().optional(),
    verdict: VERDICT,
    evidence: z.string(),
    next: z.string().optional(),
    stale: z.literal(true).optional().openapi({ description: 'The hierarchy is another one by now' }),
    also: z
      .array(z.object({ flow: z.string().optional(), conversation: z.string().optional() }))
      .optional()
      .openapi({ description: 'Other flows that need the same answer' }),
    before: z
      .object({ time: z.string(), verdict: VERDICT })
      .optional()
      .openapi({ description: 'The look before, where it came to another verdict' }),
  })
  .openapi('SeenObservation');

const PAGE = z
  .object({
    total: z.int(),
    offset: z.int(),
    counts: COUNTS_BY_VERDICT,
    targets: z.array(
      z.object({ name: z.string(), total: z.int(), fine: z.int(), counts: COUNTS_BY_VERDICT }),
    ),
    places: z.array(z.string()),
    ends: z.array(z.string()),
    conversations: z.array(z.string()),
    observations: z.array(OBSERVATION),
    arrivals: z
      .array(
        z.object({
          time: z.string(),
          on: z.string(),
          transport: z.string(),
          port: z.int().optional(),
          service: z.string().optional(),
          from: z.object({ name: z.string().optional(), address: z.string().optional() }),
          times: z.int(),
        }),
      )
      .openapi({ description: 'What came to listeners, and no probe that is kept was it' }),
  })
  .openapi('ObservationsPage');

/** What a file may have. */
const MOST_TEXT = 16 * 1024 * 1024;

export function registerObservations(app: App, { workspace, documents }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/observations',
      summary: 'What was last seen of each question on the network, by target and the worst first',
      request: {
        query: z.object({
          host: text('Either end, or the host that it was seen on'),
          to: text('The end that answers'),
          on: text('The host that it was seen on'),
          flow: text('The id of a flow', 2000),
          conversation: text('The id of a conversation'),
          verdict: text('Verdicts, with commas between', 200),
          fine: z
            .enum(['true', 'false'])
            .optional()
            .openapi({ description: 'Only what is as it should be, or only what isn’t' }),
          offset: wholeNumber(0, 100_000_000, 0),
          limit: wholeNumber(1, 10_000, 1000),
        }),
      },
      responses: { 200: json('A page of them', PAGE), ...PROBLEMS },
    }),
    (c) => {
      const { revision } = plannedNow(workspace);
      const { revision: kept, observations } = workspace.observations();
      const { offset, limit, verdict, fine, ...names } = c.req.valid('query');
      const given = Object.entries(names).filter(([, value]) => value !== undefined && value !== '');
      const verdicts = verdictsOf(verdict);
      const filter: ObservationsFilter = {
        ...Object.fromEntries(given),
        ...(verdicts && { verdicts }),
        ...(fine !== undefined && { fine: fine === 'true' }),
      };
      const key = createHash('sha256').update(`${revision} ${kept}`).digest('hex').slice(0, 32);
      return documents.answer(c, key, () => ({
        json: observationsPage(observations, revision, filter, { offset, limit }),
      }));
    },
  );

  define(
    app,
    createRoute({
      method: 'post',
      path: '/api/v1/observations',
      summary: 'Takes in a file of `portolan probe`, of `portolan listen` or of the kit; up to 16 MB',
      request: {
        body: {
          content: {
            'application/json': {
              schema: z
                .strictObject({
                  text: z.string().min(1).max(MOST_TEXT),
                  file: z
                    .string()
                    .min(1)
                    .max(255)
                    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'It has characters that are not seen')
                    .optional(),
                })
                .openapi('NewObservations'),
            },
          },
          required: true,
        },
      },
      responses: {
        200: json(
          'What was taken in',
          z
            .object({
              taken: z.int(),
              left: z.int().openapi({ description: 'Observations that are about something else' }),
              places: z.array(z.string()),
              diagnostics: DIAGNOSTICS,
            })
            .openapi('TakenObservations'),
        ),
        ...PROBLEMS,
      },
    }),
    async (c) => {
      const { text: given, file = 'observations' } = c.req.valid('json');
      const state = plannedNow(workspace);
      const { observations, left, diagnostics } = await takeInObservations(given, file, state, Date.now());
      if (observations.length === 0 && (left > 0 || hasErrors(diagnostics)))
        throw new Problem(422, 'no-observations', diagnostics[0]?.message, {
          diagnostics: diagnostics.map(diagnosticDocument),
        });
      workspace.addObservations({
        hierarchy: state.hierarchy.name,
        revision: state.revision,
        observations,
      });
      return c.json({
        taken: observations.length,
        left,
        places: [...new Set(observations.map(({ on }) => on))].sort(),
        diagnostics: diagnostics.map(diagnosticDocument),
      });
    },
  );
}

function verdictsOf(asked: string | undefined): Verdict[] | undefined {
  if (asked === undefined || asked === '') return undefined;
  return asked.split(',').map((word) => {
    const found = VERDICTS.find((verdict) => verdict === word.trim());
    if (found === undefined) throw unknown('verdict', word, VERDICTS);
    return found;
  });
}
