import { type AddressRange, network, parseAddress } from '../../net/network.ts';

/** `10.0.0.5`, `10.0.0.0/8`, the same in IPv6; bits behind the prefix are masked, as pf does it. */
export function readPrefix(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if ('error' in address) return undefined;
  const bits = address.family === 4 ? 32 : 128;
  const lengthText = slash < 0 ? `${bits}` : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(lengthText) || Number(lengthText) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(lengthText));
  const first = address.value - (address.value % size);
  const { family } = address;
  const { last } = network(family, first, first + size - 1n);
  return { family, first, last };
}

/** The same, or `10.0.0.5-10.0.0.9`. */
export function readRange(text: string): AddressRange | undefined {
  const dash = text.indexOf('-');
  if (dash < 0) return readPrefix(text);
  const first = parseAddress(text.slice(0, dash));
  const last = parseAddress(text.slice(dash + 1));
  if ('error' in first || 'error' in last || first.family !== last.family || first.value > last.value)
    return undefined;
  return { family: first.family, first: first.value, last: last.value };
}
