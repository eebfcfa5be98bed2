/** The neutral policy: what one filter or one host's own firewall must let pass, before any vendor's language. */

import type { Phase } from '../catalog/model.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Window } from '../hierarchy/model.ts';
import type { Network } from '../net/network.ts';
import type { PortRange, Transport } from '../net/ports.ts';

/** A named side of a rule: what a firewall engineer would make an object or a group of. */
export interface Party {
  readonly name: string;
  readonly networks: readonly Network[];
  /** Set where the side is known by name only. */
  readonly fqdns: readonly string[];
}

/** The chain to the left of a rule. */
export interface Origin {
  readonly flow: string;
  readonly conversation: string;
  readonly reverse: boolean;
}

export interface Rule {
  /** Unique in its policy and stable. */
  readonly id: string;
  readonly action: 'permit';
  /** For host firewalls, seen from the host: `in` has the host as destination. */
  readonly direction: 'forward' | 'in' | 'out';
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  /** `esp`: protocol 50, which carries other packets of the same ends. */
  readonly transport: Transport | 'esp';
  /** Destination ports; empty for ICMP and ESP. */
  readonly ports: readonly PortRange[];
  /** ICMP type and code where transport is `icmp`. */
  readonly icmp?: 'echo-request';
  readonly rpc?: 'dynamic' | 'endpoint-mapper';
  readonly cast?: 'broadcast' | 'multicast';
  /** Part of a protocol that some filters can follow: those need no rule for it beside the one for its first packet. */
  readonly follows?: 'tftp';
  /** Catalog service ids that the rule serves. */
  readonly services: readonly string[];
  /** What people call the services that the title names. */
  readonly serviceNames: readonly string[];
  readonly phase: Phase;
  readonly window?: Window | undefined;
  readonly origins: readonly Origin[];
  /** One line a person understands: who talks to whom, for what. */
  readonly title: string;
  /** What listens or talks on the host, where known: a program path or a Windows service name. */
  readonly program?: string;
  readonly windowsService?: string;
}

/** What stands behind one of a filter's interfaces; vendors that call it a zone mean the same here. */
export interface Interface {
  readonly name: string;
  readonly networks: readonly Network[];
}

/** A rule whose destination is known by name only, for languages that have names. */
export interface NamedRule {
  /** Of one flow; `to` holds the names, and no network. */
  readonly rule: Rule;
  /** The interface of the filter that leads there; absent where the hierarchy doesn't tell. */
  readonly toInterface?: string;
  /** What is to be said where the language has no names, or not such ones. */
  readonly finding: Diagnostic;
}

export interface Policy {
  /**
   * `proxy`: what a web proxy may fetch, and for whom; its rules are all by name. `ipsec`: what of a host's packets
   * travels inside of IPsec.
   */
  readonly kind: 'network' | 'host' | 'proxy' | 'ipsec';
  /** The filter's, the host's or the proxy's name. */
  readonly name: string;
  readonly hierarchy: string;
  readonly dialect: string;
  readonly rules: readonly Rule[];
  /** Destinations known by name only that no rule opens by address. */
  readonly named: readonly NamedRule[];
  /** Of a filter between networks: where its zones are. Networks may stand behind several. Empty for a host. */
  readonly interfaces: readonly Interface[];
  /** Of a web proxy: the name or address, and the port, that clients reach it by. */
  readonly listens?: { readonly host: string; readonly port: number };
  /** Everything that could not be said in this form; never silently dropped. */
  readonly diagnostics: readonly Diagnostic[];
}
