/** What a lab's listeners saw: the other end's word on every conversation. */

export interface Arrival {
  readonly host: string;
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  /** Who came, with the port that it came from. */
  readonly from: string;
  readonly fromPort: number;
}

const key = (host: string, transport: string, port: number, from: string, fromPort: number): string =>
  `${host} ${transport} ${port} ${from} ${fromPort}`;

/** Arrivals since the last `clear`. */
export class Arrivals {
  readonly #seen = new Set<string>();

  add({ host, transport, port, from, fromPort }: Arrival): void {
    this.#seen.add(key(host, transport, port, from, fromPort));
  }

  has({ host, transport, port, from, fromPort }: Arrival): boolean {
    return this.#seen.has(key(host, transport, port, from, fromPort));
  }

  get size(): number {
    return this.#seen.size;
  }

  clear(): void {
    this.#seen.clear();
  }
}
