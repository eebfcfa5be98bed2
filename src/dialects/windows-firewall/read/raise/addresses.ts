import { ANY_ADDRESS, ANY_IPV4, ANY_IPV6 } from '../../../../net/match.ts';
import { type AddressRange, parseAddress } from '../../../../net/network.ts';
import type { Dependency } from '../../../../policy/ruleset.ts';
import { type Alternative, alternatives, notUnderstood } from './alternative.ts';

/** Words for addresses that Windows finds out where it runs; all in lower case. */
const KEYWORDS: ReadonlyMap<string, readonly [readonly AddressRange[], string]> = new Map([
  ['localsubnet', [ANY_ADDRESS, 'which networks are local (LocalSubnet)']],
  ['localsubnet4', [[ANY_IPV4], 'which networks are local (LocalSubnet4)']],
  ['localsubnet6', [[ANY_IPV6], 'which networks are local (LocalSubnet6)']],
  ['dns', [ANY_ADDRESS, 'which DNS servers the host has']],
  ['dhcp', [ANY_ADDRESS, 'which DHCP servers the host has']],
  ['wins', [ANY_ADDRESS, 'which WINS servers the host has']],
  ['defaultgateway', [ANY_ADDRESS, 'which default gateway the host has']],
  ['internet', [ANY_ADDRESS, 'which networks are the Internet']],
  ['intranet', [ANY_ADDRESS, 'which networks are the intranet']],
  ['rmtintranet', [ANY_ADDRESS, 'which networks are the remote intranet']],
  ['remotecorpnetwork', [ANY_ADDRESS, 'which networks are the remote intranet']],
  ['intranetremoteaccess', [ANY_ADDRESS, 'which networks are the remote intranet']],
  ['localintranet', [ANY_ADDRESS, 'which networks are the intranet']],
  ['playtodevice', [ANY_ADDRESS, 'which devices are played to']],
  ['ply2renders', [ANY_ADDRESS, 'which devices are played to']],
  ['captiveportal', [ANY_ADDRESS, 'which addresses a captive portal has']],
]);

/**
 * The addresses of a rule's side: `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.1-10.0.0.9`, `Any` and
 * other words. Windows takes a subnet with host bits for the whole subnet.
 * @returns what was not understood in `strange`.
 */
export function raiseAddresses(
  texts: readonly string[] | null | undefined,
  side: 'local' | 'remote',
): { readonly sides: Alternative<AddressRange>[]; readonly strange: readonly string[] } {
  if (texts === undefined) return { sides: [{ ranges: ANY_ADDRESS }], strange: [] };
  if (texts === null) {
    return { sides: [{ ranges: ANY_ADDRESS, depends: notUnderstood(`the ${side} address`) }], strange: [] };
  }
  const certain: AddressRange[] = [];
  const others = new Map<string, Alternative<AddressRange>>();
  const strange: string[] = [];
  for (const text of texts) {
    const lower = text.trim().toLowerCase();
    if (lower === 'any' || lower === '*') return { sides: [{ ranges: ANY_ADDRESS }], strange: [] };
    const keyword = KEYWORDS.get(lower);
    const range = keyword ? undefined : rangeOf(lower);
    if (range) certain.push(range);
    else if (keyword) {
      const depends: Dependency = { kind: 'name', text: keyword[1], value: text };
      others.set(lower, { ranges: keyword[0], depends });
    } else {
      strange.push(text);
      others.set('', { ranges: ANY_ADDRESS, depends: notUnderstood(`the ${side} address`) });
    }
  }
  return { sides: alternatives(certain, [...others.values()]), strange };
}

function rangeOf(text: string): AddressRange | undefined {
  if (text.length > 100) return undefined;
  const slash = text.indexOf('/');
  if (slash > 0) return subnetOf(text.slice(0, slash), text.slice(slash + 1));
  const dash = text.indexOf('-');
  const number = dash > 0 ? -1 : ipv4Of(text);
  if (number >= 0) return { family: 4, first: BigInt(number), last: BigInt(number) };
  const first = parseAddress(dash > 0 ? text.slice(0, dash).trim() : text);
  if ('error' in first) return undefined;
  if (dash <= 0) return { family: first.family, first: first.value, last: first.value };
  const last = parseAddress(text.slice(dash + 1).trim());
  if ('error' in last || last.family !== first.family || last.value < first.value) return undefined;
  return { family: first.family, first: first.value, last: last.value };
}

/** An IPv4 address as a number, without the detours of `parseAddress`; -1 for all other texts. */
function ipv4Of(text: string): number {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i <= text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (part === 0) return -1;
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return -1;
    } else {
      const isEnd = i === text.length;
      if (part < 0 || (!isEnd && text.charCodeAt(i) !== 46) || dots > 3) return -1;
      value = value * 256 + part;
      part = -1;
      if (!isEnd) dots++;
    }
  }
  return dots === 3 ? value : -1;
}

function subnetOf(base: string, maskText: string): AddressRange | undefined {
  const number = ipv4Of(base);
  if (number >= 0) return subnetOfIpv4(number, maskText);
  const address = parseAddress(base);
  if ('error' in address) return undefined;
  if (address.family === 4 || !/^\d{1,3}$/.test(maskText) || Number(maskText) > 128) return undefined;
  const size = 1n << BigInt(128 - Number(maskText));
  const first = address.value - (address.value % size);
  return { family: 6, first, last: first + size - 1n };
}

function subnetOfIpv4(address: number, maskText: string): AddressRange | undefined {
  const size = sizeOfIpv4(maskText);
  if (size === undefined) return undefined;
  const first = address - (address % size);
  return { family: 4, first: BigInt(first), last: BigInt(first + size - 1) };
}

/** How many addresses `/16` or `/255.255.0.0` holds; nothing for a mask with holes. */
function sizeOfIpv4(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= 32 ? 2 ** (32 - Number(text)) : undefined;
  const mask = ipv4Of(text);
  if (mask < 0) return undefined;
  const size = 2 ** 32 - mask;
  return (size & (size - 1)) === 0 || size === 2 ** 32 ? size : undefined;
}
