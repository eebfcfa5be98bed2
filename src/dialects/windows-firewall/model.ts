/** A host's rules for Windows Defender Firewall as data: one entry per call of New-NetFirewallRule. */
import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Rule } from '../../policy/model.ts';

/** Ports, or a keyword for what Windows finds out by itself. */
export type WindowsPorts =
  | { readonly kind: 'ranges'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'keyword'; readonly keyword: 'RPC' | 'RPCEPMap' };

export interface WindowsRule {
  /** Unique on the host. */
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** `50` is ESP. */
  readonly protocol: 'TCP' | 'UDP' | 'ICMPv4' | 'ICMPv6' | '50';
  /** Absent for ICMP. Inbound it is the local port, outbound the remote one. */
  readonly ports?: WindowsPorts;
  readonly icmpType?: 8 | 128;
  /** Absent where the host has one address only. */
  readonly localNetworks?: readonly Network[];
  readonly remoteNetworks: readonly Network[];
  readonly program?: string;
  readonly service?: string;
  /** What it says in the neutral policy, with its origins. */
  readonly rule: Rule;
}

export interface WindowsScript {
  readonly host: string;
  readonly hierarchy: string;
  readonly rules: readonly WindowsRule[];
}
