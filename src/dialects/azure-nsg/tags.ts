/**
 * Service tags: names of sets of addresses that Microsoft keeps, and that change. Only what is fixed is known here.
 * https://learn.microsoft.com/azure/virtual-network/service-tags-overview
 */
import { ANY_ADDRESS } from '../../net/match.ts';
import { type AddressRange, complement, network } from '../../net/network.ts';
import { PUBLIC_ADDRESSES } from '../../net/public-addresses.ts';
import { quoted } from '../source/findings.ts';
import { surely, type Terms } from '../source/terms.ts';

/** Names that tags had in the classic deployment model. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['virtual_network', 'VirtualNetwork'],
  ['azure_loadbalancer', 'AzureLoadBalancer'],
  ['internet', 'Internet'],
]);

/** "The tag translates to the virtual IP address of the host (168.63.129.16) where the Azure health probes originate." */
const HEALTH_PROBES: AddressRange = network(4, 0xa83f_8110n, 0xa83f_8110n);
/** Over IPv6 they come from an address of the link. */
const LINK_LOCAL: AddressRange = network(6, 0xfe80n << 112n, (0xfec0n << 112n) - 1n);

/**
 * The addresses of a tag. What it holds is given as what stands behind an interface of its name; `Internet` follows
 * from `VirtualNetwork`: public addresses outside of it for certain, other ones perhaps.
 */
export function tagOf(
  written: string,
  given: ReadonlyMap<string, readonly AddressRange[]>,
): Terms<AddressRange> {
  const name = OLD_NAMES.get(written.toLowerCase()) ?? written;
  // The case counts: a zone called `internet` is not what Azure means by `Internet`.
  const own = given.get(name) ?? given.get(written);
  if (own) return surely(own);
  const depends = [
    { kind: 'name' as const, text: `what the service tag ${quoted(name)} holds`, value: name },
  ];
  switch (name.toLowerCase()) {
    case 'azureloadbalancer':
      return { sure: [HEALTH_PROBES], unsure: [LINK_LOCAL], depends };
    case 'internet': {
      const inside = given.get('VirtualNetwork');
      if (!inside) return { sure: [], unsure: ANY_ADDRESS, depends };
      const outside = ([4, 6] as const).flatMap((family) => complement(family, named(inside)));
      const sure = ([4, 6] as const).flatMap((family) =>
        complement(family, [...named(inside), ...complement(family, named(PUBLIC_ADDRESSES))]),
      );
      return { sure, unsure: outside, depends };
    }
    default:
      return { sure: [], unsure: ANY_ADDRESS, depends };
  }
}

/** What somebody said of a name, whatever its case. */
export function givenFor(
  name: string,
  given: ReadonlyMap<string, readonly AddressRange[]>,
): readonly AddressRange[] | undefined {
  const exact = given.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  for (const [key, ranges] of given) if (key.toLowerCase() === lower) return ranges;
  return undefined;
}

const named = (ranges: readonly AddressRange[]): ReturnType<typeof network>[] =>
  ranges.map(({ family, first, last }) => network(family, first, last));
