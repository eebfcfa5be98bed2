/**
 * Writes the document of the largest hierarchy that Configuration Manager supports, or of a part of it.
 * Limits: Microsoft's "Size and scale numbers": 25 primaries under a CAS, 250 secondaries under a primary,
 * 5,000 distribution points under a primary with those of its secondaries, 15 management points in a primary
 * and 1 in a secondary. The 20,000 client subnets are our own assumption.
 */
import { parseArgs } from 'node:util';

/** How many of each thing, at 100 %. */
export const LARGEST = {
  primaries: 25,
  secondaries: 250,
  managementPoints: 15,
  primaryDistributionPoints: 250,
  secondaryDistributionPoints: 19,
  primarySubnets: 50,
  secondarySubnets: 3,
} as const;

/** Our own assumptions: one forest with few domain controllers, and content to fall back to in every primary site. */
const DOMAIN_CONTROLLERS = 5;
const FALLBACK_DISTRIBUTION_POINTS = 10;

export interface Generated {
  readonly text: string;
  readonly sites: number;
  readonly hosts: number;
  readonly clientNetworks: number;
}

interface Sections {
  readonly zones: string[];
  readonly filters: string[];
  readonly sites: string[];
  readonly hosts: string[];
  readonly clients: string[];
  readonly groups: string[];
}

/** A share from 0 to 1 of the largest hierarchy: fewer primaries first, then fewer secondaries in the last one. */
export function generateHierarchy(share: number): Generated {
  const sections: Sections = { zones: [], filters: [], sites: [], hosts: [], clients: [], groups: [] };
  const secondaries = Math.max(1, Math.round(share * LARGEST.primaries * LARGEST.secondaries));
  const primaries = Math.ceil(secondaries / LARGEST.secondaries);
  addTop(sections, primaries);
  for (let p = 1; p <= primaries; p++) {
    const own = p < primaries ? LARGEST.secondaries : secondaries - (primaries - 1) * LARGEST.secondaries;
    addPrimary(sections, p, own);
  }
  return {
    text: render(sections),
    sites: sections.sites.length,
    hosts: sections.hosts.length,
    clientNetworks: sections.clients.length,
  };
}

/** Servers of the CAS stand in 10.0.0.0/16, those of primary p in 10.p.0.0/16, its clients in 10.(32 + 4p).0.0/14. */
function addTop(sections: Sections, primaries: number): void {
  sections.zones.push('  datacenter: { networks: [10.0.0.0/16] }');
  for (let first = 1; first <= primaries; first += 5) {
    const regions: string[] = [];
    for (let p = first; p < first + 5 && p <= primaries; p++) regions.push(regionName(p));
    sections.filters.push(
      `  wan${Math.ceil(first / 5)}: { between: [datacenter, ${regions.join(', ')}], dialect: nftables }`,
    );
  }
  sections.filters.push(
    '  perimeter: { between: [datacenter, internet], dialect: nftables, internetDestinations: any-address }',
  );
  sections.sites.push('  CAS: { type: central, server: cas-cm, database: cas-sql }');
  sections.hosts.push(
    '  cas-cm: { address: 10.0.0.10, site: CAS, roles: [site-server, sms-provider] }',
    '  cas-sql: { address: 10.0.0.11, site: CAS, roles: [sql-server] }',
    '  cas-sup: { address: 10.0.0.12, site: CAS, roles: [software-update-point] }',
  );
  for (let i = 1; i <= DOMAIN_CONTROLLERS; i++) {
    const roles = 'domain-controller, global-catalog, dns-server, ntp-server';
    sections.hosts.push(`  dc${i}: { address: 10.0.1.${i}, roles: [${roles}] }`);
  }
}

