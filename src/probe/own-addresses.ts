/** Addresses of this machine. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { DialOptions } from './dial-options.ts';
import { inNamespace } from './native/namespace.ts';
import { closeSocket, localEnd, socketIn } from './native/socket.ts';
import { familyOf } from './native/socket-address.ts';

/** All of them; @param namespace handle of a network namespace to look in, if not this one */
export function ownAddresses(namespace?: number): string[] {
  const lists = inNamespace(namespace, () => networkInterfaces());
  return Object.values(lists).flatMap((list) => (list ?? []).map(({ address }) => address));
}

/** The one that what goes to the target leaves from, by the routes; `undefined` where there is no way to it. */
export async function addressTowards({
  address,
  namespace,
  connector,
}: Pick<DialOptions, 'address' | 'namespace' | 'connector'>): Promise<string | undefined> {
  // Connecting a UDP socket sends nothing.
  const port = 9;
  if (!connector) return await addressByNode(address, port);
  try {
    const where = namespace === undefined ? {} : { namespace };
    const fd = socketIn({ ...where, type: 'udp', family: familyOf(address), remote: { address, port } });
    const end = localEnd(fd);
    closeSocket(fd);
    return end?.address;
  } catch {
    return undefined;
  }
}

function addressByNode(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(familyOf(address) === 6 ? 'udp6' : 'udp4');
    const end = (own: string | undefined): void => {
      socket.close();
      resolve(own);
    };
    socket.once('error', () => end(undefined));
    socket.connect(port, address, () => end(socket.address().address));
  });
}
