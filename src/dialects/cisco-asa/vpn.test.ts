import { describe, expect, it } from 'vitest';
import { readAsa } from '../../../test/dialects/asa-kit.ts';

/** A firewall that denies everything from outside, with a tunnel to a branch and clients from a pool. */
const FIREWALL = `
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.248
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.20.0.1 255.255.0.0
interface Tunnel1
 nameif vti
 ip address 169.254.1.1 255.255.255.252
 tunnel source interface outside
 tunnel destination 198.51.100.9
 tunnel mode ipsec ipv4
 tunnel protection ipsec profile PROF
ip local pool CLIENTS 10.99.0.1-10.99.0.254 mask 255.255.255.0
object network BRANCH
 subnet 10.50.0.0 255.255.0.0
access-list OUT_IN extended deny ip any any
access-list L2L extended permit ip 10.20.0.0 255.255.0.0 object BRANCH
access-list DYN extended permit ip 10.20.0.0 255.255.0.0 10.51.0.0 255.255.0.0
access-group OUT_IN in interface outside
route outside 0.0.0.0 0.0.0.0 203.0.113.1 1
route vti 10.60.0.0 255.255.0.0 169.254.1.2 1
crypto dynamic-map DYNMAP 1 match address DYN
crypto map OMAP 10 match address L2L
crypto map OMAP 10 set peer 198.51.100.8
crypto map OMAP 65535 ipsec-isakmp dynamic DYNMAP
crypto map OMAP interface outside
crypto ikev2 enable outside client-services port 443
webvpn
 enable outside
`;
const FILTER = `
access-list VPNF extended permit tcp 10.99.0.0 255.255.255.0 10.20.0.0 255.255.0.0 eq 3389
group-policy GP attributes
 vpn-filter value VPNF
`;

describe('packets out of a tunnel', () => {
  const fw = readAsa(FIREWALL);

  it('may pass by what the access list at the interface denies', () => {
    for (const source of ['10.50.0.7', '10.51.0.7', '10.99.0.7', '10.60.0.7'])
      expect(fw.ask(`tcp ${source}:50000 > 10.20.0.7:445`)).toBe('depends');
    expect(fw.why('tcp 10.50.0.7:50000 > 10.20.0.7:445')).toEqual([
      'whether the packet comes through the tunnel of "crypto map OMAP 10 match address L2L"',
    ]);
  });

  it('are denied where no tunnel leads from', () => {
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.20.0.7:445')).toBe('deny');
    expect(fw.ask('tcp 10.98.0.7:50000 > 10.20.0.7:445')).toBe('deny');
  });

  it('are judged by the list where the text says so', () => {
    const judged = readAsa(`${FIREWALL}no sysopt connection permit-vpn\n`);
    for (const source of ['10.50.0.7', '10.99.0.7', '10.60.0.7'])
      expect(judged.ask(`tcp ${source}:50000 > 10.20.0.7:445`)).toBe('deny');
  });

  it('are open in both directions where a filter of tunnels may judge them', () => {
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.99.0.7:445')).toBe('permit');
    const filtered = readAsa(`${FIREWALL}${FILTER}`);
    expect(filtered.ask('tcp 10.20.0.7:50000 > 10.99.0.7:445')).toBe('depends');
    expect(filtered.ask('tcp 10.99.0.7:50000 > 10.20.0.7:445')).toBe('depends');
    const both = readAsa(`${FIREWALL}${FILTER}no sysopt connection permit-vpn\n`);
    expect(both.ask('tcp 10.99.0.7:50000 > 10.20.0.7:445')).toBe('deny');
    expect(both.ask('tcp 10.20.0.7:50000 > 10.99.0.7:445')).toBe('depends');
  });
});
