/** Groups: what they add, where they are applied, and what gives way. */
import { describe, expect, it } from 'vitest';
import { DENY, HTTP, PAIR, permit, readSrx, SSH } from './kit.ts';

describe('groups', () => {
  const LOG = `set groups log ${PAIR.replace('clients', '<*>').replace('servers', '<*>')} policy <*> then log session-init\n`;
  const LAST = ['match source-address any destination-address any application any', 'then deny']
    .map((line) => `set groups last security policies from-zone <*> to-zone <*> policy last ${line}\n`)
    .join('');

  it('add to what is there, and come last', () => {
    const srx = readSrx(
      `${permit('one', 'junos-http')}${LOG}${LAST}set apply-groups [ log last ]\nset security policies default-policy permit-all\n`,
    );
    expect(srx.diagnostics).toEqual([]);
    expect([srx.ask(HTTP), srx.ask(SSH)]).toEqual(['permit', 'deny']);
    expect(srx.ask('tcp 10.0.0.5 > 10.1.0.7:22')).toBe('permit');
    expect(srx.configuration.rulesets[0]?.rules.at(-1)?.name).toBe('last');
  });

  it('are applied below the top, and not where they are excepted', () => {
    expect(
      readSrx(
        `${permit('one', 'junos-http')}${LAST}set security policies apply-groups last\nset security policies default-policy permit-all\n`,
      ).ask(SSH),
    ).toBe('deny');
    expect(
      readSrx(
        `${permit('one', 'junos-http')}${LAST}set apply-groups last\nset ${PAIR} apply-groups-except last\nset security policies default-policy permit-all\n`,
      ).ask(SSH),
    ).toBe('permit');
  });

  it('do nothing unless they are applied', () => {
    expect(
      readSrx(`${DENY}${permit('one').replaceAll('set security', 'set groups g security')}`).ask(HTTP),
    ).toBe('deny');
    expect(
      readSrx(`${permit('one').replaceAll('set security', 'set groups g security')}set apply-groups g\n`).ask(
        HTTP,
      ),
    ).toBe('permit');
    expect(
      readSrx(
        `${permit('one').replaceAll('set security', 'set groups g security')}set apply-groups g\ndeactivate groups g\n`,
      ).ask(HTTP),
    ).toBe('deny');
  });

  it('give way to own values, and add to lists of names', () => {
    const app = 'applications application X';
    const text = (own: string): string =>
      `${permit('one', 'X')}set groups g ${app} protocol tcp destination-port 22\nset ${app} ${own}\nset apply-groups g\n`;
    expect([
      readSrx(text('destination-port 80')).ask(HTTP),
      readSrx(text('destination-port 80')).ask(SSH),
    ]).toEqual(['permit', 'deny']);
    const match = `${permit('one', 'junos-http')}set groups g ${PAIR} policy <*> match application junos-ssh\nset apply-groups g\n`;
    expect(readSrx(match).ask(HTTP)).toBe('depends');
  });

  it('that are not known, or not carried out, make everything open', () => {
    for (const more of [
      'set apply-groups gone',
      `set groups g apply-groups h\nset groups h system host-name x\nset apply-groups g`,
      `set groups g security zones security-zone <[a-c]*> tcp-rst\nset apply-groups g`,
    ]) {
      const srx = readSrx(`${permit('one')}${more}\n`);
      expect(srx.codes).toContain('PT8002');
      expect(srx.ask(HTTP)).toBe('depends');
    }
  });

  it('of the nodes of a cluster make no difference, unless they decide', () => {
    const node =
      'set groups node0 system host-name fw0\nset groups node0 interfaces fxp0 unit 0 family inet address 192.0.2.1/24\nset apply-groups "$' +
      '{node}"\n';
    expect(readSrx(permit('one') + node).ask(HTTP)).toBe('permit');
    expect(
      readSrx(`${permit('one')}${node}set groups node0 security policies default-policy permit-all\n`).ask(
        HTTP,
      ),
    ).toBe('depends');
  });
});
