/** An nftables file as data: one table with its sets, helpers and rules. */
import type { Family, Network } from '../../net/network.ts';
import type { PortRange, Transport } from '../../net/ports.ts';
import type { Policy, Rule } from '../../policy/model.ts';

/** One side of a match; `any` is every address of the family. */
export type NftSide =
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly name: string }
  | { readonly kind: 'networks'; readonly networks: readonly Network[] };

/** A named set of addresses that several rules use. */
export interface NftSet {
  readonly name: string;
  readonly family: Family;
  readonly networks: readonly Network[];
  /** Who is in it. */
  readonly parties: readonly string[];
}

/** A connection tracking helper that lets the kernel expect the connections that a protocol opens by itself. */
export interface NftHelper {
  readonly name: string;
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
}

/** One line in a chain: a match, and what happens to new connections that match. */
export interface NftStatement {
  readonly family: Family;
  readonly source: NftSide;
  readonly destination: NftSide;
  readonly transport: Transport | 'esp';
  /** Empty for ICMP, where echo requests are meant, and for ESP. */
  readonly ports: readonly PortRange[];
  readonly verdict: { readonly kind: 'accept' } | { readonly kind: 'helper'; readonly helper: string };
}

/** The lines that one neutral rule became. */
export interface NftRule {
  readonly rule: Rule;
  readonly statements: readonly NftStatement[];
}

export interface NftChain {
  readonly hook: 'forward' | 'input' | 'output';
  readonly rules: readonly NftRule[];
}

export interface NftFile {
  readonly kind: Policy['kind'];
  readonly hierarchy: string;
  /** The filter's or the host's name, as in the hierarchy. */
  readonly name: string;
  readonly table: string;
  readonly sets: readonly NftSet[];
  readonly helpers: readonly NftHelper[];
  readonly chains: readonly NftChain[];
}
