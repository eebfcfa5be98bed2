import { describe, expect, it } from 'vitest';
import { hierarchyOf, net } from '../../test/rules/plan-kit.ts';
import type { Hierarchy, OtherTraffic } from '../hierarchy/model.ts';
import { matchHolds, parsePacket } from '../net/packet.ts';
import { otherTrafficOf } from './other-traffic.ts';

const entry = (name: string, more: Partial<OtherTraffic> = {}): OtherTraffic => ({
  name,
  from: [net('10.0.0.0/8')],
  to: [net('192.0.2.1')],
  services: [{ transport: 'tcp', ports: [{ first: 3389, last: 3389 }] }],
  at: {},
  ...more,
});
const declared = (...otherTraffic: OtherTraffic[]): Hierarchy => ({
  ...hierarchyOf({ filters: { core: {}, edge: {} } }),
  otherTraffic,
});
const holds = (hierarchy: Hierarchy, text: string): boolean => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(packet.error);
  return otherTrafficOf(hierarchy, 'core').some(({ match }) => matchHolds(match, packet));
};

describe('otherTrafficOf', () => {
  it('gives the entries for a filter, in order, with themselves', () => {
    const hierarchy = declared(
      entry('a', { filters: ['edge'] }),
      entry('b', { until: '2020-01-01' }),
      entry('c', { filters: ['edge', 'core'] }),
    );
    const names = (filter: string) => otherTrafficOf(hierarchy, filter).map((found) => found.entry.name);
    expect(names('core')).toEqual(['b', 'c']);
    expect(names('edge')).toEqual(['a', 'b', 'c']);
    expect(names('cm01')).toEqual(['b']);
    expect(otherTrafficOf(hierarchy, 'core')[0]?.entry).toBe(hierarchy.otherTraffic[1]);
  });

  it('holds packets on the ports of the side that answers, from any port', () => {
    const hierarchy = declared(entry('a'));
    expect(holds(hierarchy, 'tcp 10.1.2.3:1 > 192.0.2.1:3389')).toBe(true);
    expect(holds(hierarchy, 'tcp 10.1.2.3:3389 > 192.0.2.1:3390')).toBe(false);
    expect(holds(hierarchy, 'udp 10.1.2.3 > 192.0.2.1:3389')).toBe(false);
    expect(holds(hierarchy, 'tcp 192.0.2.1 > 10.1.2.3:3389')).toBe(false);
  });

  it.each([
    ['udp', 'udp 10.1.2.3 > 192.0.2.1:0', 'tcp 10.1.2.3 > 192.0.2.1:80'],
    ['tcp', 'tcp 10.1.2.3 > 192.0.2.1:65535', 'udp 10.1.2.3 > 192.0.2.1:80'],
    ['icmp', 'icmp 10.1.2.3 > 192.0.2.1 type 3 code 4', 'tcp 10.1.2.3 > 192.0.2.1:0'],
    ['any', '50 10.1.2.3 > 192.0.2.1', '50 10.1.2.3 > 192.0.2.2'],
  ] as const)('%s without ports is any of it', (transport, inside, outside) => {
    const hierarchy = declared(entry('a', { services: [{ transport, ports: [] }] }));
    expect([holds(hierarchy, inside), holds(hierarchy, outside)]).toEqual([true, false]);
  });

  it('ICMP is that of both families', () => {
    const ends = { from: [net('10.0.0.1'), net('fd00::1')], to: [net('10.0.0.2'), net('fd00::2')] };
    const hierarchy = declared(entry('a', { ...ends, services: [{ transport: 'icmp', ports: [] }] }));
    expect(holds(hierarchy, 'icmpv6 fd00::1 > fd00::2 type 135')).toBe(true);
    expect(holds(hierarchy, 'icmp 10.0.0.1 > 10.0.0.2')).toBe(true);
  });

  it('leaves out what no packet can be', () => {
    expect(otherTrafficOf(declared(entry('a', { to: [net('fd00::1')] })), 'core')).toEqual([]);
    expect(otherTrafficOf(declared(entry('a', { from: [] })), 'core')).toEqual([]);
    expect(otherTrafficOf(declared(entry('a', { services: [] })), 'core')).toEqual([]);
  });
});
