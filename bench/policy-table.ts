/**
 * A policy of `generatePolicy` as a table: what its rules differ in, as texts and numbers, a line for each. That is as
 * much as other tools read of a policy; what is the same in all rules is said once.
 */
import { type Network, parseNetwork } from '../src/net/network.ts';
import type { Party, Policy, Rule } from '../src/policy/model.ts';

type Line = readonly [
  id: string,
  title: string,
  from: string,
  source: string,
  to: string,
  destination: string,
  transport: string,
  ports: readonly number[],
  flow: string,
];

interface PolicyTable {
  readonly policy: Omit<Policy, 'rules' | 'interfaces'>;
  readonly interfaces: readonly (readonly [name: string, network: string])[];
  /** What all rules share. */
  readonly rule: Pick<Rule, 'action' | 'direction' | 'services' | 'serviceNames' | 'phase'>;
  readonly conversation: string;
  readonly lines: readonly Line[];
}

/** The table as JSON. */
export function writePolicyTable({ rules, interfaces, ...policy }: Policy): string {
  const [first] = rules;
  if (!first) throw new Error('a table needs a rule');
  const { action, direction, services, serviceNames, phase, origins } = first;
  const table: PolicyTable = {
    policy,
    interfaces: interfaces.map(({ name, networks }) => [name, networks[0]?.text ?? '']),
    rule: { action, direction, services, serviceNames, phase },
    conversation: origins[0]?.conversation ?? '',
    lines: rules.map(lineOf),
  };
  return JSON.stringify(table);
}

function lineOf({ id, title, from, to, transport, ports, origins }: Rule): Line {
  const [source, destination] = [from[0], to[0]];
  return [
    id,
    title,
    source?.name ?? '',
    source?.networks[0]?.text ?? '',
    destination?.name ?? '',
    destination?.networks[0]?.text ?? '',
    transport,
    ports.map(({ first }) => first),
    origins[0]?.flow ?? '',
  ];
}

/** The policy of a table. */
export function readPolicyTable(json: string): Policy {
  const { policy, interfaces, rule, conversation, lines } = JSON.parse(json) as PolicyTable;
  const known = new Map<string, Party>();
  // Most names stand in many lines.
  const partyOf = (name: string, text: string): Party => {
    const key = `${name} ${text}`;
    let party = known.get(key);
    if (!party) {
      party = { name, networks: [networkOf(text)], fqdns: [] };
      known.set(key, party);
    }
    return party;
  };
  return {
    ...policy,
    interfaces: interfaces.map(([name, text]) => ({ name, networks: [networkOf(text)] })),
    rules: lines.map(
      ([id, title, from, source, to, destination, transport, ports, flow]): Rule => ({
        id,
        action: rule.action,
        direction: rule.direction,
        from: [partyOf(from, source)],
        to: [partyOf(to, destination)],
        transport: transport as Rule['transport'],
        ports: ports.map((port) => ({ first: port, last: port })),
        services: rule.services,
        serviceNames: rule.serviceNames,
        phase: rule.phase,
        origins: [{ flow, conversation, reverse: false }],
        title,
      }),
    ),
  };
}

function networkOf(text: string): Network {
  const network = parseNetwork(text);
  if ('error' in network) throw new Error(`"${text}" is no network: ${network.error}`);
  return network;
}
