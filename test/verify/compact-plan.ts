/** Plans on so few addresses and ports that every packet that can be told apart is asked about. */
import fc from 'fast-check';
import type { Endpoint } from '../../src/plan/model.ts';
import type { Generated } from '../rules/generated-plan.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, planOf, service } from '../rules/plan-kit.ts';

const ENDS: readonly Endpoint[] = [
  hostEnd('mp01', '10.0.0.1'),
  hostEnd('dp01', '10.0.0.2', 'fd00::2'),
  clientsEnd('campus', '10.0.1.0/24', 'fd00:1::/64'),
  clientsEnd('branch', '10.0.2.0/28', '10.0.2.8/29'),
];

const SERVICES = [
  service('http', 'tcp/80'),
  service('smb', 'tcp/445'),
  service('rpc-dynamic', 'tcp/49152-65535', { ports: '50000-50999' }),
  service('icmp-echo', 'icmp'),
  service('dns-udp', 'udp/53'),
  service('smb', 'tcp/445', { phase: 'install' }),
] as const;

export const compactPlan: fc.Arbitrary<Generated> = fc
  .record({
    os: fc.constantFrom('linux', 'windows'),
    flows: fc.array(
      fc.record({
        from: fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 2 }),
        to: fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 2 }),
        services: fc.subarray([...SERVICES], { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 3, size: 'max' },
    ),
  })
  .map(({ os, flows }): Generated => {
    const pick = (indices: readonly number[]): Endpoint[] => indices.flatMap((i) => ENDS[i] ?? []);
    return {
      hosts: ['mp01', 'dp01'],
      hierarchy: hierarchyOf({
        zones: ['10.0.0.0/8', 'fd00::/16'],
        hosts: Object.fromEntries(
          ['mp01', 'dp01'].map((name, i) => [name, { os, addresses: ENDS[i]?.networks ?? [] }]),
        ),
      }),
      plan: planOf(
        flows.map(({ from, to, services }, i) =>
          flow(`conversation ${i}`, pick(from), pick(to), services, { id: `flow#${i}`, filters: ['core'] }),
        ),
      ),
    };
  });
