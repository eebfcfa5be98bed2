/** What the objects in a rule stand for. */
import { describe, expect, it } from 'vitest';
import { ACCEPT, ANY, type Fields, layer, read, rule } from '../../../test/dialects/checkpoint-kit.ts';
import type { Reading } from '../../../test/dialects/reader-kit.ts';
import type { CpConfig } from './model.ts';

describe('objects', () => {
  const to = (object: Fields, interfaces: Record<string, string[]> = {}): Reading<CpConfig> =>
    read(layer([rule({ destination: ['x'] })], [{ uid: 'x', name: 'x', ...object }]), interfaces);

  it.each([
    [{ type: 'network', subnet4: '10.1.0.0', 'mask-length4': 16 }, '10.1.255.255', '10.2.0.0'],
    [
      { type: 'network', subnet4: '10.1.0.0', 'mask-length4': 16, broadcast: 'disallow' },
      '10.1.255.254',
      '10.1.255.255',
    ],
    [{ type: 'network', subnet4: '10.1.0.0', 'subnet-mask': '255.255.0.0' }, '10.1.0.1', '10.2.0.1'],
    [{ type: 'multicast-address-range', 'ipv4-address': '239.0.0.1' }, '239.0.0.1', '239.0.0.2'],
    [
      { type: 'group', members: [{ uid: 'h', name: 'h', type: 'host', 'ipv4-address': '10.1.0.1' }] },
      '10.1.0.1',
      '10.1.0.2',
    ],
  ])('are what they say: %o', (object, inside, outside) => {
    expect(to(object).ask(`tcp 1.1.1.1:1 > ${inside}:1`)).toBe('permit');
    expect(to(object).ask(`tcp 1.1.1.1:1 > ${outside}:1`)).toBe('deny');
  });

  it.each([
    [{ type: 'dynamic-object' }],
    [{ type: 'security-zone' }],
    [{ type: 'host' }],
    [{ type: 'host', 'ipv4-address': '10.0.0.300' }],
    [{ type: 'host', 'ipv4-address': '10.0.0.3', teapot: true }],
    [{ type: 'address-range', 'ipv4-address-first': '10.0.0.9', 'ipv4-address-last': '10.0.0.1' }],
    [{ type: 'wildcard', 'ipv4-address': '10.0.0.9', 'ipv4-mask-wildcard': '170.170.255.254' }],
    [{ type: 'group', members: ['x'] }],
    [{ type: 'dns-domain' }],
  ])('leave open what they do not say: %o', (object) => {
    expect(to(object).ask('tcp 1.1.1.1:1 > 10.0.0.3:1')).toBe('depends');
  });

  it('of zones are what somebody says', () => {
    const fw = to({ type: 'security-zone' }, { x: ['10.0.0.0/8'] });
    expect(fw.ask('tcp 1.1.1.1:1 > 10.0.0.3:1')).toBe('permit');
    expect(fw.ask('tcp 1.1.1.1:1 > 11.0.0.3:1')).toBe('deny');
  });

  it('may stand within the rules', () => {
    const host = { uid: 'h', name: 'h', type: 'host', 'ipv4-address': '10.1.0.1' };
    const text = JSON.stringify({
      name: 'Network',
      rulebase: [rule({ source: [host], destination: [ANY], service: [ANY], action: ACCEPT })],
    });
    expect(read(text).ask('tcp 10.1.0.1:1 > 2.2.2.2:1')).toBe('permit');
    expect(read(text).ask('tcp 10.1.0.2:1 > 2.2.2.2:1')).toBe('deny');
  });
});

describe('a service of RPC', () => {
  it('may be any port of TCP and UDP, and nothing else', () => {
    const RPC = { uid: 'rpc', name: 'ALL_DCE_RPC', type: 'service-dce-rpc' };
    const fw = read(layer([rule({ service: ['rpc'] })], [RPC]));
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:49200')).toBe('depends');
    expect(fw.ask('icmp 10.20.0.7 > 10.10.1.10')).toBe('deny');
    expect(fw.ask('47 10.20.0.7 > 10.10.1.10')).toBe('deny');
  });
});
