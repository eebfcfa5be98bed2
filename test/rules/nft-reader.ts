/** Reads `nft -j list ruleset` back into sets of packets. Anything it doesn't know is an error. */
import { type Network, parseNetwork } from '../../src/net/network.ts';
import type { Box } from './packets.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
const object = (value: Json | undefined): { readonly [key: string]: Json } => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('expected an object');
  return value as { readonly [key: string]: Json };
};
const list = (value: Json | undefined): readonly Json[] => {
  if (!Array.isArray(value)) throw new Error('expected a list');
  return value;
};

type Range = readonly [bigint, bigint];
const wholeFamily = (family: 4 | 6): Range => [0n, (1n << (family === 4 ? 32n : 128n)) - 1n];

const addressText = (value: Json): string => {
  if (typeof value === 'string') return value;
  const { prefix, range } = object(value);
  if (prefix !== undefined) return `${object(prefix).addr}/${object(prefix).len}`;
  const [first, last] = list(range);
  return `${first}-${last}`;
};
const addressRange = (value: Json): Range => {
  const parsed: Network | { error: string } = parseNetwork(addressText(value));
  if ('error' in parsed) throw new Error(parsed.error);
  return [parsed.first, parsed.last];
};
const portRange = (value: Json): Range => {
  if (typeof value === 'number') return [BigInt(value), BigInt(value)];
  const [first, last] = list(object(value).range);
  return [BigInt(Number(first)), BigInt(Number(last))];
};

export interface ReadRule {
  readonly comment: string;
  readonly boxes: readonly Box[];
}

/** The accepting rules of a chain; helper assignments are skipped, and returned beside. */
export function readChain(ruleset: string, chain: string): { rules: ReadRule[]; helpers: number } {
  const items = list(object(JSON.parse(ruleset) as Json).nftables).map(object);
  const sets = new Map<string, readonly Json[]>();
  for (const { set } of items) if (set) sets.set(`@${object(set).name}`, list(object(set).elem));
  const rules: ReadRule[] = [];
  let helpers = 0;
  for (const item of items) {
    if (!item.rule || object(item.rule).chain !== chain) continue;
    const { expr, comment } = object(item.rule);
    const boxes = readExpressions(list(expr).map(object), sets);
    if (boxes) rules.push({ comment: `${comment ?? ''}`, boxes });
    else helpers++;
  }
  return { rules, helpers };
}

function readExpressions(
  expressions: readonly { readonly [key: string]: Json }[],
  sets: ReadonlyMap<string, readonly Json[]>,
): Box[] | undefined {
  let family: 4 | 6 | undefined;
  let transport: string | undefined;
  let source: readonly Range[] | undefined;
  let destination: readonly Range[] | undefined;
  let ports: readonly Range[] = [[0n, 0n]];
  let isNew = false;
  let verdict: string | undefined;
  for (const expression of expressions) {
    const [kind] = Object.keys(expression);
    if (kind === 'counter') continue;
    if (kind === 'accept' || kind === 'ct helper') {
      verdict = kind;
      continue;
    }
    if (kind !== 'match') throw new Error(`unknown expression ${kind}`);
    const { op, left, right } = object(expression.match);
    const { payload, ct, meta } = object(left);
    if (ct) {
      if (object(ct).key !== 'state' || right !== 'new') throw new Error('unknown ct match');
      isNew = true;
      continue;
    }
    if (op !== '==') throw new Error(`unknown operator ${op}`);
    if (meta) {
      if (object(meta).key !== 'nfproto') throw new Error('unknown meta match');
      family = right === 'ipv4' ? 4 : 6;
      continue;
    }
    const { protocol, field } = object(payload);
    const values =
      typeof right === 'string' && right.startsWith('@')
        ? (sets.get(right) ?? [])
        : typeof right === 'object' && right !== null && 'set' in right
          ? list(right.set)
          : [right ?? null];
    switch (`${protocol} ${field}`) {
      case 'ip saddr':
      case 'ip6 saddr':
        family = protocol === 'ip' ? 4 : 6;
        source = values.map(addressRange);
        break;
      case 'ip daddr':
      case 'ip6 daddr':
        family = protocol === 'ip' ? 4 : 6;
        destination = values.map(addressRange);
        break;
      case 'tcp dport':
      case 'udp dport':
        transport = `${protocol}`;
        ports = values.map(portRange);
        break;
      case 'icmp type':
      case 'icmpv6 type':
        if (right !== 'echo-request') throw new Error(`unknown type ${right}`);
        family = protocol === 'icmp' ? 4 : 6;
        transport = 'icmp';
        break;
      default:
        throw new Error(`unknown match ${protocol} ${field}`);
    }
  }
  if (!isNew || !transport || !family || !verdict) throw new Error('a rule lacks a part');
  if (verdict === 'ct helper') return undefined;
  const boxes: Box[] = [];
  for (const s of source ?? [wholeFamily(family)])
    for (const d of destination ?? [wholeFamily(family)])
      for (const port of ports) boxes.push({ family, transport, source: s, destination: d, port });
  return boxes;
}
