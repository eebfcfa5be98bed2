import { describe, expect, it } from 'vitest';
import { type Reading, readWith } from '../../../test/dialects/reader-kit.ts';
import type { FortiConfig } from './model.ts';
import { fortiosReader } from './reader.ts';

const policy = (id: number, from: string, to: string, more: string): string => `
    edit ${id}
        set srcintf "${from}"
        set dstintf "${to}"
        set action accept
        set dstaddr "all"
        set schedule "always"
        ${more}
    next`;

/** A branch with its default route to the internet, an SSL VPN and a tunnel that clients dial into. */
const text = (pools: string): string => `config system interface
    edit "wan"
        set vdom "root"
        set ip 203.0.113.2 255.255.255.248
    next
    edit "srv"
        set vdom "root"
        set ip 10.10.1.1 255.255.255.0
    next
    edit "ssl.root"
        set vdom "root"
        set type tunnel
    next
end
config router static
    edit 1
        set gateway 203.0.113.1
        set device "wan"
    next
end
config firewall address
    edit "POOL"
        set type iprange
        set start-ip 10.212.134.200
        set end-ip 10.212.134.210
    next
end
${pools}
config firewall policy${policy(1, 'ssl.root', 'srv', 'set srcaddr "POOL"\n        set service "RDP"')}${policy(2, 'wan', 'srv', 'set srcaddr "all"\n        set service "HTTPS"')}${policy(3, 'srv', 'wan', 'set srcaddr "all"\n        set service "HTTPS"')}
end
`;
const read = (pools: string, interfaces: Record<string, string[]> = {}): Reading<FortiConfig> =>
  readWith(fortiosReader, text(pools), interfaces);

describe('clients of a VPN', () => {
  const POOLS = 'config vpn ssl settings\n    set tunnel-ip-pools "POOL"\nend';

  it('come from the interface of the tunnel, not from where the default route leads', () => {
    const fw = read(POOLS);
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:3389')).toBe('permit');
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:443')).toBe('deny');
    expect(fw.ask('tcp 10.10.1.10:50000 > 10.212.134.205:443')).toBe('deny');
    expect(fw.ask('tcp 10.99.0.1:50000 > 10.10.1.10:443')).toBe('permit');
  });

  it('may have any private address where nothing says which', () => {
    const fw = read('');
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:3389')).toBe('depends');
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:443')).toBe('depends');
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:80')).toBe('deny');
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.10.1.10:443')).toBe('permit');
    expect(fw.ask('tcp 10.10.1.10:50000 > 198.51.100.7:443')).toBe('permit');
  });

  it('are where somebody says', () => {
    const fw = read('', { 'ssl.root': ['10.212.134.0/24'] });
    expect(fw.ask('tcp 10.212.134.205:50000 > 10.10.1.10:3389')).toBe('permit');
  });
});

describe('an interface that gets its address from a server', () => {
  const read = (more: string): Reading<FortiConfig> =>
    readWith(
      fortiosReader,
      `config system interface
    edit "lan"
        set ip 10.2.0.1 255.255.0.0
    next
    edit "wan1"
        set ip 203.0.113.2 255.255.255.248
    next
    edit "wan2"
        set mode dhcp
        ${more}
    next
end
config router static
    edit 1
        set gateway 203.0.113.1
        set device "wan1"
    next
end
config firewall policy${policy(1, 'wan2', 'lan', 'set srcaddr "all"\nset service "HTTPS"')}
end`,
    );
  const FROM_PRIVATE = 'tcp 10.55.0.5:50000 > 10.2.0.5:443';
  const FROM_PUBLIC = 'tcp 198.51.100.7:50000 > 10.2.0.5:443';

  it('has the default route by the distance that is said, 5 by default', () => {
    expect(read('').ask(FROM_PUBLIC)).toBe('permit');
    expect(read('set distance 20').ask(FROM_PUBLIC)).toBe('deny');
    expect(read('set distance 10').ask(FROM_PUBLIC)).toBe('depends');
  });

  it('may stand in any private network that only the default route covers', () => {
    expect(read('set defaultgw disable').ask(FROM_PRIVATE)).toBe('depends');
    expect(read('set distance 20').ask(FROM_PRIVATE)).toBe('depends');
    expect(read('set defaultgw disable').ask(FROM_PUBLIC)).toBe('deny');
  });
});
