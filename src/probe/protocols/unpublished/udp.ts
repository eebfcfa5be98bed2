/** Datagrams that are never answered, or whose protocols aren't published: only a listener at the other end can tell. */
import type { Protocol } from '../../protocol.ts';
import { ask } from '../shared/ask.ts';
import { ascii } from '../shared/bytes.ts';
import { magicPacket } from './magic-packet.ts';

function unanswered(name: string, service: string, bytes: Uint8Array, toAnybody: boolean): Protocol {
  return {
    name,
    transport: 'udp',
    services: [service],
    check: (context) =>
      ask(context, { bytes, expected: name, read: () => undefined, anyAddress: toAnybody }, () => ({
        answer: 'silent',
        says: 'No answer',
        facts: {},
      })),
  };
}

/** A question that none of these services knows, and that Portolan's listener answers. */
const HELLO: Uint8Array = ascii('PORTOLAN/1 ? ');

/** Wake-on-LAN: the packet is for a card that nobody has, so nothing wakes up. */
export const WAKE_ON_LAN: Protocol = unanswered(
  'Wake on LAN',
  'wake-on-lan',
  magicPacket('020000000000'),
  true,
);
export const WAKE_UP_PROXY: Protocol = unanswered('the wake-up proxy', 'wake-up-proxy', HELLO, false);
export const PEER_CACHE_SEARCH: Protocol = unanswered('peer cache', 'peer-cache-broadcast', HELLO, true);
export const MULTICAST: Protocol = unanswered('a multicast transfer', 'multicast', HELLO, true);
