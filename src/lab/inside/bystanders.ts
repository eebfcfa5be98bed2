/** Listeners on ports that nothing is planned on: a packet that gets to one is answered, and so can't go unnoticed. */
import { closeSocket, SocketError, socketIn } from '../../probe/native/socket.ts';
import type { Inside } from './lab.ts';

/** Connections are taken by the kernel alone. */
const BACKLOG = 1024;
/** Sockets that this process may have are limited; the questions need some, too. */
const MOST = 14_000;

/**
 * Opens the TCP ports on every host that doesn't listen on them already.
 * @returns what could not be opened, in sentences, and how to close all of it.
 */
export function openBystanders(
  { model, namespaces }: Inside,
  ports: readonly number[],
): { readonly notes: readonly string[]; close(): void } {
  const open: number[] = [];
  const notes: string[] = [];
  for (const host of model.hosts) {
    const own = new Set(host.ports.flatMap(({ transport, port }) => (transport === 'tcp' ? port : [])));
    const families = new Set(host.interfaces.flatMap((i) => i.addresses.map((a) => a.family)));
    namespaces.in(host.id, () => {
      for (const port of ports) {
        if (own.has(port)) continue;
        for (const family of families) {
          if (open.length >= MOST) {
            notes.push(`${host.label}: no socket is left to listen on tcp/${port}`);
            return;
          }
          try {
            open.push(
              socketIn({
                type: 'tcp',
                family,
                local: { address: '', port },
                listen: BACKLOG,
                reuseAddress: true,
              }),
            );
          } catch (error) {
            if (!(error instanceof SocketError)) throw error;
            notes.push(`${host.label}: tcp/${port} can't be opened (${error.code})`);
          }
        }
      }
    });
  }
  return {
    notes,
    close: () => {
      for (const fd of open) closeSocket(fd);
    },
  };
}
