import { awsSecurityGroup, awsSecurityGroupCloudFormation } from './aws-security-group/dialect.ts';
import { azureFirewall, azureFirewallArm } from './azure-firewall/dialect.ts';
import { azureNsg, azureNsgArm } from './azure-nsg/dialect.ts';
import { checkpoint } from './checkpoint/dialect.ts';
import { ciscoAsa } from './cisco-asa/dialect.ts';
import { ciscoIos, ciscoNxos } from './cisco-ios/dialect.ts';
import type { Dialect } from './dialect.ts';
import { fortios } from './fortios/dialect.ts';
import { gcpFirewall } from './gcp-firewall/dialect.ts';
import { iptables } from './iptables/dialect.ts';
import { junosSrx, junosSrxCurly } from './junos-srx/dialect.ts';
import { nftables } from './nftables/dialect.ts';
import { nftablesJson } from './nftables/dialect-json.ts';
import { pac } from './pac/dialect.ts';
import { panos, panosXml } from './panos/dialect.ts';
import { opnsense, pfsense } from './pfsense/dialect.ts';
import { squid } from './squid/dialect.ts';
import { strongswan } from './strongswan/dialect.ts';
import { windowsFirewall } from './windows-firewall/dialect.ts';
import {
  windowsGpo,
  windowsIntune,
  windowsJson,
  windowsNetsh,
  windowsRegistry,
} from './windows-firewall/dialect-forms.ts';
import { windowsIpsec } from './windows-firewall/ipsec/dialect.ts';
import { windowsNetshIpsec } from './windows-firewall/netsh-ipsec/dialect.ts';

/** Every language that rules can be printed in, by its id. A new dialect is added here and nowhere else. */
export const DIALECTS: ReadonlyMap<string, Dialect<unknown>> = new Map(
  [
    nftables,
    nftablesJson,
    iptables,
    windowsFirewall,
    windowsNetsh,
    windowsRegistry,
    windowsGpo,
    windowsJson,
    windowsIntune,
    ciscoAsa,
    ciscoIos,
    ciscoNxos,
    panos,
    panosXml,
    fortios,
    junosSrx,
    junosSrxCurly,
    checkpoint,
    pfsense,
    opnsense,
    azureNsg,
    azureNsgArm,
    azureFirewall,
    azureFirewallArm,
    awsSecurityGroup,
    awsSecurityGroupCloudFormation,
    gcpFirewall,
    squid,
    pac,
    strongswan,
    windowsIpsec,
    windowsNetshIpsec,
  ].map((dialect): [string, Dialect<unknown>] => [dialect.id, dialect as Dialect<unknown>]),
);
