/** The form of the hierarchy document, section by section; `docs/hierarchy.md` explains it by task. */
import type { Role } from '../../catalog/model.ts';
import type { At, ClientSettings } from '../model.ts';
import { byKind, list, named, object, oneOrMany } from './collections.ts';
import { consolesShape } from './consoles.ts';
import { databaseDefinition, databaseShape } from './database.ts';
import { otherTrafficShape, place } from './other-traffic.ts';
import { protectionsShape } from './protections.ts';
import { roleDefinitions, roleShape, type WrittenRole } from './roles.ts';
import { described, type JsonSchema, located, type Shape, shared } from './shape.ts';
import { address, choice, flag, integer, name, network, port, ports, productVersion } from './values.ts';
import { windowFields, windowShape } from './window.ts';
import type * as Written from './written.ts';

const hostName = located(name('the name of a host'));
const siteCode = located(name('a site code'));
const networks = shared('networks', oneOrMany(network));
const window = shared('window', windowShape);
const forest = described(
  'Active Directory forest, where it is not the default one',
  name('the name of a forest'),
);
const proxy = described('Host with the role proxy-server through which internet flows go', hostName);

const clientSettings: Shape<ClientSettings & { readonly at: At }> = object('client settings', {
  peerCache: described('Clients share content with others of their boundary group', flag),
  peerCacheDownloadPort: described('TCP port, 8003 if left out', port),
  peerCacheBroadcastPort: described('UDP port, 8004 if left out', port),
  wakeUpProxy: described('Clients of a subnet wake each other', flag),
  wakeUpProxyPort: described('UDP port, 25536 if left out', port),
  wakeOnLanPort: described('UDP port of wake-up packets, 9 if left out', port),
  deliveryOptimization: described('Peer downloads of Windows, TCP 7680', flag),
  branchCache: described('BranchCache in distributed mode', flag),
  remoteControl: described('Remote control from the console', flag),
  remoteAssistance: described('Windows Remote Assistance from the console', flag),
  remoteDesktop: described('Remote Desktop from the console', flag),
  remoteDiagnostics: described('Event Viewer and the like from the console', flag),
  deltaDownload: described('Delta content of updates over a local listener', flag),
  deltaDownloadPort: described('TCP port, 8005 if left out', port),
});

const options = object('options', {
  rpcUdp135: described('UDP 135, which is documented but never used', flag),
  ldapsUdp: described('LDAPS over UDP', flag),
  legacyRpcRange: described('Dynamic RPC of Windows before 2008, 1025-5000', flag),
  netbios: described('NetBIOS, 137 to 139', flag),
  consoleDynamicRpc: described('Dynamic RPC from consoles to site servers', flag),
  stateMigrationDynamicRpc: described('Dynamic RPC between site servers and state migration points', flag),
  reportingCallsBack: described('Reporting services points start talking to their site server', flag),
  teredo: described('Teredo for Delivery Optimization', flag),
  globalCatalogTls: described('Global catalog over TLS, 3269', flag),
  tftpReplies: described(
    'First TFTP answers to any port of a client, for filters that do not follow TFTP',
    flag,
  ),
});

const zone: Shape<Written.WrittenZone> = object(
  'a zone',
  { networks: described('Networks of the zone', networks) },
  ['networks'],
);

const filter: Shape<Written.WrittenFilter> = object(
  'a filter',
  {
    between: described(
      'Zones that it stands between; `internet` is built in',
      list(located(name('the name of a zone'))),
    ),
    dialect: described('Language that rules are printed in', located(name('the name of a dialect'))),
    internetDestinations: described(
      'What to do with destinations that are known by name only, where the language has no names',
      choice(['refuse', 'any-address']),
    ),
    interfaces: described(
      'What stands behind each of its interfaces: names of zones, or networks',
      named('a map of interfaces', oneOrMany(place)),
    ),
  },
  ['between', 'dialect'],
);

const route: Shape<Written.WrittenRoute> = object(
  'a route',
  {
    from: described('Zone at one end', located(name('the name of a zone'))),
    to: described('Zone at the other end', located(name('the name of a zone'))),
    via: described('Filters on the way, in order', list(located(name('the name of a filter')))),
  },
  ['from', 'to', 'via'],
);

