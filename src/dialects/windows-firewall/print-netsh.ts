import type { LineOrigin, Printed } from '../dialect.ts';
import { timeText } from '../time-text.ts';
import { NETSH_CAPABILITIES } from './capabilities.ts';
import type { WindowsRule, WindowsScript } from './model.ts';
import { FIREWALL, type NetshParameters, netshCommand, remark } from './netsh-command.ts';
import { addressText, descriptionOf, displayNameOf, portTexts } from './texts.ts';

/** Text only: a batch file, in ASCII, with a command a rule. */
export function printNetsh({ host, hierarchy, rules }: WindowsScript): Printed {
  const lines: string[] = [
    '@echo off',
    ...[
      `Rules for the host "${host}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
      'Permitted is what the plan needs to and from this host. Run it on that host, as an administrator.',
      '',
      'try        read it: netsh tries nothing',
      'apply      FILE.cmd                 (replaces what an earlier file created under the same names)',
      'take back  each "delete rule" below',
      '',
      'The rules hold in every network profile. Default actions are not touched: outbound rules have an effect only',
      'where outbound connections are blocked by default.',
    ].map(remark),
    'setlocal DisableDelayedExpansion',
    '',
  ];
  const origins: LineOrigin[] = [];
  for (const entry of rules) {
    const { rule } = entry;
    const name = nameOf(entry);
    lines.push(remark(`${rule.title} (${timeText(rule)})`));
    for (const command of [
      `${netshCommand(FIREWALL, 'delete rule', [['name', name]])} >nul 2>&1`,
      netshCommand(FIREWALL, 'add rule', parametersOf(entry, name)),
    ]) {
      lines.push(command);
      origins.push({ line: lines.length, rule: rule.id, origins: rule.origins });
    }
  }
  lines.push('endlocal', '');
  return { text: lines.join('\r\n'), lines: origins };
}

/** Names are how netsh finds a rule again, so that they carry the rule's own. */
function nameOf(entry: WindowsRule): string {
  return `${displayNameOf(entry, NETSH_CAPABILITIES)} (${entry.name})`;
}

function parametersOf(entry: WindowsRule, name: string): NetshParameters {
  const { direction, protocol, icmpType, ports, localNetworks, remoteNetworks, program, service } = entry;
  const isIn = direction === 'Inbound';
  // netsh writes the word with a hyphen.
  const portList = ports && portTexts(ports).join(',').replace('RPCEPMap', 'RPC-EPMap');
  const parameters: (readonly [string, string] | undefined)[] = [
    ['name', name],
    ['description', descriptionOf(entry, NETSH_CAPABILITIES)],
    ['dir', isIn ? 'in' : 'out'],
    ['action', 'allow'],
    ['enable', 'yes'],
    ['profile', 'any'],
    ['protocol', icmpType === undefined ? protocol : `${protocol.toLowerCase()}:${icmpType},any`],
    portList === undefined ? undefined : [isIn ? 'localport' : 'remoteport', portList],
    localNetworks && ['localip', localNetworks.map(addressText).join(',')],
    ['remoteip', remoteNetworks.map(addressText).join(',')],
    program === undefined ? undefined : ['program', program],
    service === undefined ? undefined : ['service', service],
  ];
  return parameters.filter((parameter) => parameter !== undefined);
}
