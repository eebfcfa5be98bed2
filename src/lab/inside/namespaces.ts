/** The network namespaces of a lab, by their ids: a socket stays where it was made. */
import { closeSync } from 'node:fs';
import { inNamespace, openNamespace } from '../../probe/native/namespace.ts';

/** The folder where `ip netns` keeps names. */
export const NETNS = '/run/netns';

export class Namespaces {
  readonly #open = new Map<string, number>();

  /** A handle of a namespace, as probes take it; it stays open as long as the lab does. */
  handle(id: string): number {
    let fd = this.#open.get(id);
    if (fd === undefined) {
      fd = openNamespace(`${NETNS}/${id}`);
      this.#open.set(id, fd);
    }
    return fd;
  }

  /**
   * Runs a function in a namespace. It must not wait for anything: what comes later runs outside again. A process
   * that is started in it stays there.
   */
  in<T>(id: string, run: () => T): T {
    return inNamespace(this.handle(id), run);
  }

  close(): void {
    for (const fd of this.#open.values()) closeSync(fd);
    this.#open.clear();
  }
}
