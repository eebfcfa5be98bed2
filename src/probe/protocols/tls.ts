/** TLS on a connection that is open: the handshake, and what the server's certificate says. RFC 8446, RFC 5246. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import tls, { type SecureContext, type TLSSocket } from 'node:tls';
import type { Answer, CheckContext, ResponderContext, TcpConnection } from '../protocol.ts';
import { closed, known, other, silent, unproven } from './shared/answers.ts';
import { judgeCertificate } from './tls/certificate.ts';
import { asksForCertificate } from './tls/certificate-request.ts';
import { Tap } from './tls/tap.ts';

export interface Secured {
  /** The connection inside of TLS. Closing it closes the one below, too. */
  readonly connection: TcpConnection;
  readonly facts: Readonly<Record<string, string>>;
  /** `TLS 1.3 with a certificate for …`. */
  readonly says: string;
  /** What of the certificate would stop a client: half a sentence. */
  readonly problem?: string;
  /** What to do about the problem. */
  readonly next?: string;
}

export interface TlsOptions {
  /** Names that the certificate may be for, the best first; default: the task's names. Without any, no name is compared. */
  readonly names?: readonly string[];
  /** Protocols to offer (ALPN). */
  readonly alpn?: readonly string[];
}

/**
 * Shakes hands as a client that looks at the certificate but doesn't insist on it. Old versions are accepted and said.
 * @param expected - what the port is for, with its article: `an LDAP server with TLS`
 * @returns the secured connection, or the answer that the check ends with: no TLS, silence, inspection on the way
 */
export async function secure(
  context: CheckContext,
  connection: TcpConnection,
  expected: string,
  options: TlsOptions = {},
): Promise<Secured | { readonly ends: Answer }> {
  const names = options.names ?? context.task.to.fqdns;
  const tap = new Tap(connection.socket);
  // RFC 6066, 3: a name without its last dot, and no address.
  const servername = names.map((name) => name.replace(/\.$/, '')).find((name) => isIP(name) === 0);
  const socket = tls.connect({
    socket: tap,
    secureContext: clientContext(),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...(servername !== undefined && { servername }),
    ...(options.alpn && { ALPNProtocols: [...options.alpn] }),
  });
  let secret: Uint8Array | undefined;
  socket.on('keylog', (line: Buffer) => {
    const match = /^SERVER_HANDSHAKE_TRAFFIC_SECRET [0-9a-f]+ ([0-9a-f]+)/.exec(line.toString('latin1'));
    if (match?.[1]) secret = Buffer.from(match[1], 'hex');
  });
  const outcome = await handshake(socket, context);
  if (outcome !== 'secure') {
    socket.destroy();
    const seen = tap.seen();
    const ends =
      outcome !== 'time' && asksForCertificate(seen, secret) === true
        ? unproven(
            'A TLS server answers, but ends the handshake with who has no client certificate',
            UNSIGNED,
            WITHOUT_CERTIFICATE,
          )
        : failure(outcome, seen, expected, context.timeout);
    return { ends };
  }
  return describe(connection, socket, names, () => asksForCertificate(tap.seen(), secret));
}

/** The server's side, for responders. Without a certificate there is no TLS, and `undefined`. */
export function secureResponder(socket: Duplex, context: ResponderContext): Duplex | undefined {
  const { certificate } = context;
  if (certificate === undefined) return undefined;
  const secured = new tls.TLSSocket(socket as TLSSocket, { isServer: true, ...certificate });
  secured.on('error', () => socket.destroy());
  socket.on('error', () => secured.destroy());
  return secured;
}

/** What to do where only a client with a certificate is answered. */
export const WITHOUT_CERTIFICATE: string =
  'The way is open. A client that has a certificate will tell whether the right service answers';
const UNSIGNED = { answered: 'a TLS server', 'client certificate': 'asked for' } as const;

type Outcome = 'secure' | 'time' | 'end' | { readonly code: string };

function handshake(socket: TLSSocket, context: CheckContext): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      context.signal.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const abort = () => finish('time');
    const timer = setTimeout(abort, context.timeout);
    context.signal.addEventListener('abort', abort);
    socket.once('secureConnect', () => finish('secure'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish({ code: error.code ?? error.message }));
    socket.once('close', () => finish('end'));
  });
}

