/** Whatever the check accepts starts, and holds: strange names, one family only, many zones, a host in two of them. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countsOf, faultsOf, tested, unavailable } from './kit.ts';

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
