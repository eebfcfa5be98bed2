/** What an administrator wants to know of a server's certificate. */
import tls, { type PeerCertificate } from 'node:tls';
import type { LooseFacts } from '../shared/answers.ts';
import { plainText } from '../shared/bytes.ts';

/** What of a certificate would keep a client from connecting; absent where nothing would. */
export interface CertificateJudgement {
  readonly facts: LooseFacts;
  readonly problem?: string;
  /** The inspecting product that signed it in the server's place. */
  readonly inspectedBy?: string;
}

/**
 * @param names - what a client would ask for; one of them in the certificate is enough
 * @param untrusted - OpenSSL's reason why the chain isn't trusted here; absent where it is
 * @param now - milliseconds since 1970
 */
export function judgeCertificate(
  certificate: PeerCertificate,
  names: readonly string[],
  untrusted: string | undefined,
  now: number,
): CertificateJudgement {
  const inspectedBy = inspector(certificate);
  const nameProblem = mismatch(certificate, names);
  const problem = expiry(certificate, now) ?? nameProblem ?? trust(untrusted);
  return {
    facts: {
      'certificate subject': distinguished(certificate.subject),
      'certificate issuer': distinguished(certificate.issuer),
      'certificate names': plainText(certificate.subjectaltname ?? '', 1000),
      'certificate valid from': isoDate(certificate.valid_from),
      'certificate valid to': isoDate(certificate.valid_to),
      'certificate sha256': certificate.fingerprint256?.replaceAll(':', '').toLowerCase(),
      'certificate chain':
        untrusted === undefined ? 'trusted here' : `not trusted here: ${plainText(untrusted)}`,
      'certificate name': names.length === 0 ? undefined : (nameProblem ?? 'matches'),
    },
    ...(problem !== undefined && { problem }),
    ...(inspectedBy !== undefined && { inspectedBy }),
  };
}

function expiry({ valid_from, valid_to }: PeerCertificate, now: number): string | undefined {
  if (Date.parse(valid_to) < now) return `the certificate expired on ${isoDate(valid_to)}`;
  if (Date.parse(valid_from) > now) return `the certificate isn’t valid before ${isoDate(valid_from)}`;
  return undefined;
}

function mismatch(certificate: PeerCertificate, names: readonly string[]): string | undefined {
  if (names.length === 0 || names.some((name) => matches(name, certificate))) return undefined;
  return `the certificate isn’t for ${names.map((name) => plainText(name)).join(' or ')}`;
}

function matches(name: string, certificate: PeerCertificate): boolean {
  try {
    return tls.checkServerIdentity(name, certificate) === undefined;
  } catch {
    return false;
  }
}

function trust(untrusted: string | undefined): string | undefined {
  return untrusted === undefined
    ? undefined
    : `the certificate isn’t trusted on this machine (${plainText(untrusted)})`;
}

/** Products that inspect TLS sign with authorities that bear their names. Names that others have, too, are left out. */
const INSPECTORS =
  /zscaler|netskope|blue ?coat|symantec web (security|gateway)|fortigate|fortinet|palo ?alto networks|forcepoint|websense|cisco umbrella|mcafee web gateway|skyhigh (security|networks)|sophos|barracuda networks|check ?point (software|security|gateway|firewall)|iboss|menlo security|untangle|\bsquid\b|mitmproxy|sonicwall|watchguard/i;

function inspector({ issuer }: PeerCertificate): string | undefined {
  const name = [issuer?.O, issuer?.OU, issuer?.CN].flat().find((part) => INSPECTORS.test(part ?? ''));
  return name === undefined ? undefined : plainText(name);
}

function distinguished(name: PeerCertificate['subject'] | undefined): string {
  const parts = Object.entries(name ?? {}).flatMap(([key, value]) =>
    [value ?? ''].flat().map((one) => `${key}=${one}`),
  );
  return plainText(parts.join(', '), 400);
}

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? plainText(text) : new Date(time).toISOString().slice(0, 10);
}
