import { ANY_PORT } from '../../../../net/match.ts';
import { normalizePorts, type PortRange } from '../../../../net/ports.ts';
import type { Dependency } from '../../../../policy/ruleset.ts';
import { type Alternative, alternatives, notUnderstood } from './alternative.ts';

export interface PortContext {
  readonly side: 'local' | 'remote';
  /** `RPC` and its endpoint mapper are words for local TCP ports of an inbound rule. */
  readonly takesRpc: boolean;
  /** What Windows hands out to RPC servers. */
  readonly dynamic: PortRange;
}

const HTTPS: readonly PortRange[] = [{ first: 443, last: 443 }];
/** Words for ports that a part of Windows opens for itself, in lower case without hyphens. */
const KEYWORDS: ReadonlyMap<string, readonly [readonly PortRange[], string]> = new Map([
  ['iphttps', [HTTPS, 'IP over HTTPS']],
  ['iphttpsin', [HTTPS, 'IP over HTTPS']],
  ['iphttpsout', [HTTPS, 'IP over HTTPS']],
  ['iptlsin', [HTTPS, 'IP over TLS']],
  ['iptlsout', [HTTPS, 'IP over TLS']],
  ['teredo', [[ANY_PORT], 'the port of Teredo']],
  ['ply2disc', [[ANY_PORT], 'the ports of Play To discovery']],
  ['playtodiscovery', [[ANY_PORT], 'the ports of Play To discovery']],
  ['mdns', [[{ first: 5353, last: 5353 }], 'multicast DNS']],
  ['cortanaout', [[ANY_PORT], 'the ports of Cortana']],
]);

/**
 * The ports of a rule's side: `80`, `5000-5010` and words. `RPC` stands for the ports that RPC servers got from the
 * dynamic range; which those are changes with each start of a server, so it is read as the whole range.
 */
export function raisePorts(
  texts: readonly string[] | null | undefined,
  context: PortContext,
): { readonly sides: Alternative<PortRange>[]; readonly strange: readonly string[] } {
  const unknown: Alternative<PortRange> = {
    ranges: [ANY_PORT],
    depends: notUnderstood(`the ${context.side} port`),
  };
  if (texts === undefined) return { sides: [{ ranges: [ANY_PORT] }], strange: [] };
  if (texts === null) return { sides: [unknown], strange: [] };
  const certain: PortRange[] = [];
  const others = new Map<string, Alternative<PortRange>>();
  const strange: string[] = [];
  for (const text of texts) {
    const lower = text.trim().toLowerCase();
    if (lower === 'any' || lower === '*') return { sides: [{ ranges: [ANY_PORT] }], strange: [] };
    const range = numbersOf(lower) ?? rpcOf(lower, context);
    const keyword = range ? undefined : KEYWORDS.get(lower.replaceAll('-', ''));
    if (range) certain.push(range);
    else if (keyword) {
      const depends: Dependency = { kind: 'application', text: keyword[1], value: text };
      others.set(lower, { ranges: keyword[0], depends });
    } else {
      strange.push(text);
      others.set('', unknown);
    }
  }
  return { sides: alternatives(normalizePorts(certain), [...others.values()]), strange };
}

function numbersOf(text: string): PortRange | undefined {
  const [, from, to] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  return last <= 65535 && first <= last ? { first, last } : undefined;
}

function rpcOf(text: string, { takesRpc, dynamic }: PortContext): PortRange | undefined {
  if (!takesRpc) return undefined;
  if (text === 'rpc') return dynamic;
  return text === 'rpcepmap' || text === 'rpc-epmap' ? { first: 135, last: 135 } : undefined;
}
