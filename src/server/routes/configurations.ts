import path from 'node:path';
import { createRoute, z } from '@hono/zod-openapi';
import { LANGUAGES } from '../../dialects/languages.ts';
import { type Owner, type OwnerKind, ownPath, stemOf } from '../../workspace/configuration-files.ts';
import { MOST_BYTES } from '../../workspace/raise-text.ts';
import { decodeText } from '../../workspace/text-encoding.ts';
import { Misnamed, type Workspace } from '../../workspace/workspace.ts';
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
    const address = `/api/v1/${folder}/{name}/configuration` as const;
    define(
      app,
      createRoute({
        method: 'get',
        path: address,
        summary: `The configuration that a ${kind} has now, as text`,
        request: { params: NAMED, query: FILE },
        responses: { 200: file('The text', 'text/plain'), ...PROBLEMS },
      }),
      (c) => {
        const owner = ownerOf(workspace, kind, c.req.valid('param').name);
        const found = workspace.readConfiguration(owner, presentFile(workspace, owner, c.req.valid('query')));
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
        path: address,
        summary: `Stores the configuration that a ${kind} has now; up to 64 MB, as text or bytes`,
        request: {
          params: NAMED,
          headers: PRECONDITION,
          query: z.object({
            dialect: text('Its language; found out from the text if left out', 100),
            file: text(
              'The file to put it into; if left out, the one in the same language and for the same address family, else a new one beside all others',
              300,
            ),
          }),
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
        const into = namedFile(workspace, owner, c.req.valid('query').file);
        const next = workspace.beginConfiguration(owner);
        try {
          await readPieces(c.req.header('content-length'), c.req.raw.body, MOST_BYTES, next.write);
          const stored = await next.commit(precondition, { dialect, file: into });
          if (!stored) throw new Problem(422, 'not-text', 'It is empty, or holds bytes that no text has.');
          c.header('etag', stored.revision);
          return c.json(stored);
        } catch (error) {
          if (error instanceof Misnamed) throw misnamed(error);
          throw error;
        } finally {
          next.discard();
        }
      },
    );
    define(
      app,
      createRoute({
        method: 'delete',
        path: address,
        summary: `Removes the configuration of a ${kind} from the workspace, or one file of it`,
        request: { params: NAMED, headers: PRECONDITION, query: FILE },
        responses: { 204: { description: 'It is removed' }, ...PROBLEMS },
      }),
      (c) => {
        const owner = ownerOf(workspace, kind, c.req.valid('param').name);
        const found = workspace.configuration(owner);
        if (!found) throw noConfiguration(owner);
        const one = presentFile(workspace, owner, c.req.valid('query'));
        const { file: newest, others = [], parts = [newest] } = found;
        const rest = others.filter((other) => !parts.includes(other));
        if (one === undefined && rest.length > 0)
          throw new Problem(
            409,
            'several-files',
            `${owner.name} has other files, too: ${rest.join(', ')}. Say with file which one is to be removed.`,
          );
        workspace.removeConfiguration(owner, preconditionOf(c), one);
        return c.body(null, 204);
      },
    );
  }
}

const FILE = z.object({ file: text('One of its files; the one that was written last if left out', 300) });

/** One of the files that there are. */
function presentFile(
  workspace: Workspace,
  owner: Owner,
  { file: asked }: { readonly file?: string | undefined },
): string | undefined {
  if (asked === undefined || asked === '') return undefined;
  const found = workspace.configuration(owner);
  if (!found) throw noConfiguration(owner);
  const files = [found.file, ...(found.others ?? [])];
  const known = files.find((one) => one === asked || path.posix.basename(one) === asked);
  if (known === undefined)
    throw unknown('file', asked, [...files, ...files.map((one) => path.posix.basename(one))]);
  return known;
}

/** A file that may be there or not, but is called after its filter or host. */
function namedFile(workspace: Workspace, owner: Owner, asked: string | undefined): string | undefined {
  const { hierarchy } = workspace.hierarchy();
  if (asked === undefined || asked === '' || !hierarchy) return undefined;
  const own = ownPath(owner, asked, hierarchy);
  if (own !== undefined) return own;
  const stem = stemOf(owner, hierarchy) ?? '';
  const message = `a file of ${owner.name} is called ${stem}, a dot and an ending: ${stem}.rules.v4`;
  throw new Problem(422, 'value', undefined, { errors: [{ field: 'file', message }] });
}

function misnamed({ fitting }: Misnamed): Problem {
  const message =
    fitting === undefined
      ? 'it isn’t called after its filter or host'
      : `neither its text nor its name says the language: call it ${fitting}…`;
  return new Problem(422, 'value', undefined, { errors: [{ field: 'file', message }] });
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
