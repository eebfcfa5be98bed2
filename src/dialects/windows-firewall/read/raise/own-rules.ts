/** Rules that every Windows has from the start, switched off: what it does to switch them on, though no text holds them. */
import type { ChangeStep } from '../model.ts';
import { LITERAL } from './query.ts';

/**
 * Groups of rules that come with Windows, by their English names in lower case, and by the texts that stand for those
 * in every language (FirewallAPI.dll). All their rules allow; none blocks.
 * https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/rules
 */
const GROUPS: ReadonlySet<string> = new Set([
  'branchcache - content retrieval (uses http)',
  'branchcache - peer discovery (uses wsd)',
  'com+ network access',
  'com+ remote administration',
  'core networking',
  'core networking diagnostics',
  'distributed transaction coordinator',
  'failover clusters',
  'file and printer sharing',
  'file and printer sharing (restrictive)',
  'file and printer sharing over smbdirect',
  'file server remote management',
  'iscsi service',
  'key management service',
  'netlogon service',
  'network discovery',
  'performance logs and alerts',
  'remote assistance',
  'remote desktop',
  'remote desktop (websocket)',
  'remote event log management',
  'remote event monitor',
  'remote scheduled tasks management',
  'remote service management',
  'remote shutdown',
  'remote volume management',
  'routing and remote access',
  'secure socket tunneling protocol',
  'snmp service',
  'snmp trap',
  'windows defender firewall remote management',
  'windows firewall remote management',
  'windows management instrumentation (wmi)',
  'windows remote management',
  'windows remote management (compatibility)',
  // File and Printer Sharing, Remote Desktop, Windows Management Instrumentation, Windows Remote Management
  '@firewallapi.dll,-28502',
  '@firewallapi.dll,-28752',
  '@firewallapi.dll,-34251',
  '@firewallapi.dll,-30267',
]);

/** How names of single rules begin: `FPS-SMB-In-TCP`, `WMI-RPCSS-In-TCP`. */
const NAMES =
  /^(?:fps|wmi|winrm|remotedesktop|corenet|remoteeventlogsvc|remotesvcadmin|remotetask|rvm)-[\w-]+$/;

/**
 * Whether a change is about nothing but rules of Windows' own, none of which it makes block: it can open something,
 * and can't close anything that another rule opens.
 */
export function opensOwnRules({ how, query, fields }: ChangeStep): boolean {
  if (query === null || query.size === 0) return false;
  if (how === 'remove') return false;
  for (const [name, values] of fields) if (values === null || name === '?' || name === 'action') return false;
  for (const [name, values] of query) {
    const field = name.startsWith(LITERAL) ? name.slice(LITERAL.length) : name;
    const holds = OWN[field];
    if (holds && values?.every((value) => holds(value.toLowerCase()))) return true;
  }
  return false;
}

const isOwnGroup = (value: string): boolean => GROUPS.has(value);

const OWN: Readonly<Record<string, (value: string) => boolean>> = {
  group: isOwnGroup,
  displaygroup: isOwnGroup,
  name: (value) => NAMES.test(value),
  // `File and Printer Sharing (SMB-In)`
  displayname: (value) => {
    const [, group = ''] = /^(.{1,60}?) \([^()]{1,60}\)$/.exec(value) ?? [];
    return GROUPS.has(group) || GROUPS.has(`${group} (wmi)`);
  },
};
