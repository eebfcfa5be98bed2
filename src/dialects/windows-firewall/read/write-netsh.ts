import { FIREWALL, netshCommand } from '../netsh-command.ts';
import type { WrittenRule } from './rules-to-write.ts';

/** Parameters of New-NetFirewallRule → those of netsh. */
const NAMES: Readonly<Record<string, string>> = {
  Direction: 'dir',
  Action: 'action',
  Protocol: 'protocol',
  LocalPort: 'localport',
  RemotePort: 'remoteport',
  LocalAddress: 'localip',
  RemoteAddress: 'remoteip',
};

/** A rule as a command of netsh, which holds one type of ICMP at most. */
export function netshRule(rule: WrittenRule, name: string): string | undefined {
  const [only, ...more] = rule.find(([field]) => field === 'IcmpType')?.[1] ?? [];
  if (more.length > 0) return undefined;
  const type = only === undefined ? '' : only.includes(':') ? only.replace(':', ',') : `${only},any`;
  return netshCommand(FIREWALL, 'add rule', [
    ['name', name === '' || name.toLowerCase() === 'all' ? `Portolan ${name}` : name],
    ...rule.flatMap(([field, values]): [string, string][] => {
      const parameter = NAMES[field];
      if (parameter === undefined) return [];
      const value = values.join(',');
      if (parameter === 'dir') return [[parameter, value === 'Inbound' ? 'in' : 'out']];
      return [[parameter, parameter === 'protocol' && type !== '' ? `${value}:${type}` : value]];
    }),
  ]);
}
