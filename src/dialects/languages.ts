import type { Family } from '../net/network.ts';
import { recogniseAws } from './aws-security-group/recognise.ts';
import { recogniseAzureFirewall } from './azure-firewall/recognise.ts';
import { recogniseNsg } from './azure-nsg/recognise.ts';
import { recognises as recogniseCheckpoint } from './checkpoint/recognise.ts';
import { recognises as recogniseAsa } from './cisco-asa/recognise.ts';
import { recogniseIos, recogniseNxos } from './cisco-ios/recognise.ts';
import { recognises as recogniseFortios } from './fortios/recognise.ts';
import { recogniseGcp } from './gcp-firewall/recognise.ts';
import { recogniseIptables } from './iptables/recognise.ts';
import { recogniseSrx } from './junos-srx/recognise.ts';
import { recogniseNft } from './nftables/read/recognise.ts';
import { recognises as recognisePanos } from './panos/recognise.ts';
import { recogniseOpnsense, recognisePfsense } from './pfsense/recognise.ts';
import type { DialectReader } from './reader.ts';
import { recogniseSquid } from './squid/recognise.ts';
import { recogniseSwan } from './strongswan/recognise.ts';
import { recogniseIpsec } from './windows-firewall/ipsec/recognise.ts';
import { recogniseNetshIpsec } from './windows-firewall/netsh-ipsec/recognise.ts';
import { recogniseWindows } from './windows-firewall/read/recognise.ts';

/** A language that configurations can be read in, known without the code that reads it. */
export interface Language {
  readonly id: string;
  recognises(text: string, file: string): number;
  load(): Promise<DialectReader>;
  /** The address families that a text is for, where there may be a file for each. */
  families?(text: string, file: string): Promise<readonly Family[]>;
}

/** All of them, in the order of `READERS`. */
export const LANGUAGES: readonly Language[] = [
  {
    id: 'nftables',
    recognises: recogniseNft,
    load: async () => (await import('./nftables/reader.ts')).nftablesReader as DialectReader,
  },
  {
    id: 'iptables',
    recognises: recogniseIptables,
    load: async () => (await import('./iptables/reader.ts')).iptablesReader as DialectReader,
    families: async (text, file) => (await import('./iptables/families.ts')).iptablesFamilies(text, file),
  },
  {
    id: 'cisco-asa',
    recognises: recogniseAsa,
    load: async () => (await import('./cisco-asa/reader.ts')).ciscoAsaReader as DialectReader,
  },
  {
    id: 'cisco-ios',
    recognises: recogniseIos,
    load: async () => (await import('./cisco-ios/reader.ts')).ciscoIosReader as DialectReader,
  },
  {
    id: 'cisco-nxos',
    recognises: recogniseNxos,
    load: async () => (await import('./cisco-ios/reader.ts')).ciscoNxosReader as DialectReader,
  },
  {
    id: 'panos',
    recognises: recognisePanos,
    load: async () => (await import('./panos/reader.ts')).panosReader as DialectReader,
  },
  {
    id: 'fortios',
    recognises: recogniseFortios,
    load: async () => (await import('./fortios/reader.ts')).fortiosReader as DialectReader,
  },
  {
    id: 'junos-srx',
    recognises: recogniseSrx,
    load: async () => (await import('./junos-srx/reader.ts')).junosSrxReader as DialectReader,
  },
  {
    id: 'checkpoint',
    recognises: recogniseCheckpoint,
    load: async () => (await import('./checkpoint/reader.ts')).checkpointReader as DialectReader,
  },
  {
    id: 'pfsense',
    recognises: recognisePfsense,
    load: async () => (await import('./pfsense/reader.ts')).pfsenseReader as DialectReader,
  },
  {
    id: 'opnsense',
    recognises: recogniseOpnsense,
    load: async () => (await import('./pfsense/reader.ts')).opnsenseReader as DialectReader,
  },
  {
    id: 'windows-firewall',
    recognises: recogniseWindows,
    load: async () => (await import('./windows-firewall/reader.ts')).windowsFirewallReader as DialectReader,
  },
  {
    id: 'azure-nsg',
    recognises: recogniseNsg,
    load: async () => (await import('./azure-nsg/reader.ts')).azureNsgReader as DialectReader,
  },
  {
    id: 'azure-firewall',
    recognises: recogniseAzureFirewall,
    load: async () => (await import('./azure-firewall/reader.ts')).azureFirewallReader as DialectReader,
  },
  {
    id: 'aws-security-group',
    recognises: recogniseAws,
    load: async () =>
      (await import('./aws-security-group/reader.ts')).awsSecurityGroupReader as DialectReader,
  },
  {
    id: 'gcp-firewall',
    recognises: recogniseGcp,
    load: async () => (await import('./gcp-firewall/reader.ts')).gcpFirewallReader as DialectReader,
  },
  {
    id: 'squid',
    recognises: recogniseSquid,
    load: async () => (await import('./squid/reader.ts')).squidReader as DialectReader,
  },
  {
    id: 'strongswan',
    recognises: recogniseSwan,
    load: async () => (await import('./strongswan/reader.ts')).strongswanReader as DialectReader,
  },
  {
    id: 'windows-ipsec',
    recognises: recogniseIpsec,
    load: async () =>
      (await import('./windows-firewall/ipsec/reader.ts')).windowsIpsecReader as DialectReader,
  },
  {
    id: 'windows-netsh-ipsec',
    recognises: recogniseNetshIpsec,
    load: async () =>
      (await import('./windows-firewall/netsh-ipsec/reader.ts')).windowsNetshIpsecReader as DialectReader,
  },
];

/** What a text looks like most; absent where it looks like nothing that is known. */
export function mostLikely<T extends Pick<Language, 'recognises'>>(
  languages: Iterable<T>,
  text: string,
  file: string,
): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const language of languages) {
    const likeness = language.recognises(text, file);
    if (likeness > most) {
      most = likeness;
      best = language;
    }
    if (most >= 1) break;
  }
  return best;
}
