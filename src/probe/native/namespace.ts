/** Work in another network namespace of this machine: the lab's hosts. */

import { closeSync, openSync } from 'node:fs';
import { C, errorName, libc } from './libc.ts';

/** A handle of a network namespace by its path, such as `/run/netns/h1` or `/proc/42/ns/net`; close it with `fs.closeSync`. */
export function openNamespace(path: string): number {
  return openSync(path, 'r');
}

/**
 * Runs something synchronous with this thread in another network namespace, and comes back whatever happens. Sockets
 * that it makes stay in that namespace. Only what the main thread itself does at once is in there: no `net.connect`
 * or `server.listen` with a host name, no promise. It nests.
 * @param fd a handle of the namespace; `undefined`: where we are.
 * @throws {Error} where the kernel doesn't allow it, or has no namespaces.
 */
export function inNamespace<T>(fd: number | undefined, run: () => T): T {
  if (fd === undefined) return run();
  const c = libc();
  if (!c) throw new Error('network namespaces need Linux');
  const back = openSync('/proc/thread-self/ns/net', 'r');
  try {
    if (c.setns(fd, C.CLONE_NEWNET) !== 0) throw new Error(`setns: ${errorName(c.errno())}`);
    try {
      return run();
    } finally {
      // Without the way back everything after would be asked in the wrong network: better to end.
      if (c.setns(back, C.CLONE_NEWNET) !== 0) {
        process.stderr.write('cannot return to the own network namespace\n');
        process.abort();
      }
    }
  } finally {
    closeSync(back);
  }
}
