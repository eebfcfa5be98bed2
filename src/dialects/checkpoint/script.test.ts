/** Scripts of commands for the management server. */
import { describe, expect, it } from 'vitest';
import { read } from '../../../test/dialects/checkpoint-kit.ts';
import { fixture, type Reading } from '../../../test/dialects/reader-kit.ts';
import { recogniseDialect } from '../readers.ts';
import type { CpConfig } from './model.ts';

describe('a script', () => {
  it('makes objects and rules in their places', () => {
    const text = fixture('checkpoint/script.sh');
    const fw = read(text);
    expect(fw.codes).toEqual(['PT8004', 'PT8010']);
    expect(recogniseDialect(text, 'x')?.id).toBe('checkpoint');
    expect(fw.configuration.rulesets[0]?.rules.map((r) => r.name)).toEqual([
      'first',
      'second',
      'drop the rest',
    ]);
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(fw.ask('tcp [fd20::5]:50000 > [fd00::20]:80')).toBe('permit');
    expect(fw.ask('udp 10.20.1.5:50000 > 10.0.0.1:9')).toBe('deny');
    expect(fw.ask('udp 10.20.1.5:50000 > 10.0.0.20:9')).toBe('permit');
    expect(fw.ask('udp 10.20.1.5:1000 > 10.0.0.20:9')).toBe('deny');
  });

  it('is not certain about commands in blocks and behind others that fail', () => {
    const one =
      'mgmt_cli add access-rule layer N position 1 name a source Any destination Any service Any action Accept';
    const ask = (text: string): string => read(text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1');
    expect(ask(one)).toBe('permit');
    expect(ask(`${one}\n${one.replace('position 1 name a', 'position 2 name b')}`)).toBe('permit');
    const other = one.replace('name a', 'name b').replace('Accept', 'Drop');
    expect(ask(`${other}\nif true; then\n${one}\nfi`)).toBe('depends');
    expect(ask(`${other}\ntrue || ${one}`)).toBe('depends');
    expect(ask(`f() {\n${one}\n}\n${other}`)).toBe('depends');
    expect(ask(`if true; then\necho x\nfi\n${one}`)).toBe('permit');
  });

  it('is not certain about what only its run decides', () => {
    const fw = read(fixture('checkpoint/script-warn.sh'));
    expect(fw.diagnostics.filter((d) => d.code === 'PT8001').map((d) => d.place?.line)).toEqual([
      3, 4, 5, 6, 8,
    ]);
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.2:443')).toBe('depends');
  });
});

describe('a rule of a script that leaves columns out', () => {
  const script = (rule: string): Reading<CpConfig> =>
    read(`mgmt_cli add access-rule layer Network position bottom name r ${rule}\n`);

  it('is about everything in them, and drops', () => {
    expect(script('action Accept').ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('permit');
    expect(script('service Any').ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('deny');
    const first = script('source Any\nmgmt_cli add access-rule layer Network position bottom action Accept');
    expect(first.ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('deny');
  });

  it('never counts behind the cleanup rule of a new layer', () => {
    const ask = (layer: string, position: string, ...more: string[]): string =>
      read(
        [
          `mgmt_cli add access-layer name L ${layer}`,
          `mgmt_cli add access-rule layer L ${position} name r action Accept`,
          ...more,
        ].join('\n'),
      ).ask('tcp 1.1.1.1:1 > 2.2.2.2:2');
    expect(ask('add-default-rule true', 'position bottom')).toBe('deny');
    expect(ask('add-default-rule false', 'position bottom')).toBe('permit');
    expect(ask('', 'position bottom')).toBe('depends');
    expect(ask('add-default-rule true', 'position 1')).toBe('permit');
    expect(ask('', 'position top')).toBe('permit');
    const first = 'mgmt_cli add access-rule layer L position 2 name s action Accept';
    expect(ask('add-default-rule true', 'position 1 service nowhere', first)).toBe('permit');
  });

  it('is still the one that a later command changes', () => {
    const fw = script('action Accept\nmgmt_cli set access-rule layer Network name r destination nowhere');
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('depends');
  });
});

describe('services that every management server has', () => {
  const script = (
    services: string,
  ): string => `mgmt_cli add network name clients subnet 10.20.0.0 mask-length 16
mgmt_cli add host name srv ip-address 10.10.1.10
mgmt_cli add access-rule layer Network position bottom name r source clients destination srv ${services} action Accept
`;
  const ask = (service: string, packet: string): string => read(script(service)).ask(packet);

  it('are known by their names in a script', () => {
    const all =
      'service.1 https service.2 microsoft-ds service.3 dns service.4 echo-request service.5 Kerberos_v5_UDP';
    expect(read(script(all)).codes).not.toContain('PT8003');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:445')).toBe('permit');
    expect(ask(all, 'udp 10.20.0.7:50000 > 10.10.1.10:53')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:53')).toBe('permit');
    expect(ask(all, 'udp 10.20.0.7:50000 > 10.10.1.10:88')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:88')).toBe('deny');
    expect(ask(all, 'icmp 10.20.0.7 > 10.10.1.10')).toBe('permit');
    expect(ask(all, 'icmp 10.20.0.7 > 10.10.1.10 type 0')).toBe('deny');
  });

  it('are what the text says where it says something', () => {
    const own = `mgmt_cli add service-tcp name https port 8443\n${script('service https')}`;
    expect(read(own).ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('deny');
    expect(read(own).ask('tcp 10.20.0.7:50000 > 10.10.1.10:8443')).toBe('permit');
    expect(ask('service HTTPS', 'tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('depends');
  });
});
