import * as oidc from 'openid-client';
import { type Claims, hasClaim } from './roles.ts';
import type { SignInSettings } from './settings.ts';

/** What must be the same when the provider sends the browser back. */
export interface Transaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the person wanted to go. */
  readonly target: string;
}

export interface SignedIn {
  readonly claims: Claims;
  readonly idToken?: string;
}

/** The identity provider, as far as signing in needs it. */
export interface Provider {
  /** Where to send the browser. */
  begin(target: string): Promise<{ readonly url: URL; readonly transaction: Transaction }>;
  /** Checks what the provider sent back; rejects whatever doesn't fit. */
  finish(returned: URL, transaction: Transaction): Promise<SignedIn>;
  /** Where to sign out of the provider, if it has such a place. */
  signOut(idToken: string | undefined): Promise<URL | undefined>;
}

/** Path that the provider sends browsers back to: it has to be registered there. */
export const CALLBACK = '/sign-in/callback';

const TIMEOUT_SECONDS = 10;

/** Asks the provider what it can do at the first sign-in, so that a server starts without it, too. */
export function providerOf(settings: SignInSettings): Provider {
  const { issuer, clientId, clientSecret, scopes, address, roles } = settings;
  const redirect = new URL(CALLBACK, address);
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(
        issuer,
        clientId,
        clientSecret,
        clientSecret === undefined ? oidc.None() : secretAuth(clientSecret),
        {
          timeout: TIMEOUT_SECONDS,
          execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
        },
      )
      .catch((error) => {
        // The next one who signs in asks again.
        known = undefined;
        throw error;
      });
    return known;
  };
  return {
    async begin(target) {
      const config = await configuration();
      const verifier = oidc.randomPKCECodeVerifier();
      const transaction = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, target };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect.href,
        scope: scopes,
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url, transaction };
    },
    async finish(returned, { state, nonce, verifier }) {
      const config = await configuration();
      const current = new URL(redirect);
      current.search = returned.search;
      const tokens = await oidc.authorizationCodeGrant(config, current, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const idClaims: Claims & { readonly sub?: string } = tokens.claims() ?? {};
      const idToken = tokens.id_token;
      const signed = { claims: idClaims, ...(idToken !== undefined && { idToken }) };
      const isThere = hasClaim(idClaims, roles.claim);
      if (isThere || config.serverMetadata().userinfo_endpoint === undefined) return signed;
      const more = await oidc.fetchUserInfo(config, tokens.access_token, idClaims.sub ?? '');
      return { ...signed, claims: { ...more, ...idClaims } };
    },
    async signOut(idToken) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, {
        post_logout_redirect_uri: new URL('/', address).href,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      });
    },
  };
}

/** Shows the secret in the way that every provider has to know, unless it says that it knows the other one only. */
function secretAuth(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const known = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return known.includes('client_secret_basic') ? basic(server, ...rest) : post(server, ...rest);
  };
}

/** Why signing in failed, in a word for the audit log: codes of the protocol, never what the provider wrote. */
export function failureOf(error: unknown): string {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
    return `provider: ${safeCode(error.error)}`;
  return safeCode(codesOf(error).at(-1) ?? 'not checked');
}

/** Codes of an error and of what caused it, which is where the network says what happened. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const { code } = error as NodeJS.ErrnoException;
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(error.cause, depth + 1)];
}

/** Whether the provider itself said no, or couldn't be asked. */
export function isRefusal(error: unknown): boolean {
  return error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied';
}

function safeCode(code: string): string {
  return code.replace(/[^\w .-]/g, '').slice(0, 80);
}
