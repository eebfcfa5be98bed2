import { formatAddress, type Network } from '../../net/network.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { ACCEPT, COUNTER, field, type Json, jsonFrameOf, match, meta, state } from './json-frame.ts';
import type { NftChain, NftFile, NftSet, NftSide, NftStatement } from './model.ts';

/** Text only: commands for `nft -j -f`, one a line, that can be loaded again and again as one transaction. */
export function printJson(file: NftFile): Printed {
  const commands: Json[] = [{ metainfo: { json_schema_version: 1 } }];
  const origins: LineOrigin[] = [];
  const family = 'inet';
  const table = { family, name: file.table };
  const inTable = { family, table: file.table };
  const add = (kind: string, object: { readonly [key: string]: Json }): void => {
    commands.push({ add: { [kind]: { ...inTable, ...object } } });
  };
  // Declaring the table first makes the deletion succeed in any case.
  commands.push({ add: { table } }, { delete: { table } }, { add: { table } });
  for (const set of file.sets) add('set', setOf(set));
  for (const { name, transport } of file.helpers)
    add('ct helper', { name, type: name, protocol: transport, l3proto: family });
  for (const { hook } of file.chains) {
    if (file.kind === 'host') add('chain', { name: localChain(hook) });
    add('chain', { name: planChain(hook) });
    add('chain', { name: hook, type: 'filter', hook, prio: 0, policy: 'drop' });
  }
  for (const { hook, rules } of file.chains) {
    for (const { expr, comment } of jsonFrameOf(hook, planChain(hook), localChain(hook)))
      add('rule', { chain: hook, expr, ...(comment !== undefined && { comment }) });
    for (const { rule, statements } of rules) {
      const flows = rule.origins.map((o) => o.flow).join(', ');
      const comment = commentOf(`${rule.id} ${flows}`);
      for (const statement of statements) {
        add('rule', { chain: planChain(hook), comment, expr: expressionsOf(statement) });
        // The line before the first command opens the list.
        origins.push({ line: commands.length + 1, rule: rule.id, origins: rule.origins });
      }
    }
  }
  const lines = commands.map((command) => JSON.stringify(command));
  return { text: `{"nftables": [\n${lines.join(',\n')}\n]}\n`, lines: origins };
}

const planChain = (hook: NftChain['hook']): string => (hook === 'forward' ? 'plan' : `plan_${hook}`);
const localChain = (hook: NftChain['hook']): string => `local_${hook}`;

/** nft writes a listing without escapes: a quote in a comment would not be read back. */
const commentOf = (text: string): string =>
  truncateBytes(visible(text).replaceAll('"', "'"), CAPABILITIES.commentBytes);

function setOf({ name, family, networks }: NftSet): { readonly [key: string]: Json } {
  const interval = networks.some((n) => n.first !== n.last);
  return {
    name,
    type: family === 4 ? 'ipv4_addr' : 'ipv6_addr',
    ...(interval && { flags: ['interval'] }),
    elem: networks.map(addressOf),
  };
}

function addressOf({ family, text, first, last }: Network): Json {
  const [address, length] = text.split('/');
  if (length !== undefined) return { prefix: { addr: address ?? '', len: Number(length) } };
  if (first === last) return text;
  return { range: [formatAddress(family, first), formatAddress(family, last)] };
}

function expressionsOf(statement: NftStatement): readonly { readonly [key: string]: Json }[] {
  const { family, source, destination, transport, verdict } = statement;
  const ip = family === 4 ? 'ip' : 'ip6';
  const sides = [...sideOf(field(ip, 'saddr'), source), ...sideOf(field(ip, 'daddr'), destination)];
  const isIcmp = transport === 'icmp';
  return [
    ...(sides.length === 0 && !isIcmp ? [match(meta('nfproto'), `ipv${family}`)] : sides),
    serviceOf(statement),
    state('new'),
    ...(verdict.kind === 'accept' ? [COUNTER, ACCEPT] : [{ 'ct helper': verdict.helper }]),
  ];
}

function serviceOf({ family, transport, ports }: NftStatement): { readonly [key: string]: Json } {
  if (transport === 'esp') return match(meta('l4proto'), 'esp');
  if (transport === 'icmp') return match(field(family === 4 ? 'icmp' : 'icmpv6', 'type'), 'echo-request');
  const ranges = ports.map((r) => (r.first === r.last ? r.first : { range: [r.first, r.last] }));
  return match(field(transport, 'dport'), oneOrMore(ranges));
}

function sideOf(left: Json, side: NftSide): { readonly [key: string]: Json }[] {
  switch (side.kind) {
    case 'any':
      return [];
    case 'set':
      return [match(left, `@${side.name}`)];
    case 'networks':
      return [match(left, oneOrMore(side.networks.map(addressOf)))];
    default:
      return side satisfies never;
  }
}

const oneOrMore = (values: readonly Json[]): Json =>
  values.length === 1 ? (values[0] ?? null) : { set: values };
