/** Addresses that nobody in the internet has. */
import { anyAddress } from '../../net/match.ts';
import { type AddressRange, type Family, parseNetwork } from '../../net/network.ts';
import { joinRanges, subtractRanges } from '../source/address-ranges.ts';

const networks = (...texts: readonly string[]): readonly AddressRange[] =>
  texts.flatMap((text) => {
    const network = parseNetwork(text);
    return 'error' in network ? [] : [network];
  });

/** RFC 1918, 4193, 3927, 4291: of no country, and on no list of hosts in the internet. */
const PRIVATE = networks(
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
);

/** All other addresses of a family: what lists that a vendor keeps may hold. */
export function publicAddresses(family: Family): readonly AddressRange[] {
  return subtractRanges([anyAddress(family)], joinRanges(PRIVATE.filter((range) => range.family === family)));
}

/** What clients that dial into a gateway are given, as good as always (RFC 1918, 6598, 4193). */
export const CLIENT_ADDRESSES: readonly AddressRange[] = networks(
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
);
