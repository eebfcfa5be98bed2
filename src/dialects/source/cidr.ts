import { type AddressRange, network, parseAddress, parseNetwork } from '../../net/network.ts';

const LONGEST = 100;

/** An address or a prefix; nothing where the text is neither, or the prefix has host bits. */
export function prefixOf(text: string): AddressRange | undefined {
  if (text.length > LONGEST || text.includes('-')) return undefined;
  const read = parseNetwork(text);
  return 'error' in read ? undefined : read;
}

/** As `prefixOf`, or two addresses with a hyphen between them. */
export function rangeOf(text: string): AddressRange | undefined {
  if (text.length > LONGEST) return undefined;
  const read = parseNetwork(text);
  return 'error' in read ? undefined : read;
}

/** An address or a prefix whose host bits count as zero, as some services take them. */
export function looseRangeOf(text: string): AddressRange | undefined {
  if (text.length > LONGEST) return undefined;
  const [head = '', length, more] = text.split('/');
  const address = parseAddress(head);
  if ('error' in address || more !== undefined) return undefined;
  const { family, value } = address;
  const bits = family === 4 ? 32 : 128;
  if (length === undefined) return network(family, value, value);
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(length));
  const first = value - (value % size);
  return network(family, first, first + size - 1n);
}
