/** Where on the map that stands which a configuration permits beyond the plan. */
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { createZoneIndex, INTERNET } from '../hierarchy/zoneIndex.ts';
import { contains, type Network, parseNetwork } from '../net/network.ts';
import { PROTOCOL_NAMES } from '../net/packet.ts';
import type { Plan } from '../plan/model.ts';
import type { KeptFinding } from './findings-document.ts';
import type { KeptResult } from './kept-result.ts';

/** An end of a packet: the zone that its address stands in, and whose address it is where the plan has it. */
interface ExcessEnd {
  readonly zone: string;
  readonly name?: string;
  readonly address: string;
}

/** One finding of packets that a filter permits and nothing needs. */
export interface ExcessDocument {
  /** Filter or host. */
  readonly filter: string;
  readonly code: string;
  readonly message: string;
  readonly place?: Place;
  readonly stale?: true;
  /** One of the packets: its ends, and what it is, as `tcp/445`. */
  readonly from: ExcessEnd;
  readonly to: ExcessEnd;
  readonly service: string;
}

/** All findings of excess with a packet that shows them, in the order of the results. */
export function excessOf(
  plan: Plan,
  hierarchy: Hierarchy,
  results: readonly KeptResult[],
  stale: ReadonlySet<KeptResult>,
): ExcessDocument[] {
  const ends = endFinder(plan, hierarchy);
  return results.flatMap((result) =>
    result.document.findings.flatMap((finding) => {
      const document = excessDocument(result, finding, ends);
      return document ? [{ ...document, ...(stale.has(result) && { stale: true as const }) }] : [];
    }),
  );
}

function excessDocument(
  { name: filter }: KeptResult,
  { kind, code, message, place, witness }: KeptFinding,
  endOf: (address: string) => ExcessEnd | undefined,
): ExcessDocument | undefined {
  if (kind !== 'excess' || !witness) return undefined;
  const [from, to] = [endOf(witness.source), endOf(witness.destination)];
  if (!from || !to) return undefined;
  const { protocol, destinationPort } = witness;
  const name = PROTOCOL_NAMES[protocol] ?? `protocol ${protocol}`;
  const service = destinationPort === undefined ? name : `${name}/${destinationPort}`;
  return { filter, code, message, ...(place && { place }), from, to, service };
}

/** The end with the smallest network that holds an address; `undefined` for what is no address. */
function endFinder(plan: Plan, hierarchy: Hierarchy): (address: string) => ExcessEnd | undefined {
  const named = new Map<string, readonly Network[]>();
  for (const { from, to } of plan.flows)
    for (const { kind, name, networks } of [...from, ...to])
      if (kind !== 'internet' && networks.length > 0 && !named.has(name)) named.set(name, networks);
  const zonesOf = createZoneIndex(hierarchy.zones);
  return (text) => {
    const address = parseNetwork(text);
    if ('error' in address) return undefined;
    const [part] = zonesOf([address]);
    let found: { readonly name: string; readonly size: bigint } | undefined;
    for (const [name, networks] of named)
      for (const network of networks)
        if (contains(network, address) && (!found || network.last - network.first < found.size))
          found = { name, size: network.last - network.first };
    return { zone: part?.zone ?? INTERNET, ...(found && { name: found.name }), address: text };
  };
}
