import type { LineOrigin, Printed } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { WindowsRule, WindowsScript } from './model.ts';
import { addressText, descriptionOf, displayNameOf, groupOf, portTexts } from './texts.ts';

/** Text only: what `Get-NetFirewallRule`, joined with all of a rule's filters, gives `ConvertTo-Json` for these rules. */
export function printJson({ hierarchy, rules }: WindowsScript): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  for (const [i, entry] of rules.entries()) {
    const text = JSON.stringify(objectOf(entry, hierarchy), null, 2).split('\n');
    for (const part of text) {
      lines.push(`  ${part}`);
      // The first line opens the list.
      origins.push({ line: lines.length + 1, rule: entry.rule.id, origins: entry.rule.origins });
    }
    if (i < rules.length - 1) lines[lines.length - 1] += ',';
  }
  return { text: ['[', ...lines, ']', ''].join('\n'), lines: origins };
}

function objectOf(entry: WindowsRule, hierarchy: string): object {
  const { direction, protocol, icmpType, ports, localNetworks, remoteNetworks, program, service } = entry;
  const isIn = direction === 'Inbound';
  const own = ports ? portTexts(ports) : 'Any';
  return {
    Name: entry.name,
    DisplayName: displayNameOf(entry, CAPABILITIES),
    Description: descriptionOf(entry, CAPABILITIES),
    Group: groupOf(hierarchy),
    Enabled: 'True',
    Profile: 'Any',
    Direction: direction,
    Action: 'Allow',
    Protocol: protocol,
    LocalPort: isIn ? own : 'Any',
    RemotePort: isIn ? 'Any' : own,
    IcmpType: icmpType === undefined ? 'Any' : `${icmpType}`,
    LocalAddress: localNetworks ? localNetworks.map(addressText) : 'Any',
    RemoteAddress: remoteNetworks.map(addressText),
    Program: program ?? 'Any',
    Package: null,
    Service: service ?? 'Any',
    InterfaceType: 'Any',
    InterfaceAlias: 'Any',
    Authentication: 'NotRequired',
    Encryption: 'NotRequired',
    OverrideBlockRules: false,
  };
}
