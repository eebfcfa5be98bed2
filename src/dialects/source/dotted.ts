/** Numbers and addresses as network devices write them. */
import { type AddressRange, parseAddress, parseNetwork } from '../../net/network.ts';

/** A decimal number up to `most`; -1 for anything else. */
export function readNumber(text: string | undefined, most: number): number {
  if (text === undefined || text.length === 0 || text.length > 10) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value > most ? -1 : value;
}

/** A dotted quad as a number; -1 for anything else, also with leading zeros. */
export function readQuad(text: string | undefined): number {
  if (text === undefined || text.length < 7 || text.length > 15) return -1;
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (part < 0 || part > 255) return -1;
      value = value * 256 + part;
      parts++;
      part = -1;
      continue;
    }
    if (code < 48 || code > 57 || part === 0) return -1;
    part = (part < 0 ? 0 : part * 10) + code - 48;
  }
  return parts === 4 ? value : -1;
}

/** One address of either family. */
export function readHost(text: string | undefined): AddressRange | undefined {
  if (text === undefined) return undefined;
  const quad = readQuad(text);
  if (quad >= 0) return rangeOf(quad, quad);
  if (!text.includes(':')) return undefined;
  const address = parseAddress(text);
  return 'error' in address
    ? undefined
    : { family: address.family, first: address.value, last: address.value };
}

const rangeOf = (first: number, last: number): AddressRange => ({
  family: 4,
  first: BigInt(first),
  last: BigInt(last),
});

/** The network that an address of an interface stands in. */
export function networkOf(address: number, mask: string | undefined): AddressRange | undefined {
  const ones = mask === '0' ? 0 : readQuad(mask);
  if (ones < 0) return undefined;
  const zeros = 0xffff_ffff - ones;
  if ((zeros & (zeros + 1)) !== 0) return undefined;
  const first = address - (address % (zeros + 1));
  return rangeOf(first, first + zeros);
}

/** `2001:db8::/32`; with `loose`, the network of an address like `2001:db8::1/64`. */
export function readPrefix6(text: string | undefined, loose: boolean = false): AddressRange | undefined {
  if (text === undefined || !text.includes(':')) return undefined;
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  if (!loose) {
    const network = parseNetwork(text);
    return 'error' in network ? undefined : { family: 6, first: network.first, last: network.last };
  }
  const address = parseAddress(text.slice(0, slash));
  const length = readNumber(text.slice(slash + 1), 128);
  if ('error' in address || length < 0) return undefined;
  const size = 1n << BigInt(128 - length);
  const first = address.value - (address.value % size);
  return { family: 6, first, last: first + size - 1n };
}
