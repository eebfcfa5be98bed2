import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  net,
  planOf,
  service,
} from '../../../test/rules/plan-kit.ts';
import type { Policy } from '../../policy/model.ts';
import { networkPolicy } from '../../policy/network-policy.ts';
import { fortios } from './dialect.ts';
import { fortiosReader } from './reader.ts';

const printed = (policy: Policy): string => fortios.print(fortios.lower(policy).model).text;
const policyOf = (name: string): Policy => ({
  ...networkPolicy(
    planOf([
      flow('a', [clientsEnd('hq', '10.20.0.0/20')], [hostEnd(name, '10.0.0.1')], [service('http', 'tcp/80')]),
    ]),
    hierarchyOf(),
    'core',
  ),
  interfaces: [
    { name: 'port"1', networks: [net('10.20.0.0/16')] },
    { name: 'port2', networks: [net('10.0.0.0/24')] },
  ],
});

it('lets no name break out of its quotes', () => {
  const text = printed(policyOf('x"\nend\nconfig firewall policy\nedit 1\nset action accept\\'));
  const { config, diagnostics } = fortiosReader.parse(text, 'x');
  expect(diagnostics).toEqual([]);
  expect([...config.global.keys()]).toEqual([
    'firewall address',
    'firewall service custom',
    'firewall policy',
  ]);
  expect(config.global.get('firewall policy')?.rows).toHaveLength(1);
});

it('keeps names that FortiOS has for itself apart', () => {
  const text = printed(policyOf('all'));
  expect(text).toMatch(/edit "all-2"\n/);
  const interfaces = Object.fromEntries(
    policyOf('all').interfaces.map(({ name, networks }) => [name, networks.map((n) => n.text)]),
  );
  const fw = readWith(fortiosReader, text, interfaces);
  expect(fw.ask('tcp 10.20.0.5:5 > 10.0.0.1:80')).toBe('permit');
  expect(fw.ask('tcp 10.20.0.5:5 > 10.0.0.2:80')).not.toBe('permit');
});

it('says what is multicast, which has policies of its own', () => {
  const group = hostEnd('group', '239.0.0.1');
  const plan = planOf([
    flow('a', [clientsEnd('hq', '10.20.0.0/20')], [group], [service('multicast', 'udp/63000')]),
  ]);
  const policy = {
    ...policyOf('x'),
    ...networkPolicy(plan, hierarchyOf(), 'core'),
    interfaces: [
      { name: 'a', networks: [net('10.20.0.0/16')] },
      { name: 'b', networks: [net('224.0.0.0/4')] },
    ],
  };
  const { diagnostics } = fortios.lower(policy);
  expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
  expect(printed(policy)).not.toMatch(/edit 0/);
});

it('says ESP by its number', () => {
  const plain = policyOf('x');
  const policy: Policy = { ...plain, rules: plain.rules.map((r) => ({ ...r, transport: 'esp', ports: [] })) };
  const interfaces = { 'port"1': ['10.20.0.0/16'], port2: ['10.0.0.0/24'] };
  const fw = readWith(fortiosReader, printed(policy), interfaces);
  expect(fw.ask('50 10.20.0.5 > 10.0.0.1')).toBe('permit');
  expect(fw.ask('51 10.20.0.5 > 10.0.0.1')).toBe('deny');
});
