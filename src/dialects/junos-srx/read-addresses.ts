import { ANY_ADDRESS, anyAddress } from '../../net/match.ts';
import { type AddressRange, parseAddress } from '../../net/network.ts';
import { looseRangeOf } from '../source/cidr.ts';
import type { Draft } from './draft.ts';
import type { AddressBook, AddressObject, AddressSet, AddressTerm } from './model.ts';
import { childOf, childrenOf, type Node, namesOf, unknownIn } from './tree.ts';

/** Reads the addresses and sets of one book. */
export function readBook(draft: Draft, name: string, node: Node): AddressBook {
  const addresses = new Map<string, AddressObject>();
  const sets = new Map<string, AddressSet>();
  for (const child of childrenOf(node, 'address')) addresses.set(child.name, readAddress(draft, child));
  for (const child of childrenOf(node, 'address-set')) {
    for (const unknown of unknownIn(child)) sayUnknown(draft, unknown);
    sets.set(child.name, {
      statement: draft.statement(child),
      addresses: namesOf(child, 'address'),
      sets: namesOf(child, 'address-set'),
      unknown: unknownIn(child).map((unknown) => draft.statement(unknown)),
    });
  }
  for (const unknown of unknownIn(node)) sayUnknown(draft, unknown);
  return { name, addresses, sets };
}

function sayUnknown(draft: Draft, node: Node): void {
  draft.notUnderstood(draft.statement(node), 'Policies with the address or set depend on it');
}

function readAddress(draft: Draft, node: Node): AddressObject {
  const terms: AddressTerm[] = [];
  for (const child of node.children.values()) {
    if (child.unknown) {
      sayUnknown(draft, child);
      terms.push({ kind: 'unclear', ranges: ANY_ADDRESS, text: `"${child.name}", which was not understood` });
    } else if (child.keyword !== 'description' && !child.keyword.startsWith('apply-'))
      terms.push(readTerm(draft, child));
  }
  return { statement: draft.statement(node), terms };
}

function readTerm(draft: Draft, node: Node): AddressTerm {
  const { keyword, name } = node;
  const unclear = (ranges: readonly AddressRange[]): AddressTerm => {
    sayUnknown(draft, node);
    return {
      kind: 'unclear',
      ranges,
      text: `"${keyword}${keyword && ' '}${name}", which was not understood`,
    };
  };
  switch (keyword) {
    case '':
    case 'ip-prefix': {
      const read = readPrefix(name);
      if (!read) return unclear(ANY_ADDRESS);
      return read.isExact ? { kind: 'ranges', ranges: [read.range] } : unclear([read.range]);
    }
    case 'dns-name': {
      if (unknownIn(node).length > 0) return unclear(ANY_ADDRESS);
      const families = ([4, 6] as const).filter(
        (family) => !childOf(node, family === 4 ? 'ipv6-only' : 'ipv4-only'),
      );
      return { kind: 'fqdn', name, families };
    }
    case 'range-address': {
      const first = parseAddress(name);
      const last = parseAddress(namesOf(node, 'to')[0] ?? '');
      if ('error' in first || 'error' in last || first.family !== last.family || first.value > last.value)
        return unclear(ANY_ADDRESS);
      if (unknownIn(node).length > 0) return unclear([anyAddress(first.family)]);
      return { kind: 'ranges', ranges: [{ family: first.family, first: first.value, last: last.value }] };
    }
    case 'wildcard-address':
      return readWildcard(name) ?? unclear(ANY_ADDRESS);
    default:
      return unclear(ANY_ADDRESS);
  }
}

export interface Prefix {
  readonly range: AddressRange;
  /** The address as written. */
  readonly address: bigint;
  /** No bit is set behind the prefix. */
  readonly isExact: boolean;
}

/** `10.0.0.0/8`, `10.0.0.5`, the same in IPv6. */
export function readPrefix(text: string): Prefix | undefined {
  const range = looseRangeOf(text);
  const written = parseAddress(text.split('/')[0] ?? '');
  if (!range || 'error' in written) return undefined;
  return { range, address: written.value, isExact: range.first === written.value };
}

/** More ranges than a person would list by hand. */
const MOST_RANGES = 4096;

/** `10.0.11.0/255.255.0.255`: where the mask has a one, the address decides. */
function readWildcard(text: string): AddressTerm | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? '' : text.slice(0, slash));
  const mask = parseAddress(slash < 0 ? '' : text.slice(slash + 1));
  if ('error' in address || 'error' in mask || address.family !== 4 || mask.family !== 4) return undefined;
  const free = 0xffff_ffffn - mask.value;
  // The free bits at the end make ranges, each of the others doubles their number.
  let low = 0n;
  while (((free >> low) & 1n) === 1n) low++;
  const block = (1n << low) - 1n;
  const bits: bigint[] = [];
  for (let bit = low; bit < 32n; bit++) if (((free >> bit) & 1n) === 1n) bits.push(1n << bit);
  const base = address.value & mask.value;
  if (2 ** bits.length > MOST_RANGES)
    return {
      kind: 'unclear',
      ranges: [{ family: 4, first: base, last: base + free }],
      text: `the wildcard-address ${text}, which stands for too many ranges`,
    };
  let starts = [base];
  for (const bit of bits) starts = [...starts, ...starts.map((start) => start + bit)];
  return { kind: 'ranges', ranges: starts.map((first) => ({ family: 4, first, last: first + block })) };
}
