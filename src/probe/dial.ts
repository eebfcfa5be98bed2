/** The network as a check sees it: sockets with limits, closed by whoever made the dial. */

import { startsLikeBanner } from './banner.ts';
import type { DialOptions } from './dial-options.ts';
import { addressTowards } from './own-addresses.ts';
import type { Dial } from './protocol.ts';
import { connectTcp } from './tcp.ts';
import { openUdp } from './udp.ts';

export interface ClosableDial extends Dial {
  /** First bytes that came from a port, or over UDP; those of Portolan's listener before others. */
  head(isOurs: (port: number) => boolean): Uint8Array;
  /** Own address and port of the first socket. */
  local(): { readonly address: string; readonly port: number } | undefined;
  /** Closes everything that a check left open. */
  close(): void;
}

/** More sockets than any check needs. */
const MOST = 64;

export function openDial(options: DialOptions): ClosableDial {
  const open: { close(): void }[] = [];
  const heads: { readonly port: () => number | undefined; readonly head: () => Uint8Array }[] = [];
  let local: { address: string; port: number } | undefined;
  const keep = <T extends { close(): void }>(made: T): T => {
    open.push(made);
    if (open.length > MOST) throw new Error('a check opened too many sockets');
    return made;
  };
  return {
    async tcp(port, address = options.address) {
      const connection = keep(await connectTcp(address, port, options));
      heads.push({ port: () => port, head: connection.head });
      local ??= { address: connection.localAddress, port: connection.localPort };
      return connection;
    },
    async udp(wanted = {}) {
      const channel = keep(await openUdp(options, wanted));
      heads.push({ port: channel.headPort, head: channel.head });
      local ??= { address: options.from ?? '', port: channel.localPort };
      return channel;
    },
    ownAddress: async () => options.from ?? (await addressTowards(options)),
    head(isOurs) {
      const ours = heads.filter(({ port }) => isOurs(port() ?? 0));
      const came = ours.map(({ head }) => head()).filter((bytes) => bytes.length > 0);
      return came.find(startsLikeBanner) ?? came[0] ?? new Uint8Array();
    },
    local: () => local,
    close() {
      for (const each of open.splice(0)) each.close();
    },
  };
}
