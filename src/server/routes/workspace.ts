import { createRoute, z } from '@hono/zod-openapi';
import type { Catalog } from '../../catalog/model.ts';
import type { Hierarchy, Host } from '../../hierarchy/model.ts';
import { createZoneIndex } from '../../hierarchy/zoneIndex.ts';
import { countSeverities } from '../../report/diagnostics-json.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';
import { CONFIGURATION, COUNTS } from '../schemas.ts';
import { isValid } from '../state.ts';

const WORKSPACE = z
  .object({
    name: z.string(),
    hierarchy: z.object({
      file: z.string(),
      revision: z.string().optional(),
      valid: z.boolean(),
      counts: COUNTS,
    }),
    title: z.string().optional(),
    filters: z.array(
      z.object({
        name: z.string(),
        dialect: z.string(),
        between: z.array(z.string()),
        configuration: CONFIGURATION.optional(),
      }),
    ),
    hosts: z.array(
      z.object({
        name: z.string(),
        roles: z.array(z.object({ role: z.string(), title: z.string() })),
        zones: z.array(z.string()),
        addresses: z.array(z.string()),
        fqdn: z.string().optional(),
        site: z.string().optional(),
        dialect: z.string().optional(),
        configuration: CONFIGURATION.optional(),
      }),
    ),
    networks: z
      .array(z.object({ name: z.string(), kind: z.enum(['clients', 'consoles']) }))
      .openapi({ description: 'Networks of clients and of consoles' }),
    sites: z.array(z.string()),
    zones: z.array(z.object({ name: z.string() })),
    counts: z.object({ flows: z.int(), conversations: z.int() }),
  })
  .openapi('Workspace');
type WorkspaceDocument = z.infer<typeof WORKSPACE>;

export function registerWorkspace(app: App, { workspace, catalog }: AppContext): void {
  const route = createRoute({
    method: 'get',
    path: '/api/v1/workspace',
    summary: 'What the workspace holds',
    responses: { 200: json('The workspace', WORKSPACE), ...PROBLEMS },
  });
  define(app, route, (c) => answerJson(c, workspaceDocument(workspace, catalog)));
}

function workspaceDocument(workspace: Workspace, catalog: Catalog): WorkspaceDocument {
  const state = workspace.hierarchy();
  const { hierarchy, planned, file, revision, diagnostics } = state;
  const flows = planned?.plan.flows ?? [];
  return {
    name: workspace.name,
    hierarchy: {
      file,
      ...(revision !== undefined && { revision }),
      valid: isValid(state),
      counts: countSeverities(diagnostics),
    },
    ...(hierarchy && { title: hierarchy.name }),
    ...inside(workspace, hierarchy, catalog),
    counts: { flows: flows.length, conversations: new Set(flows.map((f) => f.conversation.id)).size },
  };
}

type Inside = Pick<WorkspaceDocument, 'filters' | 'hosts' | 'networks' | 'sites' | 'zones'>;

function inside(workspace: Workspace, hierarchy: Hierarchy | undefined, catalog: Catalog): Inside {
  if (!hierarchy) return { filters: [], hosts: [], networks: [], sites: [], zones: [] };
  const stored = new Map(
    workspace
      .configurations()
      .map(({ owner, configuration }) => [`${owner.kind} ${owner.name}` as string, configuration] as const),
  );
  const configurationOf = (key: string): Pick<WorkspaceDocument['filters'][number], 'configuration'> => {
    const configuration = stored.get(key);
    return configuration ? { configuration } : {};
  };
  const zonesOf = createZoneIndex(hierarchy.zones);
  return {
    filters: hierarchy.filters.map(({ name, dialect, between }) => ({
      name,
      dialect,
      between: [...between],
      ...configurationOf(`filter ${name}`),
    })),
    hosts: hierarchy.hosts.map((host) => ({
      ...hostDocument(host, catalog),
      zones: zonesOf(host.addresses).map(({ zone }) => zone),
      ...configurationOf(`host ${host.name}`),
    })),
    networks: [
      ...hierarchy.clients.map(({ name }) => ({ name, kind: 'clients' as const })),
      ...hierarchy.consoles.map(({ name }) => ({ name, kind: 'consoles' as const })),
    ],
    sites: hierarchy.sites.map(({ code }) => code),
    zones: hierarchy.zones.map(({ name }) => ({ name })),
  };
}

function hostDocument(
  { name, roles, addresses, fqdn, site, dialect }: Host,
  catalog: Catalog,
): Omit<WorkspaceDocument['hosts'][number], 'zones'> {
  return {
    name,
    roles: roles.map(({ role }) => ({ role, title: catalog.roles.get(role)?.title ?? role })),
    addresses: addresses.map(({ text }) => text),
    ...(fqdn !== undefined && { fqdn }),
    ...(site !== undefined && { site }),
    ...(dialect !== undefined && { dialect }),
  };
}
