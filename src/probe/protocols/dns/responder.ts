import { isIPv4 } from 'node:net';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { ByteWriter } from '../shared/bytes.ts';
import { domainOf } from '../shared/domain.ts';
import { ipv6Bytes } from '../shared/ipv6.ts';
import { serve } from '../shared/serve.ts';
import { dnsFraming, type Resource, readMessage, TYPES, withLength, writeAnswer, writeName } from './wire.ts';

const NO_ERROR = 0;
const NO_NAME = 3;
const NOT_IMPLEMENTED = 4;

/** A DNS server that knows of its own host, and names it as a domain controller of its domain. */
export const dnsResponder: Responder = {
  tcp: (socket, context) =>
    serve(socket, dnsFraming, (message) => {
      const answer = react(message.subarray(2), context);
      return answer && withLength(answer);
    }),
  udp: (datagram, reply, context) => {
    const answer = react(datagram.bytes, context);
    if (answer !== undefined) reply(answer);
  },
};

function react(bytes: Uint8Array, context: ResponderContext): Uint8Array | undefined {
  const query = readMessage(bytes);
  if (query === undefined || query.response) return undefined;
  const [question] = query.questions;
  if (query.opcode !== 0 || question === undefined || query.questions.length !== 1)
    return writeAnswer(query, NOT_IMPLEMENTED, []);
  const { name, type } = question;
  const known = records(name.toLowerCase(), context);
  if (known === undefined) return writeAnswer(query, name === '' ? NO_ERROR : NO_NAME, []);
  return writeAnswer(
    query,
    NO_ERROR,
    known.filter((record) => record.type === type),
  );
}

/** All that is known of a name; `undefined` where it doesn't exist. */
function records(name: string, { host, hints }: ResponderContext): Resource[] | undefined {
  const domain = (hints.domain ?? domainOf([host.fqdn]))?.toLowerCase();
  const fqdn = host.fqdn.toLowerCase();
  const addresses = host.addresses.map((address) => ({ name, ...addressRecord(address) }));
  if (name === fqdn) return addresses;
  if (domain === undefined) return undefined;
  if (name === domain) return [...addresses, { name, type: TYPES.NS ?? 2, data: writeName(fqdn) }];
  const service = /^_(ldap|kerberos|gc)\._tcp\./.exec(name)?.[1];
  if (service === undefined || !name.endsWith(`.${domain}`)) return undefined;
  const port = { ldap: 389, kerberos: 88, gc: 3268 }[service] ?? 389;
  const data = new ByteWriter().u16(0).u16(100).u16(port).bytes(writeName(fqdn)).done();
  return [{ name, type: TYPES.SRV ?? 33, data }];
}

function addressRecord(address: string): { readonly type: number; readonly data: Uint8Array } {
  return isIPv4(address)
    ? { type: 1, data: Uint8Array.from(address.split('.').map(Number)) }
    : { type: 28, data: ipv6Bytes(address) };
}
