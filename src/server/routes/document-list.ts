import { createRoute, z } from '@hono/zod-openapi';
import { OBSERVATIONS_FORMAT } from '../../plan/observation.ts';
import { PLAN_FORMAT } from '../../plan/plan-format.ts';
import { DIAGNOSTICS_FORMAT } from '../../report/diagnostics-json.ts';
import { FINDINGS_FORMAT } from '../../report/findings-json.ts';
import type { KeptResult } from '../../report/kept-result.ts';
import { POLICY_FORMAT } from '../../report/policy-json.ts';
import { isCurrentResult } from '../../workspace/current-results.ts';
import { RESULTS_FORMAT } from '../../workspace/verify-results.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';
import { PUBLISHED, type PublishedSchema, schemaText } from '../published-schemas.ts';
import { wholeNumber } from '../query.ts';
import { knownName } from '../state.ts';

const ENTRY = z
  .object({
    name: z.string(),
    title: z.string(),
    filter: z.string().optional(),
    host: z.string().optional(),
    form: z.string().optional().openapi({ description: 'What the document calls its own form' }),
    schema: z.string().optional().openapi({ description: 'Address of its JSON schema' }),
    address: z.string(),
    type: z.string(),
    there: z.boolean().openapi({ description: 'Whether its address answers with it now' }),
    revision: z.string().optional().openapi({ description: 'Its ETag' }),
    stale: z
      .literal(true)
      .optional()
      .openapi({ description: 'The hierarchy or the configuration is another one by now' }),
  })
  .openapi('DocumentEntry');
type Entry = z.infer<typeof ENTRY>;

const LIST = z
  .object({
    format: z.literal('portolan/documents/1'),
    total: z.int(),
    offset: z.int(),
    documents: z.array(ENTRY),
  })
  .openapi('DocumentList');

const DOCUMENTS = '/api/v1/documents';

/** Names every document that a workspace has or may have, and serves the schemas that describe them. */
export function registerDocumentList(app: App, context: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: DOCUMENTS,
      summary:
        'Every document of the workspace with its schema, address and revision, and whether it is there',
      request: {
        query: z.object({ offset: wholeNumber(0, 100_000_000, 0), limit: wholeNumber(1, 1000, 1000) }),
      },
      responses: { 200: json('The list', LIST), ...PROBLEMS },
    }),
    (c) => {
      const { offset, limit } = c.req.valid('query');
      const all = [...entries(context)];
      const document: z.infer<typeof LIST> = {
        format: 'portolan/documents/1',
        total: all.length,
        offset,
        documents: all.slice(offset, offset + limit),
      };
      return answerJson(c, document);
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/schemas/{name}',
      summary: 'A published JSON schema of a document',
      request: {
        params: z.object({
          name: z
            .string()
            .min(1)
            .max(100)
            .openapi({ param: { name: 'name', in: 'path' } }),
        }),
      },
      responses: { 200: json('The schema', z.looseObject({})), ...PROBLEMS },
    }),
    (c) => {
      const name = knownName('schema', c.req.valid('param').name, PUBLISHED) as PublishedSchema;
      return context.documents.answer(c, 'schema', () => ({ text: schemaText(name) }));
    },
  );
}

/** First those of the workspace as a whole, then those of each filter and host. */
function* entries(context: AppContext): Generator<Entry> {
  const { workspace, documents } = context;
  const { file, text, revision, planned } = workspace.hierarchy();
  const { revision: kept, results } = workspace.results();
  const made: Made = (from, isThere) =>
    from !== undefined && isThere ? { there: true, revision: documents.etag(from) } : { there: false };
  const whole = (
    name: string,
    title: string,
    form: string,
    schema: PublishedSchema | undefined,
    state: Pick<Entry, 'there' | 'revision'>,
  ): Entry => ({
    name,
    title,
    form,
    ...described(schema),
    address: `${DOCUMENTS}/${name}`,
    type: JSON_TYPE,
    ...state,
  });

  yield {
    name: 'hierarchy',
    title: file,
    ...described('hierarchy'),
    address: `${DOCUMENTS}/hierarchy`,
    type: 'application/yaml',
    there: text !== undefined,
    ...(text !== undefined && revision !== undefined && { revision }),
  };
  const isRead = revision !== undefined;
  const diagnosed = made(revision, isRead);
  yield whole('diagnostics', 'What is wrong with the hierarchy', DIAGNOSTICS_FORMAT, undefined, diagnosed);
  yield whole('plan', 'The plan', PLAN_FORMAT, 'plan', made(revision, planned !== undefined));
  yield whole('policy', 'The rules of all', POLICY_FORMAT, 'policy', made(revision, planned !== undefined));
  const isVerified = results.length > 0;
  yield whole('findings', 'The last verification', RESULTS_FORMAT, 'verify-results', made(kept, isVerified));
  const seen = workspace.observations();
  const asked = revision ?? 'none';
  const isSeen = seen.observations.length > 0;
  yield whole(
    'observations',
    'What was seen on the network',
    OBSERVATIONS_FORMAT,
    'observations',
    made(`${seen.revision}${asked}`, isSeen),
  );
  yield whole('catalog', 'The catalog of ports', 'portolan/catalog/1', undefined, made('catalog', true));
  yield whole(
    'dialects',
    'The languages of filters',
    'portolan/dialects/1',
    undefined,
    made('dialects', true),
  );

  for (const owner of owners(context)) {
    const { result } = owner;
    const isStale = result !== undefined && !isCurrentResult(workspace, result);
    yield* ownEntries(owner, made(revision, owner.isPlanned), {
      ...made(kept, result !== undefined),
      ...(isStale && { stale: true as const }),
    });
  }
}

type Made = (from: string | undefined, isThere: boolean) => Pick<Entry, 'there' | 'revision'>;

interface OwnerState {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly isPlanned: boolean;
  readonly result: KeptResult | undefined;
}

/** Filters, then hosts: of the hierarchy, and those that it had when they were verified. */
function* owners({ workspace }: AppContext): Generator<OwnerState> {
  const { hierarchy, planned } = workspace.hierarchy();
  const { results } = workspace.results();
  for (const [kind, folder] of [
    ['filter', 'filters'],
    ['host', 'hosts'],
  ] as const) {
    const own = new Map(results.filter((one) => one.kind === kind).map((one) => [one.name, one]));
    for (const { name } of hierarchy?.[folder] ?? []) {
      yield { kind, name, isPlanned: planned !== undefined, result: own.get(name) };
      own.delete(name);
    }
    for (const [name, result] of own) yield { kind, name, isPlanned: false, result };
  }
}

function* ownEntries(
  { kind, name }: OwnerState,
  policy: Partial<Entry> & Pick<Entry, 'there'>,
  findings: Partial<Entry> & Pick<Entry, 'there'>,
): Generator<Entry> {
  const address = `${DOCUMENTS}/${kind}s/${encodeURIComponent(name)}`;
  const own = { [kind]: name, type: JSON_TYPE };
  yield {
    name: 'policy',
    title: `The rules of ${name}`,
    ...own,
    form: POLICY_FORMAT,
    ...described('policy'),
    address: `${address}/policy`,
    ...policy,
  };
  yield {
    name: 'findings',
    title: `What was found about ${name}`,
    ...own,
    form: FINDINGS_FORMAT,
    ...described('findings'),
    address: `${address}/findings`,
    ...findings,
  };
}

const JSON_TYPE = 'application/json';

const described = (schema: PublishedSchema | undefined): Pick<Entry, 'schema'> =>
  schema ? { schema: `/api/v1/schemas/${schema}` } : {};
