import { describe, expect, it } from 'vitest';
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
import { ciscoAsa } from './dialect.ts';
import { ciscoAsaReader } from './reader.ts';

const INTERFACES = [
  { name: 'servers', networks: [net('10.0.0.0/24')] },
  { name: 'clients', networks: [net('10.20.0.0/16')] },
];

function printed(from: string, services: readonly string[], interfaces: Policy['interfaces'] = INTERFACES) {
  const plan = planOf([
    flow(
      'pxe',
      [clientsEnd(from, '10.20.0.0/16')],
      [hostEnd('dp01', '10.0.0.7')],
      services.map((text) => service(text.split(' ')[0] ?? '', text.split(' ')[1] ?? '')),
    ),
  ]);
  const { model, diagnostics } = ciscoAsa.lower({
    ...networkPolicy(plan, hierarchyOf(), 'core'),
    interfaces,
  });
  return { text: ciscoAsa.print(model).text, diagnostics };
}

describe('lists for an ASA', () => {
  it('say any4 for everything behind an interface', () => {
    expect(printed('hq', ['http tcp/80']).text).toContain('permit tcp any4 object dp01 eq 80');
  });

  it('leave the answers of TFTP servers to the inspection, which is read back', () => {
    const { text } = printed('hq', ['tftp udp/69', 'tftp-data udp/49152-65535']);
    expect(text).toContain('inspect tftp');
    expect(text).not.toContain('49152');
    const { config } = ciscoAsaReader.parse(text, 'x.cfg');
    expect(ciscoAsaReader.raise(config, { interfaces: new Map() }).configuration.follows).toEqual(['tftp']);
    const bound = text.replace(
      'service-policy global_policy global',
      'service-policy global_policy interface a',
    );
    const { config: local } = ciscoAsaReader.parse(bound, 'x.cfg');
    expect(ciscoAsaReader.raise(local, { interfaces: new Map() }).configuration.follows).toBeUndefined();
  });

  it('deny everything at an interface that the plan has nothing for, whose security level would permit', () => {
    expect(printed('hq', ['http tcp/80']).text).toContain(
      'access-list portolan_servers extended deny ip any any\n',
    );
  });

  it('keep names on their line', () => {
    const { text } = printed('hq\naccess-list portolan_clients extended permit ip any any', ['http tcp/80']);
    expect(text).not.toMatch(/^access-list portolan_clients extended permit ip any any/m);
    expect(text.split('\n').filter((line) => /^access-list \S+ extended permit/.test(line))).toHaveLength(1);
  });

  it('say where an interface can not have its name', () => {
    const { diagnostics, text } = printed(
      'hq',
      ['http tcp/80'],
      [
        { name: 'server room', networks: [net('10.0.0.0/24')] },
        { name: 'clients', networks: [net('10.20.0.0/16')] },
      ],
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
    expect(text).toMatch(/^access-group portolan_server_room-\w{6} in interface server_room-\w{6}$/m);
  });
});
