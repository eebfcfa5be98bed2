/** One process: reads a policy, says it in its language and writes it. Only that language's code is loaded. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Dialect } from '../src/dialects/dialect.ts';
import type { Network } from '../src/net/network.ts';
import type { Policy } from '../src/policy/model.ts';

const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'cisco-ios': async () => (await import('../src/dialects/cisco-ios/dialect.ts')).ciscoIos,
  'cisco-nxos': async () => (await import('../src/dialects/cisco-ios/dialect.ts')).ciscoNxos,
  'cisco-asa': async () => (await import('../src/dialects/cisco-asa/dialect.ts')).ciscoAsa,
  'junos-srx': async () => (await import('../src/dialects/junos-srx/dialect.ts')).junosSrx,
  'panos-xml': async () => (await import('../src/dialects/panos/dialect.ts')).panosXml,
  iptables: async () => (await import('../src/dialects/iptables/dialect.ts')).iptables,
};

const [input = '', output = ''] = process.argv.slice(2);
const policy = JSON.parse(readFileSync(input, 'utf8')) as Policy;
for (const { from, to } of policy.rules) for (const { networks } of [...from, ...to]) restore(networks);
for (const { networks } of policy.interfaces) restore(networks);
const load = LOADERS[policy.dialect];
if (!load) throw new Error(`no language "${policy.dialect}"`);
const dialect = (await load()) as Dialect<unknown>;
writeFileSync(output, dialect.print(dialect.lower(policy).model).text);

/** Addresses are texts in the file: JSON has no numbers of their size. */
function restore(networks: readonly Network[]): void {
  for (const n of networks as readonly { first: bigint; last: bigint }[]) {
    n.first = BigInt(n.first);
    n.last = BigInt(n.last);
  }
}
