import { expect, it } from 'vitest';
import { planExample } from '../../test/rules/examples.ts';
import { network } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Interface } from './model.ts';
import { networkPolicy } from './network-policy.ts';

const { plan, hierarchy } = planExample('contoso');
const core = hierarchy.filters.find((f) => f.name === 'core');
const interfacesOfCore = (
  interfaces?: ReadonlyMap<string, readonly ReturnType<typeof network>[]>,
): readonly Interface[] => {
  const { interfaces: _, ...filter } = core as NonNullable<typeof core>;
  const changed = { ...filter, ...(interfaces && { interfaces }) };
  const filters = hierarchy.filters.map((f) => (f.name === 'core' ? changed : f));
  return networkPolicy(plan, { ...hierarchy, filters }, 'core').interfaces;
};

it('has one for each zone that the filter touches, with what lies behind it', () => {
  const [datacenter, campus] = interfacesOfCore();
  expect([datacenter?.name, campus?.name]).toEqual(['datacenter', 'campus']);
  const texts = (side: Interface | undefined): string[] => (side?.networks ?? []).map((n) => n.text);
  expect(texts(campus)).toEqual(['10.20.0.0/15', 'fd00:20::/32']);
  expect(texts(datacenter)).toEqual(expect.arrayContaining(['10.10.0.0/16', '10.40.0.0/16', '192.0.2.0/24']));
});

it('is what the hierarchy says, where it does', () => {
  const outside = network(4, 0n, 5n);
  expect(interfacesOfCore(new Map([['Gi0/1', [outside]]]))).toEqual([{ name: 'Gi0/1', networks: [outside] }]);
});

it.each(hierarchy.filters)('leaves no end of a rule of $name without one', ({ name }) => {
  const { rules, interfaces } = networkPolicy(plan, hierarchy, name);
  const all = interfaces.flatMap((side) => side.networks);
  const set = (networks: readonly { family: 4 | 6; first: bigint; last: bigint }[]): PacketSet =>
    PacketSet.of([
      {
        sources: networks,
        destinations: networks,
        services: [
          {
            protocol: { first: 6, last: 6 },
            source: { first: 0, last: 0 },
            destination: { first: 0, last: 0 },
          },
        ],
      },
    ]);
  const placed = set(all);
  for (const { from, to } of rules)
    for (const side of [from, to])
      expect(
        set(side.flatMap((p) => p.networks))
          .subtract(placed)
          .isEmpty(),
      ).toBe(true);
});
