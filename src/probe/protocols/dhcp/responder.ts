import { isIPv4 } from 'node:net';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { addressBytes, DHCP, type DhcpMessage, OPTION, readDhcp, text, typeOf, writeDhcp } from './wire.ts';

/** What is booted: the hint `bootFile`, or what Windows Deployment Services name. */
const BOOT_FILE = 'smsboot\\x64\\wdsmgfw.efi';

/**
 * A DHCP server with one lease for everybody (the hint `dhcpOffer`, or its own network's address 250), and for those
 * who boot a boot file. A distribution point answers those only, without an address. A question of a computer without an
 * address (0.0.0.0) is to be answered to everybody: who calls sends to 255.255.255.255 then.
 */
export const dhcpResponder: Responder = {
  udp: (datagram, reply, context) => {
    const question = readDhcp(datagram.bytes);
    if (question?.operation !== 1) return;
    const type = typeOf(question);
    const answer = type === DHCP.discover ? DHCP.offer : DHCP.ack;
    if (type !== DHCP.discover && type !== DHCP.request && type !== DHCP.inform) return;
    const roles = context.host.roles;
    const onlyBoots =
      context.port === 4011 || (roles.includes('distribution-point') && !roles.includes('dhcp-server'));
    const boots = text(question.options.get(OPTION.vendor) ?? new Uint8Array()).startsWith('PXEClient');
    if (boots || !onlyBoots) reply(writeDhcp(respond(question, answer, boots, onlyBoots, context)));
  },
};

/** A client that takes any offer: with it, the way to UDP 68 can be proven. */
export const dhcpClientResponder: Responder = {
  udp: (datagram, reply) => {
    const offer = readDhcp(datagram.bytes);
    if (offer?.operation !== 2 || typeOf(offer) !== DHCP.offer) return;
    const options = new Map([[OPTION.type, Uint8Array.of(DHCP.request)]]);
    reply(writeDhcp({ operation: 1, transaction: offer.transaction, hardware: offer.hardware, options }));
  },
};

function respond(
  question: DhcpMessage,
  type: number,
  boots: boolean,
  onlyBoots: boolean,
  { host, hints }: ResponderContext,
): DhcpMessage {
  const own = host.addresses.find((address) => isIPv4(address)) ?? '0.0.0.0';
  const lease = hints.dhcpOffer ?? own.replace(/\d+$/, '250');
  const leases = !onlyBoots && typeOf(question) !== DHCP.inform;
  const file = hints.bootFile ?? BOOT_FILE;
  const options = new Map<number, Uint8Array>([
    [OPTION.type, Uint8Array.of(type)],
    [OPTION.server, addressBytes(own)],
  ]);
  if (!onlyBoots) options.set(OPTION.mask, Uint8Array.of(255, 255, 255, 0));
  if (leases) options.set(OPTION.lease, Uint8Array.of(0, 0, 14, 16));
  const id = question.options.get(OPTION.clientGuid);
  if (boots) {
    options.set(OPTION.vendor, Buffer.from('PXEClient'));
    options.set(OPTION.bootFile, Buffer.from(`${file}\0`));
    if (id !== undefined) options.set(OPTION.clientGuid, id);
  }
  return {
    ...question,
    operation: 2,
    hops: 0,
    offered: leases ? lease : '0.0.0.0',
    next: boots ? own : '0.0.0.0',
    file: boots ? file : '',
    options,
  };
}
