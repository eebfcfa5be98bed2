/** Documents that `check` may accept, as odd as they come: families, sizes, names, ways and roles at random. */
import fc from 'fast-check';
import { kernelNetworks } from './random-networks.ts';

const ROLES = [
  'management-point',
  'distribution-point',
  { 'distribution-point': { pxe: 'wds', multicast: true } },
  { 'distribution-point': { pxe: 'responder', multicast: '63000-63999' } },
  { 'software-update-point': { ssl: true } },
  { 'software-update-point': { ports: { http: 80, https: 443 } } },
  'fallback-status-point',
  'state-migration-point',
  { 'reporting-services-point': { ssl: true } },
  'domain-controller',
  'global-catalog',
  'dns-server',
  'dhcp-server',
  'ntp-server',
  'issuing-ca',
  'file-share-server',
  'wsus-server',
  { 'proxy-server': { port: 3128 } },
  'network-device',
  'certificate-registration-point',
  { 'enrollment-point': {} },
] as const;

/** A hierarchy has only one of each. */
const SINGLES = [
  'endpoint-protection-point',
  { 'service-connection-point': { mode: 'online', externalNotifications: true } },
  'data-warehouse-service-point',
] as const;

const DIALECTS = ['nftables', 'iptables', 'fortios', 'cisco-ios', 'cisco-asa', 'panos', 'junos-srx'] as const;

const SETTINGS = [
  'peerCache',
  'wakeUpProxy',
  'deliveryOptimization',
  'branchCache',
  'remoteControl',
  'remoteAssistance',
  'remoteDesktop',
  'remoteDiagnostics',
  'deltaDownload',
] as const;

const OPTIONS = [
  'rpcUdp135',
  'ldapsUdp',
  'legacyRpcRange',
  'netbios',
  'consoleDynamicRpc',
  'stateMigrationDynamicRpc',
  'reportingCallsBack',
  'teredo',
  'globalCatalogTls',
  'tftpReplies',
] as const;

/** What a host, zone, filter or network may be called: a number is put behind it. */
const NAMES = [
  'a',
  'Büro 東京 ',
  'it\'s "q" $(id) `id` ',
  '-rf /',
  '../..',
  '*',
  '<b>&amp;',
  '%s%n\\',
  '🦀',
  'é'.repeat(120),
  'x'.repeat(230),
  'localhost',
  '10.0.0.1',
  '::1 ',
  '#',
  '|a|',
  'true',
  'A.B.c.',
] as const;

type Gen = fc.GeneratorValue;

const oneOf = <T>(g: Gen, values: readonly T[]): T => g(fc.constantFrom, ...values) as T;
const integer = (g: Gen, min: number, max: number): number => g(fc.integer, { min, max });
const chance = (g: Gen, percent: number): boolean => integer(g, 1, 100) <= percent;
const some = <T>(g: Gen, values: readonly T[], percent: number): T[] =>
  values.filter(() => chance(g, percent));

/** YAML holds JSON. */
export const hierarchies: fc.Arbitrary<string> = fc.gen().map((g) => JSON.stringify(hierarchyOf(g), null, 1));

