import { setMaxListeners } from 'node:events';
import { loadCatalog } from '../catalog/load.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { createApp } from './app.ts';
import type { AppContext, Guard, RequestContext } from './context.ts';
import { documents } from './documents.ts';
import { Aside } from './jobs/aside.ts';
import { PiecesAside } from './jobs/pieces-aside.ts';
import { JobQueue } from './jobs/queue.ts';
import { jobMemory, workerFile } from './jobs/worker-file.ts';
import { type ListenOptions, listen } from './listen.ts';
import { MOST_PLANNED_HERE, planAside } from './plan-aside.ts';
import { auditFile, workspaceAudit } from './security/audit.ts';
import { isLoopback } from './security/host.ts';
import { peerOf } from './security/peer.ts';
import { oidcAuth } from './sign-in/oidc.ts';
import type { SignInSettings } from './sign-in/settings.ts';
import { tokenAuth } from './sign-in/token.ts';

export interface ServeOptions extends ListenOptions {
  /** A folder, or a hierarchy document in one. */
  readonly workspace: string;
  readonly version: string;
  readonly readOnly: boolean;
  /** Where browsers find it, if a proxy stands before it. */
  readonly publicUrl?: URL;
  /** An identity provider to sign in with, instead of links. */
  readonly signIn?: SignInSettings;
  /** File for the audit log; one in the workspace's folder if left out. */
  readonly auditLog?: string;
  /** How much of a plan is printed at once and not aside; the usual if absent. */
  readonly mostRulesHere?: number;
  /** Bytes of a hierarchy that is planned at once and not aside; the usual if absent. */
  readonly mostPlannedHere?: number;
  log(message: string): void;
}

export interface Serving {
  readonly port: number;
  /** Where it is found, without a token. */
  readonly url: string;
  /** A link that signs in once; nothing where people sign in with an identity provider. */
  newLink(): string | undefined;
  close(): Promise<void>;
}

/** Opens a workspace and serves it until it is closed. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, tls, version, readOnly, signIn, mostRulesHere, log } = options;
  const { mostPlannedHere = MOST_PLANNED_HERE } = options;
  const publicUrl = options.publicUrl ?? signIn?.address;
  const ends = new AbortController();
  // Every browser that listens to events is one.
  setMaxListeners(0, ends.signal);
  const catalog = loadCatalog();
  const worker = { file: workerFile(), megabytes: jobMemory() };
  const [jobs, aside] = [new JobQueue(worker), new Aside(worker)];
  const planner = planAside(new Aside(worker), catalog, mostPlannedHere, log);
  const piecesAside = new PiecesAside(worker);
  const workspace = openWorkspace(options.workspace, { catalog, planAside: planner });
  const isSecure = tls !== undefined || publicUrl?.protocol === 'https:';
  const guard = guardOf(options, workspace.folder);
  const links = tokenAuth(workspace.folder, isSecure);
  const addressOf = (c: RequestContext): string => peerOf(c, guard.proxies);
  const auth = signIn ? oidcAuth({ settings: signIn, audit: guard.audit, addressOf, log }) : links;
  const context: AppContext = {
    workspace,
    catalog,
    auth,
    guard,
    documents: documents(),
    jobs,
    aside,
    piecesAside,
    mostPlannedHere,
    ...(mostRulesHere !== undefined && { mostRulesHere }),
    version,
    readOnly,
    isLoopback: isLoopback(host),
    ...(publicUrl && { publicUrl }),
    ends: ends.signal,
    log,
  };
  const { port, close } = await listen(createApp(context), options);
  // A large one is planned by the time that somebody asks.
  void workspace.ready();
  const name = host.includes(':') ? `[${host}]` : host;
  const url = publicUrl?.origin ?? `${tls ? 'https' : 'http'}://${name}:${port}`;
  return {
    port,
    url,
    newLink: () => (signIn ? undefined : url + links.newLink()),
    async close() {
      ends.abort();
      await Promise.all([jobs.close(), aside.close(), planner.close(), close()]);
      // Whoever still reads a document has been told by then that it is cut off.
      piecesAside.close();
      workspace.close();
    },
  };
}

/** Links for one's own machine are guarded by it; whatever others reach is limited. */
function guardOf({ host, tls, publicUrl, signIn, auditLog, log }: ServeOptions, folder: string): Guard {
  const isLocal = isLoopback(host);
  const audit =
    auditLog === undefined ? workspaceAudit(folder, Date.now, log) : auditFile(auditLog, Date.now, log);
  return {
    audit,
    proxies: signIn?.proxies ?? [],
    onlyThroughProxy: !isLocal && !tls,
    isLimited: !isLocal || publicUrl !== undefined || signIn !== undefined,
  };
}

export { openExample } from './example.ts';
export { refuseExposure } from './security/exposure.ts';
export { loadSignIn, SettingsError } from './sign-in/settings.ts';
