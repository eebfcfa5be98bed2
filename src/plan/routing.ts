import type { Conversation } from '../catalog/model.ts';
import type { Crossing } from '../hierarchy/model.ts';
import type { Topology } from '../hierarchy/topology.ts';
import { families } from './actors.ts';
import type { Side } from './match.ts';
import type { Endpoint } from './model.ts';
import type { Remarks } from './remarks.ts';

/** Ways between zones, asked for once each; what can't be routed is remarked on once each. */
export class Routing {
  readonly #topology: Topology;
  readonly #remarks: Remarks;
  readonly #paths = new Map<string, readonly Crossing[]>();

  constructor(topology: Topology, remarks: Remarks) {
    this.#topology = topology;
    this.#remarks = remarks;
  }

  /** The filters from one zone to another. Where there is no single way, none, and an error among the remarks. */
  path(
    fromZone: string,
    toZone: string,
    conversation: Conversation,
    from: Side,
    to: Side,
  ): readonly Crossing[] {
    const key = `${fromZone}\n${toZone}`;
    const known = this.#paths.get(key);
    if (known) return known;
    const path = this.#topology.path(fromZone, toZone);
    let crossings: readonly Crossing[] = [];
    if ('error' in path) {
      this.#remarks.noPath(path.error, path.ways, [fromZone, toZone], conversation, [
        from.endpoints[0],
        to.endpoints[0],
      ]);
    } else {
      crossings = path.crossings;
    }
    this.#paths.set(key, crossings);
    return crossings;
  }

  /** Whether the two sides can talk at all: one of them known by name only, or a family in common. */
  shareFamily(conversation: Conversation, from: readonly Endpoint[], to: readonly Endpoint[]): boolean {
    const [first, second] = [from[0], to[0]];
    if (!first || !second) return false;
    if (first.networks.length === 0 || second.networks.length === 0) return true;
    // Groups are made by families: what holds for the first endpoint holds for all.
    if ((families(first) & families(second)) !== 0) return true;
    this.#remarks.noCommonFamily(conversation, first, second);
    return false;
  }
}