const sitePorts = object('ports of a site', {
  http: described('Client requests, 80 if left out', port),
  https: described('Client requests over TLS, 443 if left out', port),
  alternateHttp: described('Port that clients try when the first fails', port),
  alternateHttps: described('Port that clients try when the first fails', port),
  notification: described('Client notification, 10123 if left out', port),
  wakeOnLan: described('UDP port of wake-up packets, 9 if left out', port),
});

const migration: Shape<Written.WrittenMigration> = object(
  'a migration',
  {
    ...windowFields,
    provider: described('Host with the SMS Provider of the other hierarchy', hostName),
    database: described('Site database of the other hierarchy', databaseShape),
  },
  ['provider', 'database'],
);

/** `true`, `false` or a window. */
const flagOrWindow = byKind(flag, window);

const site: Shape<Written.WrittenSite> = object('a site', {
  type: described('primary if left out', choice(['central', 'primary', 'secondary'])),
  parent: described('Site code of the parent site', siteCode),
  server: described('Host of the active site server; left out, the one host with the role', hostName),
  passiveServer: described('Host of the passive site server', hostName),
  contentLibrary: described('Host of the remote content library', hostName),
  database: described('Site database; left out, the one host with the role sql-server', databaseShape),
  communication: described(
    'How clients talk to site systems, enhanced-http if left out',
    choice(['https', 'enhanced-http', 'http']),
  ),
  ports: described('Ports of the site', sitePorts),
  wakeOnLan: described(
    'Wake-up packets, from the site server or from peers',
    choice(['off', 'traditional', 'peer']),
  ),
  clientPush: described('Client push installation: true, or the window in which it runs', flagOrWindow),
  clientInstallation: described(
    'Other ways to install clients',
    oneOrMany(choice(['update-point', 'share', 'software-distribution', 'group-policy'])),
  ),
  installation: described('When the site is installed with a remote database', window),
  migration: described('Gathering data from another hierarchy', migration),
  wsusMaintenance: described('The site server maintains the WSUS databases', flag),
  networkDiscovery: described('Methods of network discovery', oneOrMany(choice(['snmp', 'dhcp', 'ping']))),
  fileShares: described('Hosts with shares that clients use', oneOrMany(hostName)),
  discoversForests: described(
    'Other forests that the site server discovers and publishes to',
    oneOrMany(located(name('the name of a forest'))),
  ),
  fileReplication: described('Secondary sites that it replicates files to directly', oneOrMany(siteCode)),
  clientSettings: described('Client settings of the site', shared('clientSettings', clientSettings)),
});

function host(role: Shape<WrittenRole>): Shape<Written.WrittenHost> {
  return object('a host', {
    address: described('Address of the host, or several', oneOrMany(address)),
    addresses: described('Addresses of the host', oneOrMany(address)),
    fqdn: described('Full DNS name', name('a DNS name')),
    site: described('Site code; left out where there is only one site', siteCode),
    forest,
    os: described('windows if left out', choice(['windows', 'linux'])),
    dialect: described(
      'Language of its own firewall, where it is not the usual one of its operating system',
      located(name('the name of a dialect')),
    ),
    roles: described('What the host does', oneOrMany(role)),
    rpc: described('Dynamic RPC ports, where narrower than 49152-65535', ports),
    siteInitiated: described('Require the site server to initiate connections to this site system', flag),
    internetFacing: described('Serves clients on the internet', flag),
    installation: described('When its roles are installed', window),
    proxy,
  });
}

const client: Shape<Written.WrittenClients> = object('a client network', {
  subnet: described('Subnet of the clients, or several', networks),
  subnets: described('Subnets of the clients', networks),
  boundaryGroup: described(
    'Boundary group; left out where none is declared',
    located(name('the name of a boundary group')),
  ),
  site: described('Assigned site, where no boundary group is declared', siteCode),
  forest,
  domainJoined: described('false for a workgroup', flag),
  internet: described('The clients reach the site only through a gateway', flag),
  devices: described('Devices besides Windows clients', oneOrMany(choice(['mac-computer', 'mobile-device']))),
  proxy,
  settings: described(
    'Client settings that differ from those of the site',
    shared('clientSettings', clientSettings),
  ),
});

