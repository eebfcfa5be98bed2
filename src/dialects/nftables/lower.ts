import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import type { Party, Policy, Rule } from '../../policy/model.ts';
import { CAPABILITIES } from './capabilities.ts';
import { identifier } from './identifier.ts';
import type { NftChain, NftFile, NftHelper, NftRule, NftStatement } from './model.ts';
import { type SideOf, sidesOf } from './sets.ts';

/**
 * Protocols whose server answers from another port than it was asked on, which the kernel can follow. With the
 * helper the answer counts as `related`; without it the whole range of reply ports would have to stay open.
 */
const HELPERS: readonly NftHelper[] = [{ name: 'tftp', transport: 'udp', port: 69 }];

const HOOKS = { forward: 'forward', in: 'input', out: 'output' } as const satisfies Record<
  Rule['direction'],
  NftChain['hook']
>;

/** Meaning only: neutral policy → one nftables table. */
export function lower(policy: Policy): { model: NftFile; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { sets, sideOf } = sidesOf(policy.rules);
  const used = new Set<NftHelper>();
  const directions: Rule['direction'][] = policy.kind === 'network' ? ['forward'] : ['in', 'out'];
  const chains = directions.map((direction): NftChain => {
    const rules = policy.rules.filter((rule) => rule.direction === direction);
    const lowerOne = (rule: Rule): NftRule =>
      isFollowed(rule, policy.rules) ? { rule, statements: [] } : lowerRule(rule, sideOf, used);
    return { hook: HOOKS[direction], rules: rules.map(lowerOne) };
  });
  const table = `portolan_${identifier(policy.name, CAPABILITIES.nameLength)}`;
  if (!table.endsWith(`_${policy.name}`) && !table.endsWith(`_n_${policy.name}`)) {
    diagnostics.push(
      diagnostic('PT7002', {
        message: `the name ${JSON.stringify(policy.name)} stands as ${table} in nftables`,
      }),
    );
  }
  if (policy.kind === 'host') {
    diagnostics.push(
      diagnostic('PT7007', {
        message: `the rules for the host ${policy.name} do not permit management access such as SSH`,
        help: `Put what else the host needs into /etc/nftables.d/${table}-input-local.nft and /etc/nftables.d/${table}-output-local.nft before you load the rules`,
      }),
    );
  }
  const model: NftFile = {
    kind: policy.kind,
    hierarchy: policy.hierarchy,
    name: policy.name,
    table,
    sets,
    helpers: [...used],
    chains,
  };
  return { model, diagnostics };
}

/** Whether a helper on another rule lets this one's packets through, either way between the same ends. */
function isFollowed(rule: Rule, rules: readonly Rule[]): boolean {
  const helper = HELPERS.find(({ name }) => name === rule.follows);
  if (!helper) return false;
  const within = (inner: readonly Party[], outer: readonly Party[]): boolean => {
    const names = new Set(outer.map((party) => party.name));
    return inner.every((party) => names.has(party.name));
  };
  return rules.some(
    (other) =>
      other.transport === helper.transport &&
      other.follows === undefined &&
      other.services.includes(helper.name) &&
      ((within(rule.from, other.from) && within(rule.to, other.to)) ||
        (within(rule.from, other.to) && within(rule.to, other.from))),
  );
}

function lowerRule(rule: Rule, sideOf: SideOf, used: Set<NftHelper>): NftRule {
  const statements: NftStatement[] = [];
  for (const family of [4, 6] satisfies Family[]) {
    const source = sideOf(rule.from, family);
    const destination = sideOf(rule.to, family);
    if (!source || !destination) continue;
    const match = { family, source, destination, transport: rule.transport };
    for (const helper of HELPERS) {
      const covered =
        rule.follows === undefined && rule.ports.some((r) => r.first <= helper.port && helper.port <= r.last);
      if (rule.transport !== helper.transport || !covered) continue;
      used.add(helper);
      const ports = [{ first: helper.port, last: helper.port }];
      statements.push({ ...match, ports, verdict: { kind: 'helper', helper: helper.name } });
    }
    statements.push({ ...match, ports: rule.ports, verdict: { kind: 'accept' } });
  }
  return { rule, statements };
}
