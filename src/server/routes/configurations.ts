import { createRoute, z } from '@hono/zod-openapi';
import { LANGUAGES } from '../../dialects/languages.ts';
import type { Owner, OwnerKind } from '../../workspace/configuration-files.ts';
import { MOST_BYTES } from '../../workspace/raise-text.ts';
import { decodeText } from '../../workspace/text-encoding.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { readPieces } from '../body.ts';
import type { App, AppContext } from '../context.ts';
import { define, file, json, PROBLEMS } from '../define.ts';
import { unknown } from '../plan-query.ts';
import { preconditionOf } from '../precondition.ts';
import { Problem } from '../problem.ts';
import { text } from '../query.ts';
import { CONFIGURATION, NAMED, PRECONDITION } from '../schemas.ts';
import { knownName } from '../state.ts';

export function registerConfigurations(app: App, { workspace }: AppContext): void {
  for (const [kind, folder] of [
    ['filter', 'filters'],
    ['host', 'hosts'],
  ] as const) {
    const path = `/api/v1/${folder}/{name}/configuration` as const;
    define(
      app,
      createRoute({
        method: 'get',
        path,
        summary: `The configuration that a ${kind} has now, as text`,
        request: { params: NAMED },
        responses: { 200: file('The text', 'text/plain'), ...PROBLEMS },
      }),
      (c) => {
        const owner = ownerOf(workspace, kind, c.req.valid('param').name);
        const found = workspace.readConfiguration(owner);
        if (!found) throw noConfiguration(owner);
        const { bytes, configuration } = found;
        c.header('etag', configuration.revision);
        c.header('cache-control', 'private, no-cache');
        if (c.req.header('if-none-match') === configuration.revision) return c.body(null, 304);
        c.header('content-type', 'text/plain; charset=utf-8');
        c.header('x-portolan-file', encodeURI(configuration.file));
        if (configuration.dialect !== undefined) c.header('x-portolan-dialect', configuration.dialect);
        return c.body(decodeText(bytes)?.text ?? bytes.toString('latin1'));
      },
    );
    define(
      app,
      createRoute({
        method: 'put',
        path,
        summary: `Stores the configuration that a ${kind} has now; up to 64 MB, as text or bytes`,
        request: {
          params: NAMED,
          headers: PRECONDITION,
          query: z.object({ dialect: text('Its language; found out from the text if left out', 100) }),
          body: {
            content: {
              'text/plain': { schema: z.string() },
              'application/octet-stream': { schema: z.string() },
            },
            required: true,
          },
        },
        responses: { 200: json('It is stored', CONFIGURATION), ...PROBLEMS },
      }),
      async (c) => {
        const dialect = knownLanguage(c.req.valid('query').dialect);
        const precondition = preconditionOf(c);
        const owner = ownerOf(workspace, kind, c.req.valid('param').name);
        const next = workspace.beginConfiguration(owner);
        try {
          await readPieces(c.req.header('content-length'), c.req.raw.body, MOST_BYTES, next.write);
          const stored = next.commit(precondition, dialect);
          if (!stored) throw new Problem(422, 'not-text', 'It is empty, or holds bytes that no text has.');
          c.header('etag', stored.revision);
          return c.json(stored);
        } finally {
          next.discard();
        }
      },
    );
    define(
      app,
      createRoute({
        method: 'delete',
        path,
        summary: `Removes the configuration of a ${kind} from the workspace`,
        request: { params: NAMED, headers: PRECONDITION },
        responses: { 204: { description: 'It is removed' }, ...PROBLEMS },
      }),
      (c) => {
        const owner = ownerOf(workspace, kind, c.req.valid('param').name);
        if (!workspace.configuration(owner)) throw noConfiguration(owner);
        workspace.removeConfiguration(owner, preconditionOf(c));
        return c.body(null, 204);
      },
    );
  }
}

function ownerOf(workspace: Workspace, kind: OwnerKind, name: string): Owner {
  const { hierarchy, file: document } = workspace.hierarchy();
  if (!hierarchy)
    throw new Problem(
      409,
      'hierarchy-invalid',
      `Without a ${document} free of errors there are no filters and hosts.`,
    );
  const owners = kind === 'filter' ? hierarchy.filters : hierarchy.hosts;
  return {
    kind,
    name: knownName(
      kind,
      name,
      owners.map((owner) => owner.name),
    ),
  };
}

const noConfiguration = ({ kind, name }: Owner): Problem =>
  new Problem(404, 'no-configuration', `No configuration of the ${kind} ${name} is stored.`);

function knownLanguage(dialect: string | undefined): string | undefined {
  if (dialect === undefined || dialect === '') return undefined;
  const known = LANGUAGES.map(({ id }) => id);
  if (!known.includes(dialect)) throw unknown('dialect', dialect, known);
  return dialect;
}