function failure(
  outcome: Exclude<Outcome, 'secure'>,
  seen: Uint8Array,
  expected: string,
  time: number,
): Answer {
  // RFC 8446, 5.1: alert (21) and handshake (22) records of version 3.x are all that a TLS server can say first.
  const speaksTls = (seen[0] === 21 || seen[0] === 22) && seen[1] === 3;
  if (outcome === 'time') {
    if (seen.length === 0) return silent(expected, time);
    if (!speaksTls) return other(expected, seen);
    // A server that is busy isn't another one.
    return unproven(
      `A TLS server answers, but its handshake didn't end within ${time} ms`,
      { answered: 'a TLS server' },
      'Ask again with a longer --timeout; if that stays so, packets of full size may be lost on the way: look at the MTU',
    );
  }
  if (speaksTls)
    return refusal(typeof outcome === 'string' ? 'it closed the connection' : reason(outcome.code));
  return seen.length === 0 ? closed(expected, seen) : other(expected, seen);
}

function refusal(why: string): Answer {
  return {
    answer: 'other',
    says: `A TLS server answers, but there is no handshake with it: ${why}`,
    facts: { answered: 'a TLS server', 'TLS failure': why },
    next: 'Compare the TLS versions and ciphers that the server allows, and whether it has a certificate bound to the port',
  };
}

/** `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` → `alert protocol version`. */
function reason(code: string): string {
  return code
    .replace(/^ERR_SSL_(SSLV3_|TLSV1_|TLSV13_)?/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function describe(
  outer: TcpConnection,
  socket: TLSSocket,
  names: readonly string[],
  asks: () => boolean | undefined,
): Secured | { readonly ends: Answer } {
  const version = (socket.getProtocol() ?? 'TLS').replace(/^TLSv1$/, 'TLSv1.0').replace('TLSv', 'TLS ');
  const untrusted = socket.authorized ? undefined : String(socket.authorizationError ?? 'unknown');
  const { facts, problem, inspectedBy } = judgeCertificate(
    socket.getPeerCertificate(),
    names,
    untrusted,
    Date.now(),
  );
  const asked = asks();
  const all = known({
    TLS: version,
    'TLS cipher': socket.getCipher()?.standardName,
    ...facts,
    'client certificate': asked === undefined ? undefined : asked ? 'asked for' : 'not asked for',
  });
  if (inspectedBy !== undefined) {
    close(outer, socket);
    return {
      ends: {
        answer: 'intercepted',
        says: `TLS is inspected on the way: ${inspectedBy} issued the certificate that was shown`,
        facts: all,
        next: 'Exempt this destination from TLS inspection',
      },
    };
  }
  return {
    connection: {
      localAddress: outer.localAddress,
      localPort: outer.localPort,
      socket,
      head: () => outer.head(),
      close: () => close(outer, socket),
    },
    facts: all,
    says: problem === undefined ? version : `${version}, but ${problem}`,
    ...(problem !== undefined && { problem, next: `Clients may refuse this server: ${problem}` }),
  };
}

function close(outer: TcpConnection, socket: TLSSocket): void {
  socket.destroy();
  outer.close();
}

let shared: SecureContext | undefined;
const trusted: string[] = [];

/** Trusts one more authority in this process: a lab's. PEM. */
export function trustAlso(certificate: string): void {
  trusted.push(certificate);
  shared = undefined;
}

/** One for all: reading the authorities takes longer than a handshake. Trusts what Node and the system trust. */
function clientContext(): SecureContext {
  shared ??= tls.createSecureContext({
    ca: [...new Set([...tls.rootCertificates, ...systemAuthorities(), ...trusted])],
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  return shared;
}

function systemAuthorities(): readonly string[] {
  try {
    // Since Node 22.15; what NODE_EXTRA_CA_CERTS names is in `extra`.
    return [...tls.getCACertificates('system'), ...tls.getCACertificates('extra')];
  } catch {
    return [];
  }
}
