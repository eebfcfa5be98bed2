import { anyAddress } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { parseNetwork } from '../../net/network.ts';
import { surely, withoutAddresses } from '../raising/resolved.ts';

/** Addresses that no service in the internet and no country has (RFC 1918, 4193, 3927, 4291). */
const PRIVATE: readonly AddressRange[] = [
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => {
  const network = parseNetwork(text);
  return 'error' in network ? [] : [network];
});

/** All other addresses of a family: what lists that the vendor keeps may hold. */
export function publicAddresses(family: Family): readonly AddressRange[] {
  const own = PRIVATE.filter((range) => range.family === family);
  return withoutAddresses(surely([anyAddress(family)]), surely(own)).sure;
}
