/** A server that people sign in to: with TLS, under a name of its own, beside a real identity provider. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT, type IdentityProvider, identityProvider } from '../server/identity-provider.ts';
import { OWN_NAME } from './browser.ts';
import { type Server, startServer } from './server.ts';

export interface SignInServer {
  readonly server: Server;
  readonly provider: IdentityProvider;
  /** Where browsers find it: another site than the provider. */
  readonly url: string;
  close(): Promise<void>;
}

/** Readers look, writers change, and nobody else comes in. */
const ROLES = '{ viewer: readers, editor: writers }';

export async function startSignInServer(): Promise<SignInServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-sign-in-'));
  const file = (name: string): string => path.join(folder, name);
  const port = await freePort();
  const url = `https://${OWN_NAME}:${port}`;
  const provider = await identityProvider(`${url}/sign-in/callback`);
  makeCertificate(file('key.pem'), file('cert.pem'));
  writeFileSync(file('secret'), CLIENT.secret);
  writeFileSync(
    file('sign-in.yaml'),
    `issuer: ${provider.issuer}\nclientId: ${CLIENT.id}\nclientSecretFile: secret\naddress: ${url}\nroles: ${ROLES}\n`,
  );
  const server = await startServer('contoso', [
    '--port',
    String(port),
    '--tls-cert',
    file('cert.pem'),
    '--tls-key',
    file('key.pem'),
    '--sign-in',
    file('sign-in.yaml'),
  ]);
  return {
    server,
    provider,
    url,
    async close() {
      await server.remove();
      await provider.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signed by nobody: the browser is told to take it. */
function makeCertificate(key: string, certificate: string): void {
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-days', '2', '-subj', `/CN=${OWN_NAME}`, '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' });
}

/** The provider has to know it before the server starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
