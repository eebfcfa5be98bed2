/** The addresses at a filter's end, in all the ways in which netsh takes them. */
import { ANY_IPV4, ANY_IPV6 } from '../../../net/match.ts';
import { type AddressRange, parseAddress } from '../../../net/network.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import type { RaiseContext } from '../../reader.ts';
import { looseRangeOf, rangeOf } from '../../source/cidr.ts';

export interface End {
  readonly range: AddressRange;
  readonly depends?: Dependency;
  readonly isRange?: boolean;
}

export interface Ends {
  readonly ends: readonly End[];
  readonly strange?: string;
  readonly unknownWord?: string;
}

/** What is known of the host; by the words of netsh, somebody may say what they stand for. */
export type HostContext = Pick<RaiseContext, 'interfaces' | 'addresses'>;

/** What the host knows by itself, by the words of netsh. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['me', 'which addresses the host has'],
  ['dns', 'which DNS servers the host has'],
  ['wins', 'which WINS servers the host has'],
  ['dhcp', 'which DHCP servers the host has'],
  ['gateway', 'which default gateway the host has'],
]);

export const notUnderstood = (text: string): Dependency => ({
  kind: 'not-understood',
  text: `${text}, which was not understood`,
});
const everywhere = (depends: Dependency): End[] => [
  { range: ANY_IPV4, depends },
  { range: ANY_IPV6, depends },
];

/** `me`, `10.0.0.0` with a mask, `10.0.0.1-10.0.0.9`, a name of DNS. */
export function endsOf(
  value: string | null | undefined,
  mask: string | null | undefined,
  side: 'source' | 'destination',
  { interfaces, addresses }: HostContext,
): Ends {
  const unread = (text: string): Ends => ({
    ends: everywhere(notUnderstood(`the ${side} address`)),
    strange: text,
  });
  if (value === undefined) return unread(`no ${side} address`);
  if (value === null) return unread(`the ${side} address`);
  const word = value.toLowerCase();
  const isWord = word === 'any' || WORDS.has(word);
  const isWhole = mask === '0' || mask === '0.0.0.0';
  if (mask !== undefined && isWord && !(word === 'any' && isWhole)) return unread(`a mask with ${value}`);
  // Whether it is IPv6, too, no document of Microsoft's says; it is where the other end is of IPv6 alone.
  if (word === 'any')
    return {
      ends: [
        { range: ANY_IPV4 },
        { range: ANY_IPV6, depends: { kind: 'other', text: 'whether "any" stands for IPv6, too' } },
      ],
    };
  const open = WORDS.get(word);
  if (open !== undefined) {
    const said = [...interfaces].find(([name]) => name.toLowerCase() === word)?.[1];
    const given = said ?? (word === 'me' ? addresses : undefined);
    if (given && given.length > 0) return { ends: given.map((range) => ({ range })) };
    return { ends: everywhere({ kind: 'name', text: open, value: word }), unknownWord: word };
  }
  if (value.includes('-') && mask === undefined) {
    const range = rangeOf(value);
    if (range) return { ends: [{ range, isRange: true }] };
  }
  const address = value.length > 100 ? { error: '' } : parseAddress(value);
  if ('error' in address) {
    // netsh asks for the addresses of a name when it runs.
    if (
      mask !== undefined ||
      !/^[a-z\d](?:[a-z\d._-]{0,253}[a-z\d])?$/i.test(value) ||
      /^[\d.]+$/.test(value)
    )
      return unread(`${side} ${value}`);
    return { ends: everywhere({ kind: 'name', text: `the addresses of ${value}`, value }) };
  }
  const { family, value: first } = address;
  if (mask === undefined) return { ends: [{ range: { family, first, last: first } }] };
  const range = mask === null || family === 6 ? undefined : subnetOf(value, mask);
  return range ? { ends: [{ range }] } : unread(`the mask of ${value}`);
}

/** A subnet by its mask or the length of its prefix; host bits don't count. */
function subnetOf(address: string, mask: string): AddressRange | undefined {
  if (/^\d{1,2}$/.test(mask)) return looseRangeOf(`${address}/${mask}`);
  const read = mask.length > 20 ? { error: '' } : parseAddress(mask);
  if ('error' in read || read.family !== 4) return undefined;
  const size = 0x1_0000_0000n - read.value;
  if ((size & (size - 1n)) !== 0n) return undefined;
  return looseRangeOf(`${address}/${32 - (size.toString(2).length - 1)}`);
}
