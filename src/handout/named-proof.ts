import type { Match } from '../net/match.ts';
import { ANY_ADDRESS, servicesOver } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Policy } from '../policy/model.ts';
import type { Configuration } from '../policy/ruleset.ts';

/**
 * Whether rules by name, read back, are those of the policy: for each name the same sources on the same ports, and no
 * permit that asks for no name. The first difference in words; nothing where there is none.
 */
export function namedDifference(policy: Policy, { rulesets }: Configuration): string | undefined {
  const asked = new Map<string, Match[]>();
  for (const { rule } of policy.named) {
    if (rule.transport === 'icmp') continue;
    const sources = rule.from.flatMap((party) => party.networks);
    const match = { sources, destinations: ANY_ADDRESS, services: servicesOver(rule.transport, rule.ports) };
    for (const name of rule.to.flatMap((party) => party.fqdns)) add(asked, name.toLowerCase(), match);
  }
  const read = new Map<string, Match[]>();
  for (const rule of rulesets.flatMap((ruleset) => ruleset.rules)) {
    if (rule.action !== 'permit') return `a line that does not permit: ${rule.text}`;
    const names = rule.depends.filter((d) => d.kind === 'name').flatMap((d) => (d.value ?? '').split(' '));
    if (names.length === 0 || rule.depends.some((d) => d.kind === 'not-understood'))
      return `a line that names no destination: ${rule.text}`;
    for (const name of names) for (const match of rule.matches) add(read, name, match);
  }
  for (const name of new Set([...asked.keys(), ...read.keys()])) {
    const [wanted, found] = [PacketSet.of(asked.get(name) ?? []), PacketSet.of(read.get(name) ?? [])];
    if (!found.contains(wanted)) return `${name} is not permitted to everybody who needs it`;
    if (!wanted.contains(found)) return `${name} is permitted beyond what is needed`;
  }
  return rulesets.some((ruleset) => ruleset.otherwise.action !== 'deny')
    ? 'what no line names is not denied'
    : undefined;
}

function add(to: Map<string, Match[]>, name: string, match: Match): void {
  const list = to.get(name);
  if (list) list.push(match);
  else to.set(name, [match]);
}
