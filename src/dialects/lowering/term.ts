/** A rule on its way from the neutral policy to a filter's language: what it says, cut to what the language can say. */
import type { Phase } from '../../catalog/model.ts';
import type { Window } from '../../hierarchy/model.ts';
import type { Family, Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Origin, Party, Rule } from '../../policy/model.ts';

export type Side =
  /** Everything that can stand there: every address, or for languages with zones everything behind the interface. */
  | { readonly kind: 'any'; readonly key: string }
  | {
      readonly kind: 'networks';
      /** The same for the same parties and networks only. */
      readonly key: string;
      /** Who stands there, each with its networks of the term's families; several may overlap. */
      readonly parties: readonly Party[];
      /** The same addresses, sorted and without overlap, for languages without objects. */
      readonly networks: readonly Network[];
    }
  /** Names on the internet; only as a destination. */
  | { readonly kind: 'names'; readonly key: string; readonly parties: readonly Party[] };

export interface TermService {
  readonly transport: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'esp';
  /** Destination ports, of a reply source ports; empty for ICMP and ESP. */
  readonly ports: readonly PortRange[];
  /** Set for ICMP: the request, and in a reply the answer to it. */
  readonly icmp?: 'echo-request' | 'echo-reply';
  /** Set where the language says dynamic RPC by a keyword or helper. */
  readonly rpc?: Rule['rpc'];
}

export interface Term {
  /** Unique among a policy's terms, stable: the first rule's id, with a number where it became several terms. */
  readonly id: string;
  readonly direction: Rule['direction'];
  /** Where packets come in and go out, for languages that bind rules to interfaces or zones. */
  readonly fromInterface?: string | undefined;
  readonly toInterface?: string | undefined;
  /** One of them where the language keeps families apart. */
  readonly families: readonly Family[];
  readonly from: Side;
  readonly to: Side;
  /** One where the language can't mix transports. */
  readonly services: readonly TermService[];
  /** The way back, for filters that don't follow connections: `services` hold the ports that packets come from. */
  readonly reply: boolean;
  readonly phase: Phase;
  readonly window?: Window | undefined;
  readonly program?: string | undefined;
  readonly windowsService?: string | undefined;
  /** One line a person understands. */
  readonly title: string;
  /** The neutral rules that it says; the chain's link to the left. */
  readonly rules: readonly Rule[];
}

/** The flows of a term's rules, each once. */
export function originsOf({ rules }: Pick<Term, 'rules'>): readonly Origin[] {
  const only = rules[0];
  if (only && rules.length === 1 && only.origins.length === 1) return only.origins;
  return [...new Map(rules.flatMap((rule) => rule.origins.map((o) => [o.flow, o] as const))).values()];
}

/** Their names in a row. */
export function flowsText(term: Pick<Term, 'rules'>): string {
  const origins = originsOf(term);
  const only = origins[0];
  return only && origins.length === 1 ? only.flow : origins.map(({ flow }) => flow).join(', ');
}
