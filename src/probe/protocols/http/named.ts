/** Whether a certificate shows that a service answers that is known by its name only. */
import type { Answer } from '../../protocol.ts';
import { right, unproven } from '../shared/answers.ts';

/** What a handshake showed: as `secure` of `tls.ts` tells it. */
export interface Shown {
  readonly says: string;
  readonly facts: Answer['facts'];
  readonly problem?: string;
  readonly next?: string;
}

/**
 * The certificate is for the name, and trusted.
 * @param isPrivate - a gateway's certificate may come from the company's own authority, which this machine may not
 *   know: then nobody can tell it from one that a middle box makes
 */
export function judgeNamed(
  expected: string,
  { facts, says, problem, next }: Shown,
  isPrivate: boolean,
): Answer {
  if (problem === undefined) return right(`${says}: ${expected} answers under its name`, facts);
  const isNamed = facts['certificate name'] === 'matches';
  const isUntrusted = facts['certificate chain'] !== 'trusted here';
  const isOfDate = !/expired|valid before/.test(problem);
  // Some of Microsoft's services have certificates of Microsoft's own root, which only Windows trusts.
  const isMicrosoft = /\bO=Microsoft Corporation\b/.test(facts['certificate issuer'] ?? '');
  if (isNamed && isOfDate && isUntrusted && (isPrivate || isMicrosoft))
    return unproven(`${says}: it is for the right name, and so is what TLS inspection shows`, facts, next);
  return {
    answer: 'other',
    says: `${says}: this is not what ${expected} shows to its clients`,
    facts,
    next: 'Look for TLS inspection on the way, and exempt this destination from it; compare the issuer with what a machine outside sees',
  };
}
