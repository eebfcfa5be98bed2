import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientsEnd, flow, hierarchyOf, hostEnd, net, planOf, service } from '../../test/rules/plan-kit.ts';
import type { Protection } from '../hierarchy/model.ts';
import { ANY_SERVICE, type Match } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import { formatPorts } from '../net/ports.ts';
import { hostPolicy } from './host-policy.ts';
import type { Policy } from './model.ts';
import { networkPolicy } from './network-policy.ts';
import type { Sides } from './parties.ts';
import { protectionSplitter } from './protections.ts';

const NETWORKS = [
  '10.0.0.0/29',
  '10.0.0.4',
  '10.0.0.2-10.0.0.5',
  '10.0.0.0-10.0.0.1',
  'fd00::/126',
  'fd00::2',
].map(net);
const some = fc.subarray(NETWORKS, { minLength: 1 });
const side = some.map((networks) => networks.map((n) => ({ name: n.text, networks: [n], fqdns: [] })));

const matchOf = ({ from, to }: Sides): Match => ({
  sources: from.flatMap((p) => p.networks),
  destinations: to.flatMap((p) => p.networks),
  services: [ANY_SERVICE],
});

it('splits any ends into what is open and what is inside, exactly', () => {
  const protection = fc
    .record({ between: some, and: some })
    .map((p): Protection => ({ name: 'p', at: {}, ...p }));
  fc.assert(
    fc.property(
      fc.record({ from: side, to: side }),
      fc.array(protection, { maxLength: 3 }),
      (ends, ipsec) => {
        const { open, inside } = protectionSplitter({ ipsec })(ends);
        const all = PacketSet.of([matchOf(ends)]);
        const isIn = PacketSet.of(inside.map(matchOf));
        const meant = PacketSet.of(
          ipsec.flatMap(({ between, and }) => [
            { sources: between, destinations: and, services: [ANY_SERVICE] },
            { sources: and, destinations: between, services: [ANY_SERVICE] },
          ]),
        );
        expect(isIn.equals(all.intersect(meant))).toBe(true);
        expect(PacketSet.of(open.map(matchOf)).equals(all.subtract(meant))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

const cm = hostEnd('cm01', '10.0.0.1');
const sql = hostEnd('sql01', '10.0.1.1');
const hq = clientsEnd('hq', '10.1.0.0/16');
const plan = planOf([
  flow('site-database', [cm], [sql], [service('sql', 'tcp/1433')], { id: 'db#1' }),
  flow('clients', [hq], [sql], [service('http', 'tcp/80')], { id: 'c#2' }),
]);
const ipsec = [{ name: 'site', between: [net('10.0.0.0/24')], and: [net('10.0.1.1')], at: {} }];

const briefs = ({ rules }: Policy): string[] =>
  rules.map(
    (r) =>
      `${r.direction} ${r.from.map((p) => p.name)} > ${r.to.map((p) => p.name)} ${r.transport}${r.ports.length > 0 ? `/${formatPorts(r.ports)}` : ''} ${r.origins.map((o) => o.flow)}`,
  );

it('shows a filter between only the packets of IPsec, both ways', () => {
  const policy = networkPolicy(plan, hierarchyOf({ ipsec }), 'core');
  expect(briefs(policy)).toEqual([
    'forward hq > sql01 tcp/80 c#2',
    'forward cm01 > sql01 udp/500,4500 db#1',
    'forward cm01 > sql01 esp db#1',
    'forward sql01 > cm01 udp/500,4500 db#1',
    'forward sql01 > cm01 esp db#1',
  ]);
  expect(policy.rules.map((r) => r.title)).toContain('cm01 to sql01: ESP (IPsec, site)');
  expect(new Set(policy.rules.map((r) => r.id)).size).toBe(policy.rules.length);
});

it('shows a host both: the packets of IPsec, and what was inside', () => {
  const hosts = { sql01: { addresses: sql.networks } };
  expect(briefs(hostPolicy(plan, hierarchyOf({ ipsec, hosts }), 'sql01'))).toEqual([
    'in cm01 > sql01 tcp/1433 db#1',
    'in hq > sql01 tcp/80 c#2',
    'in cm01 > sql01 udp/500,4500 db#1',
    'in cm01 > sql01 esp db#1',
    'out sql01 > cm01 udp/500,4500 db#1',
    'out sql01 > cm01 esp db#1',
  ]);
});
