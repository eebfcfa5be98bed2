/** Running code in a network namespace of the lab: a socket stays where it was made. */
import { closeSync, openSync } from 'node:fs';
import { CLONE_NEWNET, lastError, setns } from './libc.ts';

/** The folder where `ip netns` keeps names. */
export const NETNS = '/run/netns';

export class Namespaces {
  readonly #open = new Map<string, number>();
  readonly #home = openSync('/proc/thread-self/ns/net', 'r');
  #inside = false;

  /**
   * Runs a function in a namespace, by its id. The function must not wait for anything: what comes later runs outside
   * again. A process that is started in it stays there.
   */
  in<T>(id: string, run: () => T): T {
    if (this.#inside) throw new TypeError('already in a namespace');
    let fd = this.#open.get(id);
    if (fd === undefined) {
      fd = openSync(`${NETNS}/${id}`, 'r');
      this.#open.set(id, fd);
    }
    enter(fd);
    this.#inside = true;
    try {
      return run();
    } finally {
      this.#inside = false;
      enter(this.#home);
    }
  }

  close(): void {
    for (const fd of this.#open.values()) closeSync(fd);
    this.#open.clear();
    closeSync(this.#home);
  }
}

function enter(fd: number): void {
  if (setns(fd, CLONE_NEWNET) !== 0) throw new Error(`setns: errno ${lastError()}`);
}