function addPrimary(sections: Sections, p: number, secondaries: number): void {
  const code = siteCode('P', p);
  const prefix = code.toLowerCase();
  const servers = counter(`10.${p}`, 10);
  const subnets = subnetCounter(32 + 4 * p);
  sections.zones.push(`  ${regionName(p)}: { networks: [10.${p}.0.0/16, 10.${32 + 4 * p}.0.0/14] }`);
  sections.sites.push(
    `  ${code}: { type: primary, parent: CAS, server: ${prefix}-cm, database: ${prefix}-sql }`,
  );
  const host = (name: string, site: string, roles: string): void => {
    sections.hosts.push(`  ${name}: { address: ${servers()}, site: ${site}, roles: [${roles}] }`);
  };
  host(`${prefix}-cm`, code, 'site-server, sms-provider');
  host(`${prefix}-sql`, code, 'sql-server');
  host(`${prefix}-sup`, code, 'software-update-point');
  const points = names(`${prefix}-mp`, LARGEST.managementPoints);
  for (const name of points) host(name, code, 'management-point');
  const content = names(`${prefix}-dp`, LARGEST.primaryDistributionPoints);
  for (const name of content) host(name, code, 'distribution-point');
  const fallback = content.slice(0, FALLBACK_DISTRIBUTION_POINTS).join(', ');
  sections.groups.push(`  ${prefix}-fallback: { site: ${code}, siteSystems: [${fallback}] }`);
  addClients(sections, code, prefix, LARGEST.primarySubnets, subnets, content, points);
  for (let s = 1; s <= secondaries; s++) {
    const secondary = siteCode('ABCDEFGHIJKLMNOQRSTUVWXYZ'[p - 1] ?? 'Z', s);
    const name = secondary.toLowerCase();
    sections.sites.push(
      `  ${secondary}: { type: secondary, parent: ${code}, server: ${name}-cm, database: ${name}-cm }`,
    );
    host(`${name}-cm`, secondary, 'site-server, sql-server, management-point');
    const local = names(`${name}-dp`, LARGEST.secondaryDistributionPoints);
    for (const point of local) host(point, secondary, 'distribution-point');
    addClients(sections, code, name, LARGEST.secondarySubnets, subnets, local, [`${name}-cm`]);
  }
}

/** Client subnets share the distribution points among them, each with one management point. */
function addClients(
  sections: Sections,
  site: string,
  prefix: string,
  count: number,
  subnets: () => string,
  content: readonly string[],
  points: readonly string[],
): void {
  for (let i = 0; i < count; i++) {
    const share = content.filter((_, index) => index % count === i);
    const point = points[i % points.length] ?? '';
    const name = `${prefix}-c${i + 1}`;
    sections.clients.push(`  ${name}: { subnets: [${subnets()}], boundaryGroup: ${name}-bg }`);
    sections.groups.push(
      `  ${name}-bg: { site: ${site}, siteSystems: [${[point, ...share].join(', ')}], fallback: [{ to: ${site.toLowerCase()}-fallback, after: 120 }] }`,
    );
  }
}

function render(sections: Sections): string {
  const parts = [
    'hierarchy: Largest',
    'version: "2509"',
    'zones:',
    ...sections.zones,
    'filters:',
    ...sections.filters,
    'sites:',
    ...sections.sites,
    'hosts:',
    ...sections.hosts,
    'clients:',
    ...sections.clients,
    'boundaryGroups:',
    ...sections.groups,
  ];
  return `${parts.join('\n')}\n`;
}

function regionName(p: number): string {
  return `region${String(p).padStart(2, '0')}`;
}

/** Three characters, as Configuration Manager's site codes are: a letter and two digits in base 36. */
function siteCode(letter: string, n: number): string {
  return letter + n.toString(36).toUpperCase().padStart(2, '0');
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
}

function counter(network: string, first: number): () => string {
  let next = first;
  return () => {
    const address = `${network}.${next >> 8}.${next & 255}`;
    next++;
    return address;
  };
}

function subnetCounter(octet: number): () => string {
  let next = 0;
  return () => {
    const subnet = `10.${octet + (next >> 8)}.${next & 255}.0/24`;
    next++;
    return subnet;
  };
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  process.stdout.write(generateHierarchy(Number(positionals[0] ?? 1)).text);
}
