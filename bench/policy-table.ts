/**
 * A policy of `generatePolicy` as a table: what its rules differ in, a column for each. Ends and services are defined
 * once, and what is the same in all rules is said once; other tools get a policy in no more words.
 */
import { type Network, parseNetwork } from '../src/net/network.ts';
import type { Party, Policy, Rule } from '../src/policy/model.ts';

interface PolicyTable {
  readonly policy: Omit<Policy, 'rules' | 'interfaces'>;
  readonly interfaces: readonly (readonly [name: string, network: string])[];
  /** What all rules share. */
  readonly rule: Pick<Rule, 'action' | 'direction' | 'services' | 'serviceNames' | 'phase'>;
  readonly conversation: string;
  readonly ends: readonly (readonly [name: string, network: string])[];
  readonly services: readonly (readonly [transport: Rule['transport'], ports: readonly number[]])[];
  readonly columns: Columns;
}

/** A value for each rule; ends and services by where they stand in their lists. */
interface Columns {
  readonly ids: string[];
  readonly titles: string[];
  readonly from: number[];
  readonly to: number[];
  readonly services: number[];
  readonly flows: string[];
}

/** The table as JSON. */
export function writePolicyTable({ rules, interfaces, ...policy }: Policy): string {
  const [first] = rules;
  if (!first) throw new Error('a table needs a rule');
  const { action, direction, services, serviceNames, phase, origins } = first;
  const ends = new Definitions();
  const lists = new Definitions();
  const columns: Columns = { ids: [], titles: [], from: [], to: [], services: [], flows: [] };
  for (const { id, title, from, to, transport, ports, origins } of rules) {
    columns.ids.push(id);
    columns.titles.push(title);
    columns.from.push(ends.placeOf(nameAndNetwork(from[0])));
    columns.to.push(ends.placeOf(nameAndNetwork(to[0])));
    columns.services.push(lists.placeOf([transport, ports.map(({ first }) => first)]));
    columns.flows.push(origins[0]?.flow ?? '');
  }
  return JSON.stringify({
    policy,
    interfaces: interfaces.map(nameAndNetwork),
    rule: { action, direction, services, serviceNames, phase },
    conversation: origins[0]?.conversation ?? '',
    ends: ends.list,
    services: lists.list,
    columns,
  });
}

const nameAndNetwork = (end: Pick<Party, 'name' | 'networks'> | undefined): readonly [string, string] => [
  end?.name ?? '',
  end?.networks[0]?.text ?? '',
];

/** Each value once. */
class Definitions {
  readonly list: unknown[] = [];
  readonly #places = new Map<string, number>();

  placeOf(value: unknown): number {
    const key = JSON.stringify(value);
    const place = this.#places.get(key) ?? this.list.length;
    if (place === this.list.length) this.list.push(value);
    this.#places.set(key, place);
    return place;
  }
}

/** The policy of a table. */
export function readPolicyTable(json: string): Policy {
  const { policy, interfaces, rule, conversation, columns, ...defined } = JSON.parse(json) as PolicyTable;
  const ends = defined.ends.map(([name, text]): readonly Party[] => [
    { name, networks: [networkOf(text)], fqdns: [] },
  ]);
  const services = defined.services.map(([transport, ports]) => ({
    transport,
    ports: ports.map((port) => ({ first: port, last: port })),
  }));
  const { ids, titles, from, to, services: serviceOf, flows } = columns;
  const rules: Rule[] = [];
  for (let i = 0; i < ids.length; i++) {
    const service = services[serviceOf[i] as number];
    rules.push({
      id: ids[i] as string,
      action: rule.action,
      direction: rule.direction,
      from: ends[from[i] as number] ?? [],
      to: ends[to[i] as number] ?? [],
      transport: service?.transport ?? 'tcp',
      ports: service?.ports ?? [],
      services: rule.services,
      serviceNames: rule.serviceNames,
      phase: rule.phase,
      origins: [{ flow: flows[i] as string, conversation, reverse: false }],
      title: titles[i] as string,
    });
  }
  return {
    ...policy,
    interfaces: interfaces.map(([name, text]) => ({ name, networks: [networkOf(text)] })),
    rules,
  };
}

function networkOf(text: string): Network {
  const network = parseNetwork(text);
  if ('error' in network) throw new Error(`"${text}" is no network: ${network.error}`);
  return network;
}
