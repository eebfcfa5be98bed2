import { createRoute, z } from '@hono/zod-openapi';
import { DIALECTS } from '../../dialects/registry.ts';
import { dialectEntries, dialectsJson } from '../../report/dialects.ts';
import { diagnosticDocument } from '../../report/json.ts';
import type { OwnerKind } from '../../workspace/configuration-files.ts';
import type { RuleFile, RulesAsked } from '../../workspace/print-rules.ts';
import { allRules } from '../all-rules.ts';
import type { App, AppContext } from '../context.ts';
import { define, file, json, PROBLEMS } from '../define.ts';
import { rulesOf } from '../kept.ts';
import { phasesOf, unknown } from '../plan-query.ts';
import { text } from '../query.ts';
import { DIAGNOSTICS, NAMED } from '../schemas.ts';
import { knownName, type PlannedState, plannedNow } from '../state.ts';
import { streamed } from '../stream.ts';

const RULES = z
  .object({
    name: z.string(),
    kind: z.enum(['network', 'host', 'proxy', 'ipsec']),
    dialect: z.string(),
    file: z.string(),
    text: z
      .string()
      .optional()
      .openapi({ description: 'Absent where nothing could be printed: see diagnostics' }),
    encoding: z.enum(['utf16le']).optional(),
    lines: z.array(
      z.object({ line: z.int(), rule: z.string(), title: z.string(), flows: z.array(z.string()) }),
    ),
    rules: z.int(),
    proof: z.enum(['equal', 'differs', 'depends', 'none']),
    diagnostics: DIAGNOSTICS,
    revision: z.string(),
  })
  .openapi('Rules');

export const RULES_QUERY: z.ZodObject<Record<'dialect' | 'phase', z.ZodOptional<z.ZodString>>> = z.object({
  dialect: text('A language of `/dialects` instead of the one that the hierarchy says', 100),
  phase: text('Phases, with commas between; all of them if left out', 100),
});

export function registerRules(app: App, context: AppContext): void {
  const { workspace, documents } = context;
  for (const [kind, folder] of [
    ['filter', 'filters'],
    ['host', 'hosts'],
  ] as const) {
    define(
      app,
      createRoute({
        method: 'get',
        path: `/api/v1/${folder}/{name}/rules`,
        summary: `The rules of a ${kind}, printed in its language, read back and proven`,
        request: { params: NAMED, query: RULES_QUERY },
        responses: { 200: json('The rules', RULES), ...PROBLEMS },
      }),
      (c) => {
        const state = plannedNow(workspace);
        return documents.answer(c, state.revision, async () => {
          const asked = rulesAsked(kind, c.req.valid('param').name, c.req.valid('query'), state);
          return { json: rulesDocument(await rulesOf(state, asked, context), state.revision) };
        });
      },
    );
  }
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/rules.zip',
      summary: 'The rules of every filter, host and web proxy',
      request: { query: RULES_QUERY.pick({ phase: true }) },
      responses: { 200: file('The files', 'application/zip'), ...PROBLEMS },
    }),
    async (c) => {
      const state = plannedNow(workspace);
      const phases = phasesOf(c.req.valid('query').phase);
      const pieces = await allRules('zip', state, phases, context);
      return streamed(c, pieces, 'application/zip', {
        name: `rules-${workspace.name}`,
        extension: 'zip',
      });
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/dialects',
      summary: 'The languages of filters, and what each can',
      responses: {
        200: json('The languages', z.looseObject({ dialects: z.array(z.looseObject({ id: z.string() })) })),
        ...PROBLEMS,
      },
    }),
    (c) => documents.answer(c, 'dialects', () => ({ text: dialectsJson(dialectEntries()) })),
  );
}

/** Whose rules are meant, in which language, for which phases. */
export function rulesAsked(
  kind: OwnerKind,
  asked: string,
  { dialect, phase }: z.infer<typeof RULES_QUERY>,
  { hierarchy }: PlannedState,
): RulesAsked {
  const owners = kind === 'filter' ? hierarchy.filters : hierarchy.hosts;
  const names = owners.map((owner) => owner.name);
  const name = knownName(kind, asked, names);
  const known = knownDialect(dialect);
  return { group: groupOf(kind, known), name, dialect: known, phases: phasesOf(phase) };
}

function knownDialect(dialect: string | undefined): string | undefined {
  if (dialect === undefined || dialect === '') return undefined;
  if (!DIALECTS.has(dialect)) throw unknown('dialect', dialect, DIALECTS.keys());
  return dialect;
}

/** Languages of proxies and of IPsec say something else about a host than its own firewall does. */
function groupOf(kind: OwnerKind, dialect: string | undefined): RulesAsked['group'] {
  if (kind === 'filter') return 'filters';
  const kinds = (dialect === undefined ? undefined : DIALECTS.get(dialect)?.capabilities.kinds) ?? [];
  return kinds.includes('proxy') ? 'proxies' : kinds.includes('ipsec') ? 'protectedHosts' : 'hosts';
}

function rulesDocument(printed: RuleFile, revision: string): z.infer<typeof RULES> {
  const { policy, text: content, encoding, lines = [], proof, diagnostics } = printed;
  const all = [...policy.rules, ...policy.named.map(({ rule }) => rule)];
  const titles = new Map(all.map(({ id, title }) => [id, title]));
  return {
    name: policy.name,
    kind: policy.kind,
    dialect: policy.dialect,
    file: printed.file,
    ...(content !== undefined && { text: content }),
    ...(encoding && { encoding }),
    lines: lines.map(({ line, rule, origins }) => ({
      line,
      rule,
      title: titles.get(rule) ?? '',
      flows: [...new Set(origins.map(({ flow }) => flow))],
    })),
    rules: all.length,
    proof,
    diagnostics: diagnostics.map(diagnosticDocument),
    revision,
  };
}
