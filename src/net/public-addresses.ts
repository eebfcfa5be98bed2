import { type AddressRange, complement, type Network, parseNetwork } from './network.ts';

/**
 * Blocks from which nobody's public service answers: private, loopback, link-local, shared, documentation, benchmark,
 * multicast and reserved addresses. IANA's special-purpose registries (RFC 6890 and its updates); of IPv6 all that is
 * not global unicast.
 */
const SPECIAL_IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3';
const SPECIAL_IPV6 = '::/3 4000::/2 8000::/1 2001:2::/48 2001:db8::/32 3fff::/20';

/** Every address on which a public service may answer, in order; IPv4 before IPv6. */
export const PUBLIC_ADDRESSES: readonly AddressRange[] = Object.freeze([
  ...complement(4, networksOf(SPECIAL_IPV4)),
  ...complement(6, networksOf(SPECIAL_IPV6)),
]);

function networksOf(list: string): Network[] {
  return list.split(' ').flatMap((text) => {
    const network = parseNetwork(text);
    return 'error' in network ? [] : [network];
  });
}
