import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { fixture, readPanos } from './kit.ts';

const text = fixture('site.set');
const site = readPanos(text);

describe("a site's firewall, as set commands", () => {
  it('is recognised', () => {
    expect(panosReader.recognises(text, 'x')).toBeGreaterThan(0.95);
  });

  it('is understood', () => {
    expect(site.said).toEqual(['PT8004 54']);
  });

  it.each<[string, string, string]>([
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:443', 'a client to its management point'],
    ['permit', 'tcp 10.30.0.99 > 10.0.10.12:10123', 'from behind a router, by a range'],
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:8080', 'service-http has two ports'],
    ['deny', 'tcp 10.30.0.100 > 10.0.10.12:10123', 'no client'],
    ['deny', 'tcp 10.20.1.1 > 10.0.10.11:445', 'no SMB to a management point'],
    ['deny', 'udp 10.20.1.1 > 10.0.10.11:443', 'predefined services are TCP'],
    ['permit', 'tcp 10.20.1.1 > 10.0.50.11:445', 'SMB to the distribution point'],
    ['deny', 'tcp 10.20.15.1 > 10.0.50.11:445', 'guests, by a rule that was moved to the top'],
    ['permit', 'tcp 10.0.10.11 > 10.0.50.11:445', 'a literal network as source'],
    ['depends', 'tcp 10.0.50.11 > 93.184.216.34:8530', 'a name'],
    ['deny', 'tcp 10.0.50.11 > 93.184.216.34:443', 'nothing for it'],
    ['permit', 'tcp 10.0.10.11:2000 > 10.20.1.1:50000', 'source ports'],
    ['deny', 'tcp 10.0.10.11:1000 > 10.20.1.1:50000', 'another source port'],
    ['depends', 'tcp 10.20.1.1 > 93.184.216.34:443', 'by App-ID'],
    ['permit', 'icmp 10.0.50.11 > 10.0.10.11', 'ping shows at once'],
    ['deny', 'icmp 10.0.50.11 > 10.0.10.11 type 13 code 0', 'other ICMP'],
    ['deny', 'icmp 10.0.50.11 > 10.20.0.9', 'ping to servers only'],
    ['permit', 'tcp 10.20.1.1 > 10.30.0.1:3389', 'within a zone, by default'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(site.ask(packet)).toBe(verdict);
  });
});
