/** A server as `portolan serve --sign-in` starts it, with a real provider, over the network. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/process.ts';
import { type Serving, serve } from '../../src/server/serve.ts';
import { readSignIn, type SignInSettings } from '../../src/server/sign-in/settings.ts';
import { CLIENT, type IdentityProvider, identityProvider } from './identity-provider.ts';
import { Visitor } from './visitor.ts';

export interface SignInServer {
  readonly folder: string;
  /** Where browsers find it. */
  readonly own: string;
  readonly provider: IdentityProvider;
  readonly serving: Serving;
  /** Somebody who signed in, whose account has these roles: `writers` are editors, others viewers. */
  signedIn(name: string, roles: readonly string[]): Promise<Visitor>;
  end(): Promise<void>;
}

export async function startSignInServer(
  example: 'branch' | 'contoso' = 'branch',
  changes: Partial<SignInSettings> = {},
): Promise<SignInServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-sign-in-'));
  cpSync(path.join(ROOT, `examples/${example}/hierarchy.yaml`), path.join(folder, 'hierarchy.yaml'));
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const provider = await identityProvider(`${own}/sign-in/callback`);
  const signIn = readSignIn({
    file: 'sign-in.yaml',
    text: `issuer: ${provider.issuer}\nclientId: ${CLIENT.id}\naddress: ${own}\nroles: { editor: writers, otherwise: viewer }\n`,
    environment: { PORTOLAN_OIDC_CLIENT_SECRET: CLIENT.secret },
    read: () => '',
  });
  const serving = await serve({
    workspace: folder,
    host: '127.0.0.1',
    port,
    version: '0',
    readOnly: false,
    signIn: { ...signIn, ...changes },
    log: () => {},
  });
  return {
    folder,
    own,
    provider,
    serving,
    async signedIn(name, roles) {
      provider.account = { sub: name, preferred_username: name, roles };
      const visitor = new Visitor(own, (request) => fetch(request));
      await visitor.follow('/sign-in', (url) => url.origin === own && url.pathname === '/');
      return visitor;
    },
    async end() {
      await serving.close();
      await provider.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
