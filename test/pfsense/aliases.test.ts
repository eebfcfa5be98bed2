/** What names in rules stand for. */
import { describe, expect, it } from 'vitest';
import { networks } from '../dialects/reader-kit.ts';
import { pf, readPf, rule } from './kit.ts';

const alias = (name: string, type: string, address: string): string =>
  `<alias><name>${name}</name><type>${type}</type><address>${address}</address><descr/><detail><![CDATA[a||b]]></detail></alias>`;
const PACKETS = ['tcp 10.1.0.6 > 10.0.0.5:80', 'tcp 10.1.0.7 > 10.0.0.5:80', 'tcp 10.1.0.8 > 10.0.0.5:80'];
/** Whether 10.1.0.6, 7 and 8 get through a rule for a source. */
const from = (source: string, ...aliases: readonly string[]): string => {
  const one = readPf(pf(rule({ source }), `<aliases>${aliases.join('')}</aliases>`));
  return PACKETS.map((packet) => one.ask(packet)).join(' ');
};
const to = (port: string, ...aliases: readonly string[]): string => {
  const one = readPf(
    pf(rule({ destination: `<any/><port>${port}</port>` }), `<aliases>${aliases.join('')}</aliases>`),
  );
  return [79, 80, 81].map((n) => one.ask(`tcp 10.1.0.7 > 10.0.0.5:${n}`)).join(' ');
};

describe('addresses', () => {
  it.each([
    ['<address>10.1.0.7</address>', 'deny permit deny'],
    ['<address>10.1.0.6/31</address>', 'permit permit deny'],
    ['<address>10.1.0.7/31</address>', 'permit permit deny'],
    ['<network>10.1.0.7</network>', 'deny permit deny'],
    ['<address>10.1.0.7</address><not/>', 'permit deny permit'],
    ['<any>1</any>', 'permit permit permit'],
    ['<address>any</address>', 'permit permit permit'],
    ['<address>GONE</address>', 'depends depends depends'],
    ['<network>lan</network>', 'depends depends depends'],
    ['<network>(self)</network>', 'deny deny deny'],
    ['<any/><not/>', 'depends depends depends'],
    ['<address>10.1.0.7</address><mac>x</mac>', 'deny depends deny'],
  ])('%s', (source, verdicts) => {
    expect(from(source)).toBe(verdicts);
  });

  it.each([
    ['host', '10.1.0.7', 'deny permit deny'],
    ['host', '10.1.0.7 10.1.0.8', 'deny permit permit'],
    ['host', '10.1.0.7-10.1.0.8', 'deny permit permit'],
    ['network', '10.1.0.6/31', 'permit permit deny'],
    ['host', 'pc7.contoso.com 10.1.0.6', 'permit depends depends'],
    // pf asks for the longest prefix: what is taken away is taken from wider entries.
    ['host', '10.1.0.6 !10.1.0.7', 'permit deny deny'],
    ['network', '10.1.0.0/24 !10.1.0.7', 'permit deny permit'],
    ['network', '!10.1.0.6/31 10.1.0.0/24 10.1.0.7', 'deny permit permit'],
    ['network', '10.1.0.7 !10.1.0.0/24', 'deny permit deny'],
    ['network', '10.1.0.6-10.1.0.8 !10.1.0.7', 'permit depends permit'],
    ['host', '10.1.0.7 !10.1.0.7', 'deny depends deny'],
    ['network', '10.1.0.0/24 !pc7.contoso.com', 'depends depends depends'],
    ['urltable', 'https://example.com/list', 'depends depends depends'],
    ['geoip', 'SE', 'depends depends depends'],
    ['port', '80', 'depends depends depends'],
    ['host', '', 'depends depends depends'],
  ])('an alias of type %s with %s', (type, address, verdicts) => {
    expect(from('<address>A</address>', alias('A', type, address))).toBe(verdicts);
  });

  it('are in aliases that stand in others', () => {
    expect(
      from('<address>A</address>', alias('A', 'network', 'B 10.1.0.6'), alias('B', 'host', '10.1.0.8')),
    ).toBe('permit deny permit');
    expect(
      from(
        '<address>A</address><not/>',
        alias('A', 'network', 'B 10.1.0.6'),
        alias('B', 'host', 'pc8.contoso.com'),
      ),
    ).toBe('deny depends depends');
    expect(from('<address>A</address>', alias('A', 'host', 'A 10.1.0.6'))).toBe('permit depends depends');
  });

  it('are taken away from all of an alias, where one in it says so', () => {
    const inner = alias('B', 'network', '10.2.0.0/16 !10.1.0.7');
    expect(from('<address>A</address>', alias('A', 'network', 'B 10.1.0.0/24'), inner)).toBe(
      'permit depends permit',
    );
    const open = alias('C', 'network', '!pc.contoso.com');
    expect(from('<address>A</address>', alias('A', 'network', 'C 10.1.0.6'), open)).toBe('depends deny deny');
    const loop = alias('B', 'network', 'A !10.1.0.7');
    expect(from('<address>A</address>', alias('A', 'network', 'B 10.1.0.6'), loop)).toMatch(
      /^permit|depends/,
    );
  });

  it('are those of an interface', () => {
    const interfaces =
      '<interfaces><lan><enable/><if>em1</if><ipaddr>10.1.0.1</ipaddr><subnet>29</subnet></lan></interfaces>';
    const one = readPf(pf(rule({ source: '<network>lan</network>' }), interfaces), {
      lan: networks('10.1.0.0/16'),
    });
    expect(PACKETS.map((packet) => one.ask(packet))).toEqual(['permit', 'permit', 'deny']);
    const own = readPf(
      pf(
        rule({ type: 'block', source: '<any/>', destination: '<network>lanip</network>' }) + rule(),
        interfaces,
      ),
      { lan: networks('10.1.0.0/16') },
    );
    expect([own.ask('tcp 10.1.0.7 > 10.1.0.1:80'), own.ask('tcp 10.1.0.7 > 10.1.0.2:80')]).toEqual([
      'deny',
      'permit',
    ]);
  });
});

