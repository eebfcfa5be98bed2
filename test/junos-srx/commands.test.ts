/** Commands: what each says, what changes what stands before, and what stands around them. */
import { describe, expect, it } from 'vitest';
import { DENY, HTTP, PAIR, permit, policy, readSrx, SSH } from './kit.ts';

describe('commands', () => {
  it('may say several things of one level on one line', () => {
    const line = policy(
      'one',
      'match source-address any destination-address [ any ] application [ junos-http junos-https ]',
      'then permit',
    );
    const srx = readSrx(line);
    expect([srx.ask(HTTP), srx.ask('tcp 10.1.0.7 > 10.0.0.5:443'), srx.ask(SSH)]).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
  });

  it('may say a VLAN and the addresses of a unit on one line', () => {
    const srx = readSrx(
      `set interfaces ge-0/0/1 vlan-tagging unit 10 vlan-id 10 family inet address 10.1.0.1/16
set interfaces ge-0/0/2 unit 0 description servers family inet address 10.0.0.1/24
set security zones security-zone clients interfaces ge-0/0/1.10
set security zones security-zone servers interfaces ge-0/0/2.0
${permit('one')}`,
      {},
    );
    expect([srx.ask(HTTP), srx.ask('tcp 10.0.0.5 > 10.1.0.7:80')]).toEqual(['permit', 'deny']);
    expect(srx.diagnostics).toEqual([]);
  });

  it('that deactivate what comes later, as sorted lines do, leave it open', () => {
    const sorted = readSrx(`deactivate ${PAIR} policy one\n${permit('one')}`);
    expect(sorted.ask(HTTP)).toBe('depends');
    expect(sorted.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT8001', 1]]);
    const other = readSrx(`deactivate ${PAIR} policy two\n${permit('one')}`);
    expect(other.ask(HTTP)).toBe('permit');
    expect(other.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT8001', 1]]);
  });

  it('deactivate and activate', () => {
    const off = readSrx(`${permit('one')}deactivate ${PAIR} policy one\n`);
    expect(off.ask(HTTP)).toBe('deny');
    expect(off.diagnostics.map((d) => [d.code, d.message])).toEqual([
      ['PT8004', 'the policy "one" is inactive and left out'],
    ]);
    expect(
      readSrx(`${permit('one')}deactivate ${PAIR} policy one\nactivate ${PAIR} policy one\n`).ask(HTTP),
    ).toBe('permit');
    expect(readSrx(`${permit('one')}deactivate ${PAIR}\n`).ask(HTTP)).toBe('deny');
    expect(readSrx(`${permit('one')}deactivate security policies from-zone\n`).ask(HTTP)).toBe('deny');
    expect(readSrx(`${permit('one')}deactivate ${PAIR} policy one match application any\n`).ask(HTTP)).toBe(
      'depends',
    );
    const book = `${permit('one', 'any', 'A')}set security address-book global address A 10.1.0.7/32\n`;
    expect(readSrx(`${book}deactivate security address-book global address A\n`).ask(HTTP)).toBe('depends');
    expect(readSrx(`${permit('one')}deactivate security polices\n`).ask(HTTP)).toBe('permit');
  });

  it('delete', () => {
    expect(readSrx(`${DENY}${permit('one')}delete ${PAIR} policy no\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${permit('one')}delete ${PAIR} policy one then\n`).ask(HTTP)).toBe('depends');
    const srx = readSrx(`${permit('one')}delete ${PAIR} policy two\n`);
    expect([srx.ask(HTTP), ...srx.codes]).toEqual(['permit', 'PT8001']);
    expect(readSrx(`${permit('one')}delete system host-name\n`).codes).toEqual([]);
  });

  it('insert, and rename', () => {
    const text = DENY + permit('one');
    expect(readSrx(text).ask(HTTP)).toBe('deny');
    expect(readSrx(`${text}insert ${PAIR} policy one before policy no\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${text}insert ${PAIR} policy no after policy one\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${text}insert ${PAIR} policy one before policy gone\n`).ask(HTTP)).toBe('depends');
    expect(
      readSrx(
        `${text}rename ${PAIR} policy no to policy no2\ninsert ${PAIR} policy one before policy no2\n`,
      ).ask(HTTP),
    ).toBe('permit');
    expect(readSrx(`${text}rename ${PAIR} policy one to policy no\n`).ask(HTTP)).toBe('depends');
  });

  it('edit a level', () => {
    const lines = `edit ${PAIR}
set policy one match source-address any destination-address any
edit policy one
set match application junos-http
set then permit
up
set policy two match source-address any destination-address any application junos-ssh
top set security policies from-zone clients to-zone servers policy two then permit
exit
exit
set ${PAIR} policy three match source-address any
`;
    const srx = readSrx(lines);
    expect(srx.ask(HTTP)).toBe('permit');
    expect(srx.ask(SSH)).toBe('permit');
    expect(srx.config.system.contexts[0]?.policies.map((p) => p.name)).toEqual(['one', 'two', 'three']);
  });

  it('stand among prompts and comments', () => {
    const srx = readSrx(
      `{primary:node0}[edit]\n{primary:node0}\nadmin@fw-01> show configuration | display set\n# a comment\n\n${permit('one')}\n{primary:node0}\nadmin@fw-01> \n`.replace(
        '{primary:node0}[edit]\n',
        '',
      ),
    );
    expect(srx.codes).toEqual([]);
    expect(srx.ask(HTTP)).toBe('permit');
  });

  it('may be typed behind a prompt', () => {
    const typed = (text: string): string => text.replaceAll(/^set/gm, '[edit]\nroot@srx# set');
    const srx = readSrx(typed(DENY + permit('one')));
    expect(srx.codes).toEqual([]);
    expect(srx.ask(HTTP)).toBe('deny');
    const level = `[edit ${PAIR}]\nroot@srx# ${permit('one').replaceAll(`set ${PAIR} `, 'set ').replaceAll('\nset', '\nroot@srx# set')}`;
    expect(readSrx(level).ask(HTTP)).toBe('permit');
    expect(readSrx(`${permit('one')}root@srx# copy a to b\n`).ask(HTTP)).toBe('depends');
  });

  it('may end in a comment', () => {
    const srx = readSrx(permit('one').replaceAll('\n', ' ## why\n'));
    expect([srx.ask(HTTP), ...srx.codes]).toEqual(['permit']);
  });

  it('take names in quotes', () => {
    const srx = readSrx(
      `${permit('"the first; policy"', 'any', '"A B"')}set security address-book global address "A B" 10.1.0.7/32\n`,
    );
    expect(srx.config.system.contexts[0]?.policies[0]?.name).toBe('the first; policy');
    expect([srx.ask(HTTP), srx.ask(HTTP.replace('.7', '.8'))]).toEqual(['permit', 'deny']);
  });

  it('a later value of one takes the place of the earlier', () => {
    const base = `${permit('one', 'any', 'A')}set security address-book global address A 10.1.0.7/32\n`;
    expect(readSrx(`${base}set security address-book global address A 10.1.0.8/32\n`).ask(HTTP)).toBe('deny');
  });
});
