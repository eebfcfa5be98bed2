import type { Answer, CheckContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { domainFor } from '../shared/domain.ts';
import { askNetlogon, readNetlogon } from './netlogon.ts';
import { LDAP, ldapFraming, readEntry, readMessage } from './wire.ts';

const EXPECTED = 'a domain controller’s LDAP over UDP';
const ID = 0x504f;

/** LDAP over UDP: the ping that clients look for a domain controller with. */
export function checkLdapUdp(context: CheckContext): Promise<Answer> {
  const domain = domainFor(context.task);
  return ask(
    context,
    { bytes: askNetlogon(ID, domain), expected: EXPECTED, read: ({ bytes }) => readPong(bytes) },
    ({ netlogon }) => {
      if (netlogon === undefined)
        return right(`LDAP over UDP answers, but isn’t a domain controller of ${domain ?? 'that domain'}`);
      const answer = readNetlogon(netlogon);
      return answer === undefined
        ? right('LDAP over UDP answers the ping in an older form')
        : right(`Domain controller ${answer.host} of ${answer.domain} answers the ping`, {
            domain: answer.domain,
            forest: answer.forest,
            dnsHostName: answer.host,
            'NetBIOS domain': answer.netbiosDomain,
            'AD site': answer.site,
            // [MS-ADTS] 6.3.1.2: DS_KDC_FLAG, DS_GC_FLAG.
            'global catalog': (answer.flags & 4) !== 0 ? 'yes' : 'no',
          });
    },
  );
}

/** An entry with the answer, or the end of a search that found nothing. */
function readPong(bytes: Uint8Array): { readonly netlogon?: Uint8Array } | undefined {
  const length = ldapFraming(bytes);
  if (typeof length !== 'number' || length > bytes.length) return undefined;
  const message = readMessage(bytes.subarray(0, length));
  if (message?.id !== ID) return undefined;
  if (message.tag === LDAP.done) return {};
  const netlogon = message.tag === LDAP.entry ? readEntry(message.content)?.get('netlogon')?.[0] : undefined;
  return netlogon && { netlogon };
}
