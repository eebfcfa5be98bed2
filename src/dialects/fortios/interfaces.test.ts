/** What decides beside the policies: interfaces, other lists, session helpers; and damaged texts. */
import { describe, expect, it } from 'vitest';
import { policies, policy, read } from '../../../test/fortios/kit.ts';

describe('interfaces', () => {
  const fw = policies(policy(1, 'set srcintf lan', 'set dstintf wan'));

  it('decide as somebody says what is behind them', () => {
    const known = read(fw, { lan: ['10.0.0.0/8'], wan: ['192.168.0.0/16'] });
    expect(known.codes).toEqual([]);
    expect(known.ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('permit');
    expect(known.ask('tcp 192.168.0.1:1 > 10.0.0.1:1')).toBe('deny');
    expect(known.ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('deny');
  });

  it('leave open what nobody says', () => {
    const half = read(fw, { lan: ['10.0.0.0/8'] });
    expect(half.codes).toEqual(['PT8005']);
    expect(half.ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('depends');
    expect(half.ask('tcp 172.16.0.1:1 > 192.168.0.1:1')).toBe('deny');
    expect(read(fw).ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('depends');
  });

  it('leave open where networks stand behind several', () => {
    const both = read(fw, { lan: ['10.0.0.0/8'], dmz: ['10.5.0.0/16'], wan: ['192.168.0.0/16'] });
    expect(both.ask('tcp 10.5.0.1:1 > 192.168.0.1:1')).toBe('depends');
    expect(both.ask('tcp 10.4.0.1:1 > 192.168.0.1:1')).toBe('permit');
    const text = policies(policy(1, 'set srcintf lan dmz', 'set dstintf wan'));
    const named = read(text, { lan: ['10.0.0.0/8'], dmz: ['10.5.0.0/16'], wan: ['192.168.0.0/16'] });
    expect(named.ask('tcp 10.5.0.1:1 > 192.168.0.1:1')).toBe('permit');
  });

  it('let a zone talk to itself where it is said', () => {
    const zone = 'config system zone\nedit z\nset intrazone allow\nset interface a b\nnext\nend\n';
    const given = { a: ['10.1.0.0/16'], b: ['10.2.0.0/16'] };
    const some = zone + policies(policy(1, 'set service SSH', 'set dstaddr none'));
    expect(read(some, given).ask('tcp 10.1.0.1:1 > 10.2.0.1:1')).toBe('permit');
    const denied = zone + policies(policy(1, 'set action deny'));
    expect(read(denied, given).ask('tcp 10.1.0.1:1 > 10.2.0.1:1')).toBe('depends');
  });

  it('are not known where a policy route or a routing protocol decides', () => {
    const interfaces = (more: string): string =>
      `config system interface\nedit lan\nset ip 10.0.0.1 255.0.0.0\nnext\nedit wan\nset ip 192.0.2.1 255.255.255.0\nnext\nend\nconfig router static\nedit 1\nset device wan\nnext\nend\n${more}${fw}`;
    expect(read(interfaces('')).ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('permit');
    const routed =
      'config router policy\nedit 1\nset input-device lan\nset dst "8.8.8.0/255.255.255.0"\nset output-device x\nnext\nend\n';
    expect(read(interfaces(routed)).ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('depends');
    expect(read(interfaces(routed)).ask('tcp 10.0.0.1:1 > 9.9.9.9:1')).toBe('permit');
    const ospf = 'config router ospf\nconfig area\nedit 0.0.0.0\nnext\nend\nend\n';
    const dynamic = read(interfaces(ospf));
    expect(dynamic.ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('depends');
    expect(dynamic.codes).toEqual(['PT8005']);
  });
});

describe('other lists', () => {
  it('of multicast judge multicast alone', () => {
    const text = `config firewall multicast-address\nedit g\nset start-ip 239.0.0.1\nset end-ip 239.0.0.9\nnext\nend\nconfig firewall multicast-policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr g\nset protocol 17\nset start-port 63000\nset end-port 64000\nnext\nend\n${policies(policy(1))}`;
    const fw = read(text);
    expect(fw.codes).toEqual([]);
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.2:63000')).toBe('permit');
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.2:62999')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.10:63000')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 10.0.0.10:63000')).toBe('permit');
  });

  it('of the FortiGate itself judge what is sent to it', () => {
    const text = `config firewall local-in-policy\nedit 1\nset intf any\nset srcaddr all\nset dstaddr all\nset service SSH\nset schedule always\nnext\nend\n`;
    const fw = read(text);
    expect(fw.ask('tcp 10.0.0.1:1 > 10.0.0.254:22', 'in')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.0.0.254:443', 'in')).toBe('depends');
  });

  it('drop packets before any policy', () => {
    const text = `config firewall acl\nedit 1\nset interface any\nset srcaddr all\nset dstaddr all\nset service TELNET\nnext\nend\n${policies(policy(1))}`;
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:23')).toBe('deny');
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:24')).toBe('permit');
  });
});

describe('session helpers', () => {
  const text = policies(policy(1, 'set service DCE-RPC'));
  it('open the ports that the endpoint mapper names, if there is one', () => {
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:50000')).toBe('depends');
    const none =
      'config system session-helper\nedit 1\nset name tftp\nset protocol 17\nset port 69\nnext\nend\n';
    expect(read(none + text).ask('tcp 10.0.0.1:1 > 10.9.9.9:50000')).toBe('deny');
    expect(read(none + text).configuration.follows).toEqual(['tftp']);
  });
});

describe('a damaged text', () => {
  const base = policies(policy(1, 'set service SSH'), policy(2, 'set action deny'));
  const packet = 'tcp 10.0.0.1:1 > 10.9.9.9:22';

  it.each([
    ['an entry without its next', base.replace('next\n', '')],
    ['a list without its end', `${base.replace('end\n', '')}config firewall address\nend\n`],
    ['a setting that lost its entry', base.replace('edit 1\n', '')],
    ['a line that nobody knows in an entry', base.replace('edit 1\n', 'edit 1\nfrobnicate\n')],
    ['an end that is missing', base.slice(0, base.indexOf('edit 2'))],
    ['a string that nobody closes', base.replace('edit 1\n', 'edit 1\nset comments "x\n')],
  ])('is never certain about what it may have said: %s', (_, text) => {
    const fw = read(text);
    expect(fw.codes).toContain('PT8001');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.9.9.9:23')).not.toBe('permit');
    expect(fw.ask(packet) === 'permit' && text.includes('frobnicate')).toBe(false);
  });

  it('says that there is nothing in it', () => {
    expect(read('').codes).toEqual(['PT8007']);
    expect(read('config firewall policy\nend\n').codes).toEqual(['PT8007']);
  });
});
