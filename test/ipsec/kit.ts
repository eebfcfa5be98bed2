/** A small hierarchy with hosts that IPsec protects, and plans made at random that have some. */
import fc from 'fast-check';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import type { Plan } from '../../src/plan/model.ts';
import { planFlows } from '../../src/plan/plan.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { net } from '../rules/plan-kit.ts';

const TEXT = `hierarchy: Protected
version: "2509"
internet: none
zones:
  datacenter: [10.10.0.0/16, "fd00:10::/32"]
  dmz: [192.0.2.0/24, "2001:db8:2::/48"]
filters:
  perimeter: { between: [datacenter, dmz], dialect: nftables }
sites:
  P01: { server: cm01, database: sql01 }
hosts:
  cm01: { address: [10.10.1.10, "fd00:10::10"] }
  sql01: { address: [192.0.2.20, "2001:db8:2::20"], os: linux }
  mp01: { address: 192.0.2.21, os: linux, roles: [management-point] }
  mp02: { address: 192.0.2.22, os: linux, roles: [management-point] }
  dc01: { address: 10.10.1.5, roles: [domain-controller, dns-server] }
clients:
  office: { subnet: 10.10.16.0/20 }
ipsec:
  - { name: Site and database, between: [cm01, office], and: [sql01, mp01, mp02] }
`;

export function protectedExample(): { readonly plan: Plan; readonly hierarchy: Hierarchy } {
  const catalog = loadCatalog();
  const { hierarchy, place, diagnostics } = readHierarchy(TEXT, 'protected.yaml', catalog);
  if (!hierarchy) throw new Error(JSON.stringify(diagnostics));
  return { plan: planFlows({ hierarchy, place }, catalog), hierarchy };
}

const sides = fc.subarray(
  ['10.0.0.0/25', '10.0.0.1', '10.0.0.2', 'fd00::/64', '10.0.2.0/23', '0.0.0.0/0'].map(net),
  { minLength: 1 },
);

export const generatedProtection: fc.Arbitrary<Policy> = fc
  .tuple(generatedPlan, fc.nat(2), sides, sides)
  .map(([{ plan, hierarchy, hosts }, n, between, and]) =>
    ipsecPolicy(plan, { ...hierarchy, ipsec: [{ name: 'p', between, and, at: {} }] }, hosts[n] as string),
  );
