import { loadCatalog } from '../catalog/load.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { createApp } from './app.ts';
import type { AppContext } from './context.ts';
import { documents } from './documents.ts';
import { JobQueue } from './jobs/queue.ts';
import { jobMemory, workerFile } from './jobs/worker-file.ts';
import { type ListenOptions, listen } from './listen.ts';
import { isLoopback } from './security/host.ts';
import { tokenAuth } from './sign-in/token.ts';

export interface ServeOptions extends ListenOptions {
  /** A folder, or a hierarchy document in one. */
  readonly workspace: string;
  readonly version: string;
  readonly readOnly: boolean;
  /** Where browsers find it, if a proxy stands before it. */
  readonly publicUrl?: URL;
  log(message: string): void;
}

export interface Serving {
  readonly port: number;
  /** Where it is found, without a token. */
  readonly url: string;
  /** A link that signs in once. */
  newLink(): string;
  close(): Promise<void>;
}

/** Opens a workspace and serves it until it is closed. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, tls, version, readOnly, publicUrl, log } = options;
  const ends = new AbortController();
  const catalog = loadCatalog();
  const workspace = openWorkspace(options.workspace, { catalog });
  const isSecure = tls !== undefined || publicUrl?.protocol === 'https:';
  const auth = tokenAuth(workspace.folder, isSecure);
  const jobs = new JobQueue({ file: workerFile(), megabytes: jobMemory() });
  const context: AppContext = {
    workspace,
    catalog,
    auth,
    documents: documents(),
    jobs,
    version,
    readOnly,
    isLoopback: isLoopback(host),
    ...(publicUrl && { publicUrl }),
    ends: ends.signal,
    log,
  };
  const { port, close } = await listen(createApp(context), options);
  const name = host.includes(':') ? `[${host}]` : host;
  const url = publicUrl?.origin ?? `${tls ? 'https' : 'http'}://${name}:${port}`;
  return {
    port,
    url,
    newLink: () => url + auth.newLink(),
    async close() {
      ends.abort();
      await Promise.all([jobs.close(), close()]);
      workspace.close();
    },
  };
}

export { openExample } from './example.ts';
export { isLoopback } from './security/host.ts';