const fallback: Shape<Written.WrittenFallback> = object(
  'a fallback',
  {
    to: described('Boundary group', located(name('the name of a boundary group'))),
    after: described('Minutes', integer(0, 10_080)),
  },
  ['to'],
);

const boundaryGroup: Shape<Written.WrittenBoundaryGroup> = object('a boundary group', {
  site: described('Assigned site; left out where there is only one', siteCode),
  siteSystems: described(
    'Hosts and gateways that serve it; left out, all of the site',
    oneOrMany(located(name('the name of a host or gateway'))),
  ),
  fallback: described(
    'Groups whose site systems are used when those of this one do not answer',
    list(byKind(located(name('the name of a boundary group')), fallback)),
  ),
});

const gateway: Shape<Written.WrittenGateway> = object(
  'a gateway',
  {
    service: described('Name that clients use', name('a DNS name')),
    deployment: described('scale-set if left out', choice(['scale-set', 'classic'])),
    instances: described('Virtual machines, 1 if left out', {
      ...integer(0, 999),
      json: { type: 'integer', minimum: 1, maximum: 16 },
    }),
    content: described('It also serves content, as true if left out', flag),
    cloud: described('public if left out', choice(['public', 'usgov'])),
    entra: described('Clients authenticate with Microsoft Entra ID', flag),
  },
  ['service'],
);

const cloudDistributionPoint: Shape<Written.WrittenCloudDistributionPoint> = object(
  'a cloud distribution point',
  { service: described('Name that clients use', name('a DNS name')) },
  ['service'],
);

const cloud: Shape<Written.WrittenCloud> = object('cloud services', {
  gateways: described('Cloud management gateways', named('a map of gateways', gateway)),
  distributionPoints: described(
    'Classic cloud distribution points',
    named('a map of cloud distribution points', cloudDistributionPoint),
  ),
});

/** The whole document. */
export function documentShape(roles: ReadonlyMap<string, Role>): Shape<Written.WrittenDocument> {
  return object(
    'the document',
    {
      hierarchy: described('Name of the hierarchy', name('the name of the hierarchy')),
      version: described('Version of Configuration Manager', productVersion),
      internet: described(
        'Whether site systems reach the internet, direct if left out',
        choice(['direct', 'none']),
      ),
      entra: described('Devices or users joined to Microsoft Entra ID are managed', flag),
      forest: described('Name of the default Active Directory forest', name('the name of a forest')),
      proxy: described('Proxy of every host, client and console network that names no other', hostName),
      options: described('Documented ports that are not needed in general', options),
      clientSettings: described('Client settings of all sites', shared('clientSettings', clientSettings)),
      zones: described('Parts of the network', named('a map of zones', byKind(networks, zone))),
      filters: described('Firewalls, routers and the like between zones', named('a map of filters', filter)),
      routes: described(
        'Ways between zones, where the shortest is ambiguous or not the real one',
        list(route),
      ),
      sites: described('Sites by site code', named('a map of sites', site)),
      hosts: described('Servers by name', named('a map of hosts', host(roleShape(roles)))),
      clients: described('Client networks by name', named('a map of client networks', client)),
      boundaryGroups: described('Boundary groups by name', named('a map of boundary groups', boundaryGroup)),
      consoles: described('Networks of Configuration Manager consoles', consolesShape),
      cloud: described('Services in Azure', cloud),
      ipsec: described(
        'What travels inside of IPsec, so that filters between see only its outer packets',
        protectionsShape,
      ),
      otherTraffic: described(
        'Traffic besides that of Configuration Manager which filters may permit',
        otherTrafficShape,
      ),
    },
    ['hierarchy', 'version', 'sites', 'hosts'],
  );
}

/** The document's JSON Schema, for completion and checks in an editor. */
export function hierarchyJsonSchema(roles: ReadonlyMap<string, Role>): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Portolan hierarchy',
    description:
      'The sites, servers and clients of a Configuration Manager hierarchy and the network they stand in.',
    ...documentShape(roles).json,
    $defs: {
      networks: oneOrMany(network).json,
      window: windowShape.json,
      database: databaseDefinition.json,
      clientSettings: clientSettings.json,
      ...roleDefinitions(roles),
    },
  };
}
