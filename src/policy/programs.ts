import type { Transport } from '../net/ports.ts';
import type { Flow, FlowService } from '../plan/model.ts';
import type { Program } from './draft.ts';

/** One listener on Windows that is always the same, whatever is installed where. */
interface KnownListener extends Program {
  readonly transport: Transport;
  /** The service's default ports, as the catalog writes them; a port of one's own doesn't change who listens. */
  readonly ports: readonly string[];
  /** Roles on whose hosts this holds; absent: on every Windows host. */
  readonly roles?: readonly string[];
  /** Where the fact was read. */
  readonly source: string;
}

const SVCHOST = '%SystemRoot%\\System32\\svchost.exe';
const LSASS = '%SystemRoot%\\System32\\lsass.exe';
const RPC_PAGE = 'learn.microsoft.com, "RPC Dependency" (Windows Firewall, previous versions)';
const BUILT_IN =
  'Windows’ own rule of this name, as listed in "Domain Controller Firewall" (firewall.dsinternals.com)';

/** Site systems whose HTTP listener is IIS or SQL Server Reporting Services, both on the kernel's http.sys. */
const WEB_ROLES = [
  'management-point',
  'distribution-point',
  'software-update-point',
  'fallback-status-point',
  'state-migration-point',
  'reporting-services-point',
  'wsus-server',
];

/**
 * Only what is certain. Left out on purpose: SQL Server (its path holds version and instance), Configuration
 * Manager's own services (the installation folder is chosen at setup), DHCP and boot services (WDS or the PXE
 * responder, depending on a setting), Remote Control (clients only).
 */
const KNOWN_LISTENERS: readonly KnownListener[] = [
  { transport: 'tcp', ports: ['135'], program: SVCHOST, windowsService: 'RpcSs', source: RPC_PAGE },
  { transport: 'tcp', ports: ['445'], program: 'System', source: RPC_PAGE },
  {
    transport: 'tcp',
    ports: ['139'],
    program: 'System',
    source: `File and Printer Sharing (NB-Session-In): ${BUILT_IN}`,
  },
  {
    transport: 'udp',
    ports: ['137', '138', '137-138'],
    program: 'System',
    source: `File and Printer Sharing (NB-Name-In): ${BUILT_IN}`,
  },
  {
    transport: 'tcp',
    ports: ['3389'],
    program: SVCHOST,
    windowsService: 'TermService',
    source: `Remote Desktop - User Mode (TCP-In): ${BUILT_IN}`,
  },
  {
    transport: 'tcp',
    ports: ['80', '443', '8530', '8531'],
    roles: WEB_ROLES,
    program: 'System',
    source: 'World Wide Web Services (HTTP Traffic-In): Windows’ own rule, IIS-WebServerRole-HTTP-In-TCP',
  },
  {
    transport: 'tcp',
    ports: ['88', '389', '464', '636'],
    roles: ['domain-controller'],
    program: LSASS,
    source: `Active Directory Domain Controller - LDAP (TCP-In), Kerberos Key Distribution Center (TCP-In): ${BUILT_IN}`,
  },
  {
    transport: 'udp',
    ports: ['88', '389', '464'],
    roles: ['domain-controller'],
    program: LSASS,
    source: `Active Directory Domain Controller - LDAP (UDP-In), Kerberos Key Distribution Center (UDP-In): ${BUILT_IN}`,
  },
  {
    transport: 'tcp',
    ports: ['3268', '3269'],
    roles: ['global-catalog', 'domain-controller'],
    program: LSASS,
    source: `Active Directory Domain Controller - LDAP for Global Catalog (TCP-In): ${BUILT_IN}`,
  },
  {
    transport: 'tcp',
    ports: ['53'],
    roles: ['dns-server'],
    program: '%SystemRoot%\\System32\\dns.exe',
    windowsService: 'DNS',
    source: `DNS (TCP, Incoming): ${BUILT_IN}`,
  },
  {
    transport: 'udp',
    ports: ['53'],
    roles: ['dns-server'],
    program: '%SystemRoot%\\System32\\dns.exe',
    windowsService: 'DNS',
    source: `DNS (UDP, Incoming): ${BUILT_IN}`,
  },
  {
    transport: 'udp',
    ports: ['123'],
    roles: ['ntp-server', 'domain-controller'],
    program: SVCHOST,
    windowsService: 'W32Time',
    source: `Active Directory Domain Controller - W32Time (NTP-UDP-In): ${BUILT_IN}`,
  },
  {
    transport: 'udp',
    ports: ['1434'],
    windowsService: 'SQLBrowser',
    source: 'SqlServerDsc, SqlWindowsFirewall: firewall rule for the service SQLBrowser',
  },
];

/** What listens for a flow's service on the Windows host where the flow ends, where that is certain. */
export function listenerOf(flow: Flow, { service, transport }: FlowService): Program | undefined {
  const { conversation, reverse } = flow;
  const role = reverse ? conversation.initiator : conversation.responder;
  const known = KNOWN_LISTENERS.find(
    (row) =>
      row.transport === transport && row.ports.includes(service.ports) && (row.roles?.includes(role) ?? true),
  );
  if (!known) return undefined;
  const { program, windowsService } = known;
  return { ...(program && { program }), ...(windowsService && { windowsService }) };
}
