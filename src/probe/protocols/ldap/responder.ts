import { createHash } from 'node:crypto';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { concat } from '../shared/bytes.ts';
import { domainOf } from '../shared/domain.ts';
import { type Reaction, serve } from '../shared/serve.ts';
import { guid } from '../shared/values.ts';
import { secureResponder } from '../tls.ts';
import { writeNetlogon } from './netlogon.ts';
import {
  LDAP,
  type LdapMessage,
  ldapFraming,
  readMessage,
  readSearch,
  type SearchRequest,
  writeEntry,
  writeMessage,
  writeResult,
} from './wire.ts';

/** RFC 4511, 4.1.9: result codes. */
const SUCCESS = 0;
const PROTOCOL_ERROR = 2;
const NO_SUCH_OBJECT = 32;
const INVALID_CREDENTIALS = 49;
const UNWILLING = 53;

/** A directory server that shows its root DSE to everybody, and nothing else to anybody. Answers the ping over UDP. */
export const ldapResponder: Responder = {
  tcp: (socket, context) => serve(socket, ldapFraming, (message) => react(message, context)),
  udp: (datagram, reply, context) => {
    const message = readMessage(datagram.bytes);
    const request = message?.tag === LDAP.search ? readSearch(message.content) : undefined;
    if (message && request) reply(search(message.id, request, context));
  },
};

/** The same inside of TLS. */
export const ldapsResponder: Responder = {
  tcp: (socket, context) => {
    const secured = secureResponder(socket, context);
    if (secured === undefined) socket.destroy();
    else serve(secured, ldapFraming, (message) => react(message, context));
  },
};

function react(bytes: Uint8Array, context: ResponderContext): Reaction {
  const message = readMessage(bytes);
  return message && answer(message, context);
}

function answer({ id, tag, content }: LdapMessage, context: ResponderContext): Reaction {
  if (tag === LDAP.search) {
    const request = readSearch(content);
    return request && search(id, request, context);
  }
  if (tag === LDAP.bindRequest) {
    // RFC 4513, 5.1.1: an anonymous simple bind ends with an empty password.
    const anonymous = content.at(-2) === 0x80 && content.at(-1) === 0;
    return writeMessage(id, writeResult(LDAP.bindResponse, anonymous ? SUCCESS : INVALID_CREDENTIALS));
  }
  if (tag === LDAP.extendedRequest)
    return writeMessage(id, writeResult(LDAP.extendedResponse, PROTOCOL_ERROR, 'not supported'));
  if (tag === LDAP.unbind) return undefined;
  return writeMessage(id, writeResult(tag + 1, UNWILLING));
}

function search(id: number, request: SearchRequest, context: ResponderContext): Uint8Array {
  if (request.base !== '' || request.scope !== 0)
    return writeMessage(id, writeResult(LDAP.done, NO_SUCH_OBJECT));
  const done = writeMessage(id, writeResult(LDAP.done, SUCCESS));
  const attributes =
    request.equal.ntver === undefined ? rootDse(request, context) : netlogon(request, context);
  return attributes === undefined ? done : concat(writeMessage(id, writeEntry(attributes)), done);
}

function rootDse(request: SearchRequest, context: ResponderContext): Record<string, Uint8Array[]> {
  const { domain, fqdn } = names(context);
  const naming = domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
  const all: Record<string, string> = {
    defaultNamingContext: naming,
    namingContexts: naming,
    rootDomainNamingContext: naming,
    dnsHostName: fqdn,
    ldapServiceName: `${domain}:${context.host.name}$@${domain.toUpperCase()}`,
    isGlobalCatalogReady: 'TRUE',
    domainControllerFunctionality: '7',
    supportedLDAPVersion: '3',
  };
  const wanted = request.attributes.map((one) => one.toLowerCase()).filter((one) => one !== '+');
  const every = wanted.length === 0 || wanted.includes('*');
  const shown = Object.entries(all).filter(([name]) => every || wanted.includes(name.toLowerCase()));
  return Object.fromEntries(shown.map(([name, value]) => [name, [Buffer.from(value)]]));
}

function netlogon(
  request: SearchRequest,
  context: ResponderContext,
): Record<string, Uint8Array[]> | undefined {
  const { domain, fqdn } = names(context);
  const asked = request.equal.dnsdomain && Buffer.from(request.equal.dnsdomain).toString('utf8');
  if (asked !== undefined && asked.toLowerCase().replace(/\.$/, '') !== domain) return undefined;
  const answer = writeNetlogon({
    flags: 0x3fd,
    domainGuid: guid(createHash('md5').update(domain).digest()),
    forest: domain,
    domain,
    host: fqdn,
    netbiosDomain: domain.split('.')[0]?.toUpperCase() ?? '',
    netbiosHost: context.host.name.toUpperCase(),
    site: 'Default-First-Site-Name',
  });
  return { Netlogon: [answer] };
}

function names({ host, hints }: ResponderContext): { readonly domain: string; readonly fqdn: string } {
  const domain = (hints.domain ?? domainOf([host.fqdn]) ?? 'lab.invalid').toLowerCase();
  return { domain, fqdn: host.fqdn === '' ? `${host.name}.${domain}` : host.fqdn };
}
