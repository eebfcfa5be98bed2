import { awsSecurityGroupReader } from './aws-security-group/reader.ts';
import { azureFirewallReader } from './azure-firewall/reader.ts';
import { azureNsgReader } from './azure-nsg/reader.ts';
import { checkpointReader } from './checkpoint/reader.ts';
import { ciscoAsaReader } from './cisco-asa/reader.ts';
import { ciscoIosReader, ciscoNxosReader } from './cisco-ios/reader.ts';
import { fortiosReader } from './fortios/reader.ts';
import { gcpFirewallReader } from './gcp-firewall/reader.ts';
import { iptablesReader } from './iptables/reader.ts';
import { junosSrxReader } from './junos-srx/reader.ts';
import { mostLikely } from './languages.ts';
import { nftablesReader } from './nftables/reader.ts';
import { panosReader } from './panos/reader.ts';
import { opnsenseReader, pfsenseReader } from './pfsense/reader.ts';
import type { DialectReader } from './reader.ts';
import { squidReader } from './squid/reader.ts';
import { strongswanReader } from './strongswan/reader.ts';
import { windowsIpsecReader } from './windows-firewall/ipsec/reader.ts';
import { windowsNetshIpsecReader } from './windows-firewall/netsh-ipsec/reader.ts';
import { windowsFirewallReader } from './windows-firewall/reader.ts';

/** Every language that configurations can be read in, by its id. */
export const READERS: ReadonlyMap<string, DialectReader> = new Map(
  [
    nftablesReader,
    iptablesReader,
    ciscoAsaReader,
    ciscoIosReader,
    ciscoNxosReader,
    panosReader,
    fortiosReader,
    junosSrxReader,
    checkpointReader,
    pfsenseReader,
    opnsenseReader,
    windowsFirewallReader,
    azureNsgReader,
    azureFirewallReader,
    awsSecurityGroupReader,
    gcpFirewallReader,
    squidReader,
    strongswanReader,
    windowsIpsecReader,
    windowsNetshIpsecReader,
  ].map((reader): [string, DialectReader] => [reader.id, reader as DialectReader]),
);

/** The language that a text looks like most; absent where it looks like none. */
export function recogniseDialect(text: string, file: string): DialectReader | undefined {
  return mostLikely(READERS.values(), text, file);
}
