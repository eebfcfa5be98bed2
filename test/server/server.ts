/** A real server on a free port, on a workspace of its own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ServeOptions, type Serving, serve } from '../../src/server/serve.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');

// biome-ignore lint/suspicious/noExplicitAny: documents are looked into at many places.
export type Loose = any;

export interface TestServer extends Omit<Serving, 'newLink'> {
  /** A link that signs in once. */
  newLink(): string;
  readonly folder: string;
  /** What went wrong inside. */
  readonly logged: string[];
  /** Asks as somebody who signed in, with the header that changes need. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON document, and the status. */
  json(path: string, init?: RequestInit): Promise<{ status: number; headers: Headers; body: Loose }>;
  readonly cookie: string;
  end(): Promise<void>;
}

export interface TestServerOptions extends Partial<Omit<ServeOptions, 'workspace'>> {
  /** An example to copy; an empty folder if left out. */
  readonly example?: 'contoso' | 'branch';
}

export async function startServer({ example, ...options }: TestServerOptions = {}): Promise<TestServer> {
  const root = mkdtempSync(path.join(tmpdir(), 'portolan-server-'));
  const folder = path.join(root, example ?? 'empty');
  mkdirSync(folder);
  if (example) cpSync(path.join(EXAMPLES, example, 'hierarchy.yaml'), path.join(folder, 'hierarchy.yaml'));
  const logged: string[] = [];
  const serving = await serve({
    host: '127.0.0.1',
    port: 0,
    version: '0.0.0',
    readOnly: false,
    log: (message) => logged.push(message),
    ...options,
    workspace: folder,
  });
  const newLink = (): string => serving.newLink() ?? '';
  const cookie = await signIn(newLink());
  const call: TestServer['call'] = (asked, { headers, ...init } = {}) =>
    fetch(serving.url + asked, {
      redirect: 'manual',
      ...init,
      headers: { cookie, 'x-portolan': '1', ...(headers as Record<string, string>) },
    });
  return {
    ...serving,
    newLink,
    folder,
    logged,
    cookie,
    call,
    async json(asked, init) {
      const response = await call(asked, init);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
    async end() {
      await serving.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Uses a link; the cookie that it gives. */
export async function signIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

export const put = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'PUT',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

export const post = (body: unknown): RequestInit => ({ ...put(body), method: 'POST' });