function hierarchyOf(g: Gen): object {
  const nets = kernelNetworks({ integer: (min, max) => integer(g, min, max), chance: (p) => chance(g, p) });
  const isStrange = chance(g, 40);
  const name = (kind: string, n: number): string => `${isStrange ? oneOf(g, NAMES) : ''}${kind}${n}`;
  const zoneCount = oneOf(g, [0, 1, 2, 2, 3, 3, 4, 6, 12]);
  const zones = Array.from({ length: zoneCount }, (_, n) => ({
    name: name('z', n),
    networks: Array.from({ length: integer(g, 1, 3) }, () => nets.zone()),
  }));
  const hasInternet = chance(g, 60);
  const where = zones.length > 0 ? zones : [{ name: '', networks: [nets.zone(), nets.zone()] }];
  const inZone = (): { networks: readonly ReturnType<typeof nets.zone>[] } =>
    chance(g, 60) ? (where[0] as (typeof where)[0]) : oneOf(g, where);

  const hostCount = oneOf(g, [1, 2, 3, 4, 6, 8]);
  const names = Array.from({ length: hostCount }, (_, n) => name('h', n));
  const hosts = names.map((own, n) => {
    const zone = inZone();
    const addresses = [nets.host(oneOf(g, zone.networks))];
    if (chance(g, 40)) addresses.push(nets.host(oneOf(g, zone.networks)));
    if (chance(g, 20)) addresses.push(nets.host(oneOf(g, inZone().networks)));
    const roles: unknown[] = some(g, ROLES, n === 0 ? 10 : 14);
    if (n === 0) roles.push('site-server', 'sms-provider', ...some(g, SINGLES, 40));
    if (n === 0 || chance(g, 10)) roles.push('management-point');
    return [
      own,
      {
        addresses: [...new Set(addresses)],
        site: 'P01',
        roles,
        ...(chance(g, 15) && { os: 'linux' }),
        ...(chance(g, 15) && { rpc: '50000-50999' }),
        ...(chance(g, 15) && { siteInitiated: true }),
        ...(chance(g, 15) && { internetFacing: true }),
        ...(chance(g, 15) && { forest: 'other.example' }),
        ...(chance(g, 20) && { fqdn: `h${n}.corp.example` }),
      },
    ] as const;
  });
  const replicas = names.slice(-Math.min(3, hostCount));
  const listener = { name: name('l', 0), address: nets.host(oneOf(g, inZone().networks)) };
  const database =
    hostCount > 1 && chance(g, 30)
      ? { availabilityGroup: { replicas, listener, endpoint: 5022 }, broker: 4022 }
      : chance(g, 30)
        ? { server: oneOf(g, names), instance: 'CM', port: 51433 }
        : oneOf(g, names);
  const clients = Array.from({ length: integer(g, 0, 3) }, (_, n) => [
    name('c', n),
    {
      subnets: [
        ...new Set(Array.from({ length: integer(g, 1, 6) }, () => nets.subnet(oneOf(g, inZone().networks)))),
      ],
      settings: Object.fromEntries(some(g, SETTINGS, 35).map((key) => [key, true])),
      ...(chance(g, 20) && { domainJoined: false }),
      ...(chance(g, 20) && { devices: ['mac-computer', 'mobile-device'] }),
    },
  ]);
  const consoles = Array.from({ length: integer(g, 0, 2) }, (_, n) => [
    name('k', n),
    { subnet: nets.subnet(oneOf(g, inZone().networks)) },
  ]);
  return {
    hierarchy: name('H', 0),
    version: oneOf(g, ['2509', '2403', '2211']),
    ...(hasInternet ? {} : { internet: 'none' }),
    ...(chance(g, 30) && { options: Object.fromEntries(some(g, OPTIONS, 40).map((key) => [key, true])) }),
    ...(zones.length > 0 && {
      zones: Object.fromEntries(zones.map((z) => [z.name, z.networks.map(nets.text)])),
    }),
    ...filtersOf(
      g,
      zones.map((z) => z.name),
      hasInternet,
      name,
    ),
    sites: {
      P01: {
        server: names[0],
        database,
        ...(chance(g, 20) && { communication: oneOf(g, ['http', 'https', 'enhanced-http']) }),
        ...(chance(g, 30) && { wakeOnLan: oneOf(g, ['traditional', 'peer']) }),
        ...(chance(g, 30) && { clientPush: true }),
        ...(chance(g, 30) && { networkDiscovery: ['snmp', 'dhcp', 'ping'] }),
        ...(chance(g, 20) && { ports: { http: 8080, https: 8443, alternateHttp: 81 } }),
      },
    },
    hosts: Object.fromEntries(hosts),
    clients: Object.fromEntries(clients),
    consoles: Object.fromEntries(consoles),
    ...(hostCount > 1 && chance(g, 20) && { ipsec: [{ name: 'i', between: names[0], and: names.slice(1) }] }),
  };
}

/** A tree of filters over the zones, at times with one more that makes a second way, and a route that says which. */
function filtersOf(
  g: Gen,
  zones: readonly string[],
  hasInternet: boolean,
  name: (kind: string, n: number) => string,
): object {
  const rest = [...zones.slice(1), ...(hasInternet ? ['internet'] : [])];
  const [first] = zones;
  if (first === undefined || rest.length === 0 || chance(g, 10)) return {};
  const filters: { name: string; between: string[] }[] = [];
  const joined = [first];
  while (rest.length > 0) {
    const beyond = rest.splice(0, integer(g, 1, 3));
    filters.push({ name: name('f', filters.length), between: [oneOf(g, joined), ...beyond] });
    joined.push(...beyond.filter((zone) => zone !== 'internet'));
  }
  if (chance(g, 25) && joined.length > 2) {
    const between = [...new Set([oneOf(g, joined), oneOf(g, joined)])];
    if (between.length > 1) filters.push({ name: name('f', filters.length), between });
  }
  const [from, to] = [oneOf(g, joined), oneOf(g, joined)];
  const via = some(g, filters, 70).map((filter) => filter.name);
  return {
    filters: Object.fromEntries(
      filters.map((filter) => [
        filter.name,
        {
          between: filter.between,
          dialect: oneOf(g, DIALECTS),
          ...(chance(g, 60) && { internetDestinations: 'any-address' }),
        },
      ]),
    ),
    ...(from !== to && via.length > 0 && chance(g, 15) && { routes: [{ from, to, via }] }),
  };
}
