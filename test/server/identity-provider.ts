/** A real OpenID provider on this machine: whoever comes is signed in as `account`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProvider {
  readonly issuer: string;
  /** Claims of whoever signs in next. */
  account: Record<string, unknown>;
  /** Says no instead. */
  denies: boolean;
  /** Looks at each request to the token endpoint, and may change it. */
  atToken: (request: IncomingMessage) => void;
  close(): Promise<void>;
}

export const CLIENT = { id: 'portolan', secret: 'a-secret-of-the-client' };
export const OTHER = { id: 'another', secret: 'a-secret-of-another-client' };

/** `Basic …`, as a client shows its secret. */
export function basic({ id, secret }: typeof CLIENT): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

export async function identityProvider(redirect: string, codeSeconds = 60): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = ({ id, secret }: typeof CLIENT): object => ({
    client_id: id,
    client_secret: secret,
    redirect_uris: [redirect],
    post_logout_redirect_uris: [new URL('/', redirect).href],
    application_type: 'web',
  });
  const self: IdentityProvider = {
    issuer,
    account: { sub: 'u1' },
    denies: false,
    atToken: () => {},
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
  const provider = new Provider(issuer, {
    clients: [client(CLIENT), client(OTHER)],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    scopes: ['openid', 'profile', 'email'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: {
      AuthorizationCode: codeSeconds,
      AccessToken: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
      Grant: 60,
    },
    cookies: { keys: ['of a test'] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ ...self.account, sub: id }),
    }),
    renderError: (context: { body: string }, out: { error: string }) => {
      context.body = out.error;
    },
  });
  const answer = provider.callback();
  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const finish = (result: object): Promise<void> =>
      provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
    if (self.denies) return finish({ error: 'access_denied', error_description: 'no' });
    if (prompt.name === 'login') return finish({ login: { accountId: String(self.account.sub) } });
    const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid profile email');
    return finish({ consent: { grantId: await grant.save() } });
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/')) {
      interact(request, response).catch(() => response.writeHead(500).end());
      return;
    }
    if (request.url === '/token') self.atToken(request);
    answer(request, response);
  });
  return self;
}
