/** CONNECT, RFC 9110, 9.3.6: the question, and what the answer to it says. */
import type { Answer } from '../../protocol.ts';
import { known, other, unproven } from '../shared/answers.ts';
import { plainText } from '../shared/bytes.ts';
import type { Destination } from './destinations.ts';

export const EXPECTED: string = 'a web proxy';

/** `name:443`. */
export function targetOf({ host, port }: Destination): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function connectRequest(destination: Destination): Buffer {
  const target = targetOf(destination);
  return Buffer.from(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nUser-Agent: Portolan\r\n\r\n`);
}

/** What speaks against the tunnel; `undefined` where it is open. */
export function judgeConnect(target: string, bytes: Uint8Array): Answer | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const line = /^HTTP\/1\.[01] (\d{3})([^\r\n]{0,60})/.exec(text);
  if (line === null) return other(EXPECTED, bytes);
  const status = Number(line[1]);
  if (status >= 200 && status <= 299) return undefined;
  return refused(target, status, plainText(`${status}${line[2]}`), text);
}

/** Where the header of an answer ends. */
export function headerEnd(bytes: Uint8Array): number | 'more' | 'other' {
  const text = Buffer.from(bytes).toString('latin1');
  if (!'HTTP/1.'.startsWith(text.slice(0, 7))) return 'other';
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? 'more' : end + 4;
}

/** Whether the proxy failed on its own way on, or can't say more: RFC 9110, 15.6. Squid says 500 to CONNECT, 503 to GET. */
export function isOwnFailure(status: number): boolean {
  return status >= 500 && status !== 501;
}

/** @param text - the answer's header, or the lines of it that tell a proxy */
export function refused(target: string, status: number, shown: string, text: string): Answer {
  const header = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*([^\\r\\n]{1,120})`, 'im').exec(text)?.[1];
  const error = header('x-squid-error');
  const isProxy = status === 407 || error !== undefined || header('via') !== undefined;
  const facts = known({
    HTTP: shown,
    server: header('server') && plainText(header('server') ?? ''),
    'proxy error': error && plainText(error),
    ...(isProxy && { proxy: 'answers' }),
  });
  // RFC 9110, 15.5.6: who knows no CONNECT says 405; nginx says 400.
  if (!isProxy && [400, 404, 405, 501].includes(status))
    return {
      answer: 'other',
      says: `A web server answers, not ${EXPECTED}: it says ${shown} to CONNECT`,
      facts,
      next: 'Look at the proxy’s port',
    };
  // Rules that deny and a way on that fails can look alike here: nothing is said about the proxy's rules.
  if (isOwnFailure(status))
    return unproven(
      `The proxy answers, but doesn't reach ${target} itself (${shown}): whether its rules let it pass isn't known`,
      facts,
      `Look at the proxy's name resolution, and at its own way to ${target}`,
    );
  return {
    answer: 'other',
    says: `The proxy answers, but doesn't let ${target} pass: ${shown}`,
    facts,
    next:
      status === 407
        ? 'Let this host pass without a sign-in, or give the site system an account for the proxy'
        : `Allow CONNECT to ${target} for this host in the proxy’s rules`,
  };
}
