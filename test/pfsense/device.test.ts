/** Whole configurations in the form that the product writes, and one with faults. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPf } from './kit.ts';

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/pfsense', name), 'utf8');

describe('a whole device', () => {
  const device = readPf(fixture('pfsense.xml'), {});

  it.each([
    ['tcp 10.20.0.7 > 10.10.2.31:443', 'permit'],
    ['tcp 10.20.0.7 > 10.10.2.51:8531', 'permit'],
    ['tcp [fd00:20::7] > [fd00:10::31]:10123', 'permit'],
    ['tcp 10.20.0.7 > 10.10.2.31:445', 'deny'],
    // Behind another router, so not of the interface's own network.
    ['tcp 10.20.9.7 > 10.10.2.31:443', 'deny'],
    ['udp 10.20.0.7 > 10.10.2.11:53', 'deny'],
    ['icmp 10.20.9.7 > 10.10.2.31', 'permit'],
    ['icmpv6 fd00:20::7 > fd00:10::31', 'permit'],
    ['icmp 10.20.9.7 > 10.10.2.31 type 13', 'deny'],
    ['tcp 10.10.2.9 > 10.20.9.7:445', 'permit'],
    ['tcp 10.10.2.9 > 10.20.9.7:3389', 'deny'],
    ['tcp 10.10.2.9 > 198.51.100.7:3389', 'permit'],
    ['tcp 198.51.100.7 > 10.10.2.31:443', 'permit'],
    ['tcp 198.51.100.7 > 203.0.113.2:443', 'depends'],
    ['tcp 198.51.100.7 > 10.10.2.31:80', 'deny'],
    ['tcp 192.168.1.7 > 10.10.2.31:443', 'deny'],
    ['tcp 10.10.2.9 > 169.254.1.1:80', 'deny'],
  ])('%s: %s', (packet, verdict) => {
    expect(device.ask(packet)).toBe(verdict);
  });

  it('says what was left out', () => {
    expect(device.diagnostics.map((d) => `${d.code} ${d.message.slice(0, 40)}`)).toEqual([
      'PT8004 1 rule is switched off and left out',
      'PT8009 rules see translated destinations',
      'PT8010 outbound NAT comes after the rules, whic',
      'PT8010 rules that pfSense adds for packets to i',
    ]);
  });
});

describe('a configuration with faults', () => {
  const device = readPf(fixture('pfsense-warn.xml'));

  it('says where they are', () => {
    expect(device.diagnostics.map((d) => `${d.code} ${d.place?.line} ${d.message}`)).toEqual([
      'PT8002 28 "<mood>sunny</mood>" was not understood',
      'PT8003 30 the alias "OLD_CLIENTS" is defined nowhere',
      'PT8003 38 the port or alias "10o3" is defined nowhere',
    ]);
  });

  it.each([
    ['tcp 10.1.0.7 > 10.0.0.6:80', 'permit'],
    ['tcp 10.1.0.7 > 10.0.0.6:1001', 'depends'],
    ['tcp 10.1.0.7 > 10.0.0.6:1002', 'depends'],
    ['tcp 10.1.0.7 > 10.0.0.6:1003', 'deny'],
    ['tcp 10.1.0.7 > 10.0.0.5:1003', 'depends'],
    ['udp 10.1.0.7 > 10.0.0.5:1004', 'depends'],
    ['udp 10.1.0.7 > 10.0.0.5:1005', 'deny'],
    ['tcp 10.1.0.7 > 10.0.0.6:1005', 'depends'],
  ])('%s: %s', (packet, verdict) => {
    expect(device.ask(packet)).toBe(verdict);
  });
});
