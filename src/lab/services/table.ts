/** Who serves what in the full tier: the first server of the list that takes a port. */
import { dnsmasq } from './dnsmasq.ts';
import { nginx } from './nginx.ts';
import { isOnDemand } from './on-demand.ts';
import { sambaDc } from './samba-dc.ts';
import type { LabService, Listen, ServedHost } from './service.ts';
import { smbd } from './smbd.ts';
import { squid } from './squid.ts';
import { strongswan } from './strongswan.ts';
import { xrdp } from './xrdp.ts';

export interface Server {
  readonly program: string;
  /** What it stands in for, for people. */
  readonly about: string;
  /** Debian's packages, and the files by which one sees that they are there. */
  readonly packages: Readonly<Record<string, string>>;
  /** Roles of a host that has it. */
  readonly roles: readonly string[] | 'any';
  /** Ids of the catalog's services. */
  readonly services: readonly string[];
  readonly make: (host: ServedHost, serves: readonly Listen[]) => LabService;
}

const SITE_SYSTEMS = [
  'site-server',
  'sql-server',
  'sms-provider',
  'management-point',
  'distribution-point',
  'software-update-point',
  'fallback-status-point',
  'state-migration-point',
  'reporting-services-point',
  'endpoint-protection-point',
  'service-connection-point',
  'cmg-connection-point',
  'data-warehouse-service-point',
  'asset-intelligence-sync-point',
  'certificate-registration-point',
  'enrollment-point',
  'enrollment-proxy-point',
  'file-share-server',
  'issuing-ca',
  'wsus-server',
  'wsus-database-server',
  'remote-content-library',
] as const;

const DIRECTORY = ['domain-controller', 'global-catalog'] as const;

/** Beside whatever a host serves: it answers for no port of the plan's. */
const IPSEC: Omit<Server, 'roles' | 'services' | 'make'> = {
  program: 'strongswan',
  about: 'IPsec, with what Portolan prints for it',
  packages: {
    'charon-systemd': '/usr/sbin/charon-systemd',
    'strongswan-swanctl': '/usr/sbin/swanctl',
    'libcharon-extra-plugins': '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so',
    'libstrongswan-standard-plugins': '/usr/lib/ipsec/plugins/libstrongswan-openssl.so',
  },
};

export const SERVERS: readonly Server[] = [
  {
    program: 'samba',
    about: 'domain controller',
    packages: {
      samba: '/usr/sbin/smbd',
      'samba-ad-dc': '/usr/sbin/samba',
      'samba-ad-provision': '/usr/share/samba/setup/provision.ldif',
      'samba-dsdb-modules': '/usr/lib/*/samba/ldb/samldb.so',
      'samba-vfs-modules': '/usr/lib/*/samba/vfs/acl_xattr.so',
      winbind: '/usr/sbin/winbindd',
    },
    roles: DIRECTORY,
    services: [
      'smb',
      'rpc-endpoint-mapper',
      'rpc-dynamic',
      'ldap',
      'ldap-udp',
      'ldaps',
      'global-catalog',
      'global-catalog-tls',
      'kerberos',
      'kerberos-udp',
      'dns-udp',
      'dns-tcp',
      'netbios-name',
      'netbios-datagram',
      'netbios-session',
    ],
    make: sambaDc,
  },
  {
    program: 'smbd',
    about: 'SMB, endpoint mapper and dynamic RPC of a Windows server',
    packages: { samba: '/usr/sbin/smbd' },
    roles: SITE_SYSTEMS,
    services: ['smb', 'rpc-endpoint-mapper', 'rpc-dynamic', 'netbios-session'],
    make: smbd,
  },
  {
    program: 'nginx',
    about: 'web sites of site systems',
    packages: { 'nginx-light': '/usr/sbin/nginx' },
    roles: SITE_SYSTEMS,
    services: ['http', 'https', 'http-alternate', 'https-alternate', 'wsus-http', 'wsus-https'],
    make: nginx,
  },
  {
    program: 'squid',
    about: 'web proxy, with the rules that Portolan prints for it',
    packages: { 'squid-openssl': '/usr/sbin/squid' },
    roles: ['proxy-server'],
    services: ['http-proxy'],
    make: squid,
  },
  {
    program: 'dnsmasq',
    about: 'DHCP, PXE and TFTP, and DNS without a domain',
    packages: { 'dnsmasq-base': '/usr/sbin/dnsmasq' },
    roles: ['distribution-point', 'dhcp-server', 'dns-server'],
    services: ['dhcp', 'pxe-binl', 'tftp', 'tftp-data', 'dhcpv6', 'dns-udp', 'dns-tcp'],
    make: dnsmasq,
  },
  {
    program: 'xrdp',
    about: 'Remote Desktop',
    packages: { xrdp: '/usr/sbin/xrdp' },
    roles: 'any',
    services: ['remote-desktop'],
    make: (_, serves) => xrdp(serves),
  },
];

/** Everything that can run, for people. */
export const PROGRAMS: readonly Pick<Server, 'program' | 'about' | 'packages'>[] = [...SERVERS, IPSEC];

export interface HostServices {
  readonly services: readonly LabService[];
  /** What Portolan's own small servers answer for. */
  readonly rest: readonly Listen[];
}

/** The real servers of a host, and what is left for those of this project. */
export function servicesOf(host: ServedHost): HostServices {
  let rest: readonly Listen[] = host.listens;
  const services: LabService[] = [];
  for (const server of SERVERS) {
    if (server.roles !== 'any' && !server.roles.some((role) => host.roles.includes(role))) continue;
    const [taken, left] = split(rest, server);
    // A range alone needs no server.
    if (!taken.some((listen) => !isOnDemand(listen))) continue;
    services.push(server.make(host, taken));
    rest = left;
  }
  if (host.ipsec) services.push(strongswan(host.ipsec));
  return { services, rest };
}

/** All services of a port must be the server's: HTTP of a role that it doesn't know makes the port somebody else's. */
function split(listens: readonly Listen[], { services }: Server): [Listen[], Listen[]] {
  const isTaken = (listen: Listen): boolean => listen.services.every((id) => services.includes(id));
  return [listens.filter(isTaken), listens.filter((listen) => !isTaken(listen))];
}

/** Packages that a host's servers need and that aren't installed, sorted. `exists`: whether a file is there; a star in its name stands for any folder. */
export function missingPackages(hosts: readonly ServedHost[], exists: (file: string) => boolean): string[] {
  const programs = new Set(hosts.flatMap((host) => servicesOf(host).services.map(({ program }) => program)));
  const missing = PROGRAMS.filter(({ program }) => programs.has(program)).flatMap(({ packages }) =>
    Object.entries(packages).flatMap(([name, file]) => (exists(file) ? [] : [name])),
  );
  return [...new Set(missing)].sort();
}
