/** What a proxy has to fetch, of the example and of plans made at random. */
import fc from 'fast-check';
import type { Policy } from '../../src/policy/model.ts';
import { proxyPolicy } from '../../src/policy/proxy-policy.ts';
import { planExample } from '../rules/examples.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, internetEnd, planOf, service } from '../rules/plan-kit.ts';

export function examplePolicy(): Policy {
  const { plan, hierarchy } = planExample('contoso');
  return proxyPolicy(plan, hierarchy, 'proxy01');
}

/** Sources by name, and which names each of them may ask for on which ports. */
export interface Needs {
  readonly [source: string]: readonly { readonly names: readonly string[]; readonly ports: string }[];
}

export function policyOf(needs: Needs, addresses: Readonly<Record<string, readonly string[]>>): Policy {
  const proxy = hostEnd('proxy', '192.0.2.80');
  const flows = Object.entries(needs).flatMap(([source, list], i) =>
    list.flatMap(({ names, ports }, j) => {
      const conversation = `c${i}-${j}`;
      const destination = internetEnd(`destination ${i} ${j}`, ...names);
      const ask = flow(
        conversation,
        [clientsEnd(source, ...(addresses[source] ?? []))],
        [proxy],
        [service('http-proxy', 'tcp/3128')],
      );
      const onward = flow(conversation, [proxy], [destination], [service('https', 'tcp/443', { ports })]);
      return [
        { ...ask, beyond: [destination] },
        { ...onward, conversation: ask.conversation },
      ];
    }),
  );
  return proxyPolicy(
    planOf(flows),
    hierarchyOf({ hosts: { proxy: { addresses: proxy.networks } } }),
    'proxy',
  );
}

const label = fc.constantFrom('a', 'b', 'update', 'x-1', 'go');
const domain = fc.constantFrom('example.com', 'example', 'update.example.com', 'com');
const name = fc.oneof(
  fc.tuple(label, domain).map(([l, d]) => `${l}.${d}`),
  domain.map((d) => `*.${d}`),
  fc.tuple(label, domain).map(([l, d]) => `*-${l}.${d}`),
  fc.tuple(label, domain).map(([l, d]) => `${l.toUpperCase()}.${d}`),
  fc.constantFrom('evil.com\nhttp_access allow all', '"; alert(1)//', "';x", '. .', '#', '', '*'),
);

export const generatedProxy: fc.Arbitrary<Policy> = fc
  .array(
    fc.record({
      source: fc.constantFrom('hq', "O'Brien \n#", 'dp01'),
      names: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
      ports: fc.constantFrom('443', '80', '80,443', '10124-10125', '79-81'),
    }),
    { maxLength: 5 },
  )
  .map((list) => {
    const needs: Record<string, { names: readonly string[]; ports: string }[]> = {};
    for (const { source, ...rest } of list) {
      needs[source] ??= [];
      needs[source].push(rest);
    }
    return policyOf(needs, {
      hq: ['10.1.0.0-10.1.0.9', 'fd00::/64'],
      "O'Brien \n#": ['0.0.0.0/0'],
      dp01: ['10.0.0.1'],
    });
  });

/** Every name of a policy, and some that are near to them. */
export function hostsOf(policy: Policy): string[] {
  const names = policy.named.flatMap(({ rule }) => rule.to.flatMap((party) => party.fqdns));
  return [
    ...new Set(
      names.flatMap((fqdn) => {
        const plain = fqdn.toLowerCase();
        const filled = plain.replaceAll('*', 'www');
        return [
          filled,
          `sub.${filled}`,
          `x${filled}`,
          `${filled}.evil.com`,
          plain.replace(/^\*\.?/, ''),
          filled.replace('.', 'x'),
        ];
      }),
    ),
  ].filter((host) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host));
}

/** Whether some pattern of the policy holds a host name, by its definition: `*` stands for one letter or more. */
export function isNeeded(patterns: readonly string[], host: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.toLowerCase().split('*');
    if (parts.length === 1) return parts[0] === host;
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    return (
      parts.length === 2 &&
      host.length > first.length + last.length &&
      host.startsWith(first) &&
      host.endsWith(last)
    );
  });
}
