/** The certificate that a kit saw, judged as the probe judges one. */
import { X509Certificate } from 'node:crypto';
import type { Observation } from '../../plan/observation.ts';
import type { Answer } from '../protocol.ts';
import { judgeNamed } from '../protocols/http/named.ts';
import { known } from '../protocols/shared/answers.ts';
import { judgeCertificate } from '../protocols/tls/certificate.ts';
import type { ProbeTask } from '../task.ts';

/** A kit's word for a chain of which it can't say whether it is trusted. */
const UNKNOWN = 'not looked at';

export interface SeenTls {
  readonly says: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly problem?: string;
  readonly next?: string;
  /** Inspection on the way, or a certificate that is none: nothing more is to be judged. */
  readonly ends?: Answer;
}

/**
 * @param number - of the connection
 * @param names - what the certificate may be for
 */
export function certificateFacts(
  facts: Observation['facts'],
  number: string,
  names: readonly string[],
): SeenTls {
  const version = versionOf(facts[`tls ${number}`] ?? '');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(facts[`certificate ${number}`] ?? '', 'base64'));
  } catch {
    const says = 'TLS with a certificate that can’t be read';
    return { says, facts: {}, ends: { answer: 'other', says, facts: {} } };
  }
  const chain = facts[`chain ${number}`];
  const isUnknown = chain === undefined || chain === UNKNOWN;
  const untrusted = isUnknown || chain === 'trusted' ? undefined : chain;
  const judged = judgeCertificate(certificate.toLegacyObject(), names, untrusted, Date.now());
  const all = known({
    TLS: version,
    ...judged.facts,
    ...(isUnknown && { 'certificate chain': UNKNOWN }),
  });
  if (judged.inspectedBy !== undefined) {
    const says = `TLS is inspected on the way: ${judged.inspectedBy} issued the certificate that was shown`;
    const next = 'Exempt this destination from TLS inspection';
    return { says, facts: all, ends: { answer: 'intercepted', says, facts: all, next } };
  }
  const { problem } = judged;
  return {
    says: problem === undefined ? version : `${version}, but ${problem}`,
    facts: all,
    ...(problem !== undefined && { problem, next: `Clients may refuse this server: ${problem}` }),
  };
}

/** A service of which the handshake is all that was asked. */
export function judgeTls(task: ProbeTask, seen: SeenTls): Answer {
  if (task.service === 'client-notification')
    return { answer: 'right', says: `${seen.says}: the notification server shakes hands`, facts: seen.facts };
  if (seen.problem === undefined && seen.facts['certificate chain'] === UNKNOWN)
    return {
      answer: 'unproven',
      says: `${seen.says}: the name is right, but whether the certificate is trusted wasn’t looked at`,
      facts: seen.facts,
      next: 'Run the kit where Python 3 is, or the one for PowerShell: they look at the chain',
    };
  return judgeNamed(task.to.fqdns[0] ?? task.to.name, seen, /-cmg(-classic)?$/.test(task.conversation));
}

/** `TLSv1.3` of Python and `Tls12` of .NET → `TLS 1.3`, `TLS 1.2`. */
function versionOf(text: string): string {
  const match = /^tls(?:v?1[.]?(\d)?)?$/i.exec(text);
  return match?.[1] === undefined ? 'TLS' : `TLS 1.${match[1]}`;
}
