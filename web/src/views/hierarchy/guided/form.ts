import type {
  StarterClients,
  StarterForm,
  StarterNetworks,
  StarterServer,
} from '../../../../../src/hierarchy/starter/form.ts';

/** The form while it is filled in: everything is there, and typed things are as typed. */
export interface GuidedForm {
  readonly name: string;
  readonly siteCode: string;
  readonly version: string;
  readonly communication: 'enhanced-http' | 'https' | 'http';
  readonly internet: 'direct' | 'none';
  readonly servers: readonly StarterServer[];
  readonly wsus: { readonly http: string; readonly https: string; readonly ssl: boolean };
  readonly clients: readonly StarterClients[];
  readonly consoles: string;
  readonly zones: readonly StarterNetworks[];
  readonly firewall: { readonly name: string; readonly between: readonly string[]; readonly dialect: string };
}

/** What most first sites look like: addresses are left to be typed. */
export const FIRST_FORM: GuidedForm = {
  name: '',
  siteCode: '',
  version: '2509',
  communication: 'enhanced-http',
  internet: 'direct',
  servers: [
    { name: 'dc01', address: '', roles: ['domain-controller', 'global-catalog', 'dns-server'] },
    {
      name: 'cm01',
      address: '',
      roles: [
        'site-server',
        'sql-server',
        'sms-provider',
        'management-point',
        'distribution-point',
        'software-update-point',
      ],
    },
  ],
  wsus: { http: '8530', https: '8531', ssl: false },
  clients: [{ name: 'office', networks: '', servers: [] }],
  consoles: '',
  zones: [],
  firewall: { name: 'core', between: [], dialect: 'nftables' },
};

/** What the server is asked to make of it. A firewall needs zones: without any, rules are for the hosts' own. */
export function starterForm(form: GuidedForm): StarterForm {
  const { zones, firewall, wsus, ...rest } = form;
  const hasUpdates = form.servers.some((server) => server.roles.includes('software-update-point'));
  return {
    ...rest,
    ...(hasUpdates && { wsus: { http: portOf(wsus.http), https: portOf(wsus.https), ssl: wsus.ssl } }),
    ...(zones.length > 0 && { zones, firewall }),
  };
}

/** 0 for what is no port: the server says so at its field. */
function portOf(text: string): number {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
}

/** Roles that the form offers, in the order in which one thinks of them. */
export const OFFERED_ROLES: readonly {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}[] = [
  { id: 'site-server', title: 'Site server', about: 'the primary site’s own server' },
  { id: 'sql-server', title: 'SQL Server', about: 'holds the site database' },
  { id: 'sms-provider', title: 'SMS Provider', about: 'consoles talk to it' },
  { id: 'management-point', title: 'Management point', about: 'clients report to it' },
  { id: 'distribution-point', title: 'Distribution point', about: 'clients get content from it' },
  { id: 'software-update-point', title: 'Software update point', about: 'WSUS' },
  { id: 'service-connection-point', title: 'Service connection point', about: 'talks to Microsoft’s cloud' },
  { id: 'reporting-services-point', title: 'Reporting services point', about: '' },
  { id: 'fallback-status-point', title: 'Fallback status point', about: '' },
  { id: 'state-migration-point', title: 'State migration point', about: '' },
  { id: 'domain-controller', title: 'Domain controller', about: '' },
  { id: 'global-catalog', title: 'Global catalog', about: '' },
  { id: 'dns-server', title: 'DNS server', about: '' },
  { id: 'dhcp-server', title: 'DHCP server', about: '' },
  { id: 'ntp-server', title: 'Time server', about: '' },
  { id: 'file-share-server', title: 'File share', about: '' },
];

/** A list with one entry changed. */
export function changed<T>(list: readonly T[], index: number, change: Partial<T>): readonly T[] {
  return list.map((entry, i) => (i === index ? { ...entry, ...change } : entry));
}
