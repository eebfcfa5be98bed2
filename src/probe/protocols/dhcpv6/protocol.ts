import { createHash, randomBytes, randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Protocol, ResponderContext } from '../../protocol.ts';
import { right, unproven } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { ByteWriter, concat, printable } from '../shared/bytes.ts';
import { ipv6Bytes } from '../shared/ipv6.ts';
import {
  DHCP6,
  type Dhcp6Message,
  OPTION6,
  readMessage,
  readRelayed,
  writeMessage,
  writeRelayed,
} from './wire.ts';

const PORT = 547;

/**
 * Asks for options as a relay would: servers pass over questions that come to them directly (RFC 8415, 16). The answer
 * goes to this machine's own port 547.
 */
export const DHCPV6: Protocol = {
  name: 'DHCPv6',
  transport: 'udp',
  services: ['dhcpv6'],
  async check(context) {
    if (!isIPv6(context.address.replace(/%.*$/, '')))
      return unproven('DHCPv6 isn’t asked, because the target has no IPv6 address');
    const transaction = randomInt(0x1000000);
    const from = (await context.dial.ownAddress()) ?? context.task.from.address ?? '::';
    const own = ipv6Bytes(isIPv6(from) ? from : '::');
    const inner = writeMessage({
      type: DHCP6.information,
      transaction,
      options: new Map<number, Uint8Array>([
        [OPTION6.client, Uint8Array.from([0, 3, 0, 1, 2, ...randomBytes(5)])],
        [OPTION6.oro, Uint8Array.of(0, 23, 0, 24, 0, OPTION6.bootFile)],
        [OPTION6.elapsed, Uint8Array.of(0, 0)],
      ]),
    });
    return ask(
      context,
      {
        bytes: writeRelayed({ type: DHCP6.relayForward, link: own, peer: own, inner }),
        expected: 'a DHCPv6 server',
        ownPort: PORT,
        read({ bytes }) {
          const relayed = readRelayed(bytes);
          const message = relayed?.type === DHCP6.relayReply ? readMessage(relayed.inner) : undefined;
          return message?.type === DHCP6.reply && message.transaction === transaction ? message : undefined;
        },
      },
      ({ options }) => {
        const file = options.get(OPTION6.bootFile);
        const server = options.get(OPTION6.server);
        return right('DHCPv6 server answers', {
          'boot file': file && printable(file),
          'DHCPv6 server': server && Buffer.from(server).toString('hex'),
        });
      },
    );
  },
  responder: {
    udp(datagram, reply, context) {
      const relayed = readRelayed(datagram.bytes);
      const question = readMessage(relayed?.inner ?? datagram.bytes);
      const answer = question && respond(question, context);
      if (answer === undefined) return;
      reply(
        relayed?.type === DHCP6.relayForward
          ? writeRelayed({ ...relayed, type: DHCP6.relayReply, inner: answer })
          : answer,
      );
    },
  },
};

function respond(
  { type, transaction, options }: Dhcp6Message,
  context: ResponderContext,
): Uint8Array | undefined {
  const answers = new Map<number, number>([
    [DHCP6.solicit, DHCP6.advertise],
    [DHCP6.request, DHCP6.reply],
    [DHCP6.renew, DHCP6.reply],
    [DHCP6.information, DHCP6.reply],
  ]);
  const answer = answers.get(type);
  if (answer === undefined) return undefined;
  const server = createHash('md5').update(context.host.name).digest().subarray(0, 6);
  const given = new Map<number, Uint8Array>([[OPTION6.server, Uint8Array.from([0, 3, 0, 1, ...server])]]);
  const client = options.get(OPTION6.client);
  if (client !== undefined) given.set(OPTION6.client, client);
  const association = options.get(OPTION6.address);
  if (association !== undefined && association.length >= 12) {
    const lease = lend(context);
    // RFC 8415, 21.4 and 21.6: identity, times; in it the address with its lifetimes.
    const head = new ByteWriter().bytes(association.subarray(0, 4)).u32(1800).u32(2880);
    const inner = new ByteWriter().u16(OPTION6.iaAddress).u16(24).bytes(lease).u32(3600).u32(7200);
    given.set(OPTION6.address, concat(head.done(), inner.done()));
  }
  return writeMessage({ type: answer, transaction, options: given });
}

/** Its own network's address with `:fa` at the end. */
function lend({ host }: ResponderContext): Uint8Array {
  const lease = ipv6Bytes(host.addresses.find((address) => isIPv6(address)) ?? 'fd00::1');
  lease[15] = 0xfa;
  return lease;
}