describe('ports', () => {
  it.each([
    ['80', 'deny permit deny'],
    ['80-81', 'deny permit permit'],
    ['http', 'deny permit deny'],
    ['81-80', 'depends depends depends'],
    ['webby', 'depends depends depends'],
  ])('%s', (port, verdicts) => {
    expect(to(port)).toBe(verdicts);
  });

  it('are in aliases that stand in others', () => {
    expect(to('P', alias('P', 'port', '79 81'))).toBe('permit deny permit');
    expect(to('P', alias('P', 'port', '80:81'))).toBe('deny permit permit');
    expect(to('P', alias('P', 'port', '79 Q'), alias('Q', 'port', '81'))).toBe('permit deny permit');
    expect(to('P', alias('P', 'port', '79 Q'))).toBe('permit depends depends');
    expect(to('P', alias('P', 'host', '10.0.0.1'))).toBe('depends depends depends');
    expect(to('P', alias('P', 'url_ports', 'https://example.com/ports'))).toBe('depends depends depends');
  });

  it('of the source, without a protocol, or of one that has none', () => {
    const source = readPf(pf(rule({ source: '<any/><port>1024-65535</port>' })));
    expect([
      source.ask('tcp 10.1.0.7:5000 > 10.0.0.5:80'),
      source.ask('tcp 10.1.0.7:50 > 10.0.0.5:80'),
    ]).toEqual(['permit', 'deny']);
    const tcp = readPf(pf(rule({ more: '', destination: '<any/><port>80</port>' })));
    expect([tcp.ask('tcp 10.1.0.7 > 10.0.0.5:80'), tcp.ask('udp 10.1.0.7 > 10.0.0.5:80')]).toEqual([
      'permit',
      'deny',
    ]);
    expect(
      readPf(pf(rule({ more: '<protocol>gre</protocol>', destination: '<any/><port>80</port>' }))).ask(
        '47 10.1.0.7 > 10.0.0.5',
      ),
    ).toBe('depends');
  });
});
