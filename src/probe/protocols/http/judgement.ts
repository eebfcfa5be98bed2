/** What a web server's answer says about the role that should stand behind it. */
import { plainText } from '../shared/bytes.ts';
import type { HttpReply, HttpRequest } from './request.ts';

/**
 * `own`: the role itself answered; nothing else says that. `there`: the path leads to something, which is a proof
 * only where the server doesn't say the same about any other path. `absent`: the server doesn't know the path.
 * `failing`: it knows the path, and can't serve it. `foreign`: an answer that the role doesn't give.
 */
export type Judgement =
  | { readonly kind: 'own'; readonly says: string; readonly facts?: Readonly<Record<string, string>> }
  | { readonly kind: 'there' | 'absent' | 'failing' | 'foreign' };

export interface RoleQuestion {
  /** The role, with its article: `a management point`. */
  readonly role: string;
  readonly request: HttpRequest;
  judge(reply: HttpReply): Judgement;
  /** More to ask once the role has answered; what isn't answered is left out. */
  readonly further?: readonly Further[];
  /** What to look at when a web server answers that doesn't know the path. */
  readonly look: string;
}

export interface Further {
  readonly request: HttpRequest;
  facts(reply: HttpReply): Readonly<Record<string, string>>;
}

/** IIS and HTTP.SYS say these about paths that they know: sign-in, certificate, method, or the request is wrong. */
const KNOWN_PATH: ReadonlySet<number> = new Set([200, 204, 207, 400, 401, 403, 405, 411, 415]);

/** For roles whose own words can't be had without signing in. */
export function knowsPath(reply: HttpReply): Judgement {
  if (reply.status === 404 || reply.status === 410) return { kind: 'absent' };
  if (reply.status >= 500) return { kind: 'failing' };
  return { kind: KNOWN_PATH.has(reply.status) ? 'there' : 'foreign' };
}

/** `403 Forbidden`. */
export function statusOf(reply: HttpReply): string {
  return plainText(`${reply.status} ${reply.reason}`.trim(), 60);
}

/** One header's value, fit for people. */
export function header(reply: HttpReply, name: string): string | undefined {
  const value = reply.headers[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined ? undefined : plainText(text, 120);
}
