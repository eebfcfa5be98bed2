/** Whatever the check accepts starts, and holds: strange names, one family only, many zones, a host in two of them. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeModel } from '../../src/lab/make-model.ts';
import { countsOf, faultsOf, planned, tested, unavailable } from './kit.ts';

const SITE = `sites: { BR1: {} }`;
const SERVER = 'roles: [site-server, sql-server, sms-provider, mp, dp, sup]';
const DOMAIN = 'roles: [domain-controller, global-catalog, dns-server]';

const PLANTED = '/tmp/portolan-lab-was-here';

const CASES: Readonly<Record<string, string>> = {
  'IPv6 only': `
hierarchy: Six
version: "2509"
internet: none
zones: { servers: ["2001:db8:10::/48"], clients: ["2001:db8:20::/48"] }
filters: { edge: { between: [servers, clients], dialect: nftables } }
${SITE}
hosts:
  dc1: { address: "2001:db8:10::10", ${DOMAIN} }
  cm1: { address: "2001:db8:10::20", ${SERVER} }
clients: { office: { subnet: "2001:db8:20::/64" } }
`,
  'names that a shell would run': `
hierarchy: "$(touch ${PLANTED}); rm"
version: "2509"
zones:
  "zone 'a' \\"b\\" $(id)": [10.1.0.0/16]
  "../../etc": [10.2.0.5-10.2.0.250, "fd01::/64"]
filters:
  "; touch ${PLANTED} #": { between: ["zone 'a' \\"b\\" $(id)", "../../etc", internet], dialect: nftables }
${SITE}
hosts:
  "-rf": { address: 10.1.0.10, ${DOMAIN} }
  "$(touch ${PLANTED})": { address: 10.1.255.254, ${SERVER} }
  "a\`b": { address: 10.2.0.7, roles: [dp] }
clients: { "Büro 東京 <script>": { subnets: [10.2.0.128/26, "fd01::/64"] } }
`,
  'three filters in a row, and a host in two zones': `
hierarchy: Chain
version: "2509"
zones: { a: [10.1.0.0/16], b: [10.2.0.0/16], c: [10.3.0.0/16], transit: [10.9.0.0/24] }
filters:
  f1: { between: [a, transit], dialect: nftables }
  f2: { between: [transit, b], dialect: fortios }
  f3: { between: [b, c], dialect: cisco-ios }
  out: { between: [transit, internet], dialect: panos, internetDestinations: any-address }
${SITE}
hosts:
  dc1: { address: 10.1.0.10, ${DOMAIN} }
  cm1: { addresses: [10.1.0.20, 10.2.0.20], ${SERVER} }
clients: { office: { subnet: 10.3.0.0/24 } }
`,
  'networks that the lab would use itself': `
hierarchy: Taken
version: "2509"
zones: { a: [169.254.0.0/16, 198.18.0.0/15], b: [203.0.113.0/24, "fd00:706f:7274::/48"] }
filters: { edge: { between: [a, b, internet], dialect: nftables, internetDestinations: any-address } }
${SITE}
hosts:
  dc1: { addresses: [203.0.113.10, "fd00:706f:7274::10"], ${DOMAIN} }
  cm1: { address: 169.254.7.7, ${SERVER} }
  dp1: { address: 198.18.0.10, roles: [dp] }
clients: { office: { subnets: [198.18.9.0/31, 203.0.113.128/32] } }
`,
  'hosts on the first and the last address of their subnets, and with IPv6 in two zones': `
hierarchy: Edges
version: "2509"
internet: none
zones: { a: [10.1.0.0/16, "2001:db8:1::/48"], b: [10.2.0.0/24, "2001:db8:2::/64"] }
filters: { edge: { between: [a, b], dialect: nftables } }
${SITE}
hosts:
  dc1: { addresses: [10.1.0.0, "2001:db8:1::"], ${DOMAIN} }
  cm1: { addresses: [10.1.255.255, "2001:db8:1::20", "2001:db8:2::20"], ${SERVER} }
  dp1: { addresses: [10.2.0.255, "2001:db8:2::"], roles: [{ distribution-point: { pxe: responder } }] }
clients:
  office:
    subnets: [10.2.0.0/24, "2001:db8:2::/64"]
    settings: { peerCache: true, wakeUpProxy: true, branchCache: true }
  nested: { subnets: [10.1.0.0/16, 10.1.255.0/24], settings: { wakeUpProxy: true } }
`,
  'one of two ways inside of IPsec': `
hierarchy: Inside
version: "2509"
internet: none
zones: { a: [10.1.0.0/16], b: [10.2.0.0/16] }
filters: { edge: { between: [a, b], dialect: nftables } }
sites: { BR1: { server: cm1, database: sql1 } }
hosts:
  dc1: { address: 10.1.0.10, ${DOMAIN} }
  cm1: { addresses: [10.1.0.20, 10.2.0.20], roles: [sms-provider, mp, { distribution-point: { pxe: wds } }] }
  sql1: { address: 10.2.0.30 }
clients: { office: { subnet: 10.2.128.0/24, settings: { wakeUpProxy: true } } }
ipsec: [{ name: Database, between: cm1, and: sql1 }]
`,
};

describe.skipIf(unavailable)('a lab of an odd hierarchy', () => {
  it.each(Object.keys(CASES))('%s', { timeout: 180_000 }, async (name) => {
    const report = await tested(CASES[name] ?? '', { mutations: 2 });
    expect(faultsOf(report)).toEqual([]);
    const counts = countsOf(report);
    expect(counts.baseline?.[0]).toBeGreaterThan(10);
    expect(counts.matrix?.[0]).toBeGreaterThan(10);
    expect(existsSync(PLANTED)).toBe(false);
  });

  it('leaves out addresses that no packet has on a wire, and says which', () => {
    const { hierarchy, plan } = planned(`
hierarchy: Unsendable
version: "2509"
${SITE}
hosts:
  dc1: { addresses: [10.0.0.10, "fe80::1"], ${DOMAIN} }
  cm1: { addresses: [127.0.0.20, "::ffff:10.0.0.20", 10.0.0.20], ${SERVER} }
clients: { office: { subnets: [224.0.0.0/24, 0.0.0.0/7] } }
`);
    const { hosts, leftOut } = makeModel(hierarchy, plan);
    const addresses = hosts
      .filter(({ kind }) => kind !== 'internet')
      .map(({ label, interfaces }) => [label, interfaces.flatMap((i) => i.addresses.map((a) => a.address))]);
    expect(Object.fromEntries(addresses)).toEqual({
      dc1: ['10.0.0.10'],
      cm1: ['10.0.0.20'],
      office: ['1.0.0.0'],
    });
    expect(leftOut).toEqual([
      'office: 224.0.0.0/24 has no free address that a host can have',
      'dc1: no packet is sent to fe80::1 over a wire',
      'cm1: no packet is sent to 127.0.0.20 over a wire',
      'cm1: no packet is sent to ::ffff:a00:14 over a wire',
    ]);
  });

  it('has as many hosts of a large one as fit, and says what it left out', { timeout: 300_000 }, async () => {
    const points = Array.from(
      { length: 300 },
      (_, i) => `  dp${i}: { address: 10.1.${i >> 6}.${(i % 64) + 10}, roles: [dp] }`,
    );
    const report = await tested(
      `
hierarchy: Large
version: "2509"
internet: none
zones: { a: [10.0.0.0/16], b: [10.1.0.0/16], c: [10.2.0.0/16] }
filters: { core: { between: [a, b, c], dialect: nftables } }
${SITE}
hosts:
  dc1: { address: 10.0.0.10, ${DOMAIN} }
  cm1: { address: 10.0.0.20, ${SERVER} }
${points.join('\n')}
clients: { office: { subnet: 10.2.0.0/24 } }
`,
      { most: 20 },
    );
    expect(faultsOf(report)).toEqual([]);
    expect([report.hosts, report.filters]).toEqual([19, 1]);
    const [left] = report.diagnostics;
    expect(left?.code).toBe('PT9803');
    expect(left?.message).toContain('284 of 303 hosts and networks');
  });
});
