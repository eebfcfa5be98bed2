/** verify, as a person or a pipeline types it. */
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { portolan, typed } from './portolan.ts';
import { BROKEN, CLEAN, CONTOSO, file, folder, RULES, sarif, schema, unfit, usage } from './rule-files.ts';

describe('verify', () => {
  it('has nothing to report of what portolan rules wrote: 0', async () => {
    const { code, out } = await typed(['verify', CONTOSO, RULES, '--filter', 'core']);
    expect(out).toMatch(/^Nothing to report/);
    expect(code).toBe(0);
  });

  it('says what is missing and what is open: 1', async () => {
    const { code, out } = await typed(['verify', CONTOSO, BROKEN, '--filter', 'core', '--all']);
    expect(out).toContain('PT9002');
    expect(out).toContain('tcp dport 445 drop');
    expect(out).toContain('PT9101');
    expect(out).toContain('tcp dport 3389 accept');
    expect(code).toBe(1);
  });

  it.each([
    ['never', 0],
    ['error', 1],
    ['note', 1],
  ])('--fail-on %s: %i', async (from, code) => {
    const ran = await typed(['verify', CONTOSO, BROKEN, '--filter', 'core', '--fail-on', from]);
    expect(ran.code).toBe(code);
  });

  it('writes findings that fit their schema', async () => {
    const { code, out } = await typed(['verify', CONTOSO, BROKEN, '--filter', 'core', '--format', 'json']);
    const ajv = new Ajv2020({ strict: false, formats: { uri: true, date: true } });
    const valid = ajv.validate(schema, JSON.parse(out));
    expect(ajv.errors ?? []).toEqual([]);
    expect([valid, code]).toEqual([true, 1]);
  });

  it.each(['sarif', 'junit', 'markdown'])('writes %s', async (format) => {
    const { code, out } = await typed(['verify', CONTOSO, BROKEN, '--filter', 'core', '--format', format]);
    expect(code).toBe(1);
    if (format === 'sarif') {
      const formats = { uri: true, 'uri-reference': true, uuid: true, 'date-time': true } as const;
      const ajv = new Ajv2020({ formats });
      ajv.validate(sarif, JSON.parse(out));
      expect(ajv.errors ?? []).toEqual([]);
    } else expect(out).toContain('PT9101');
  });

  it('takes NAME=FILE, several filters, and a folder', async () => {
    const named = await typed(['verify', CONTOSO, `core=${RULES}`]);
    expect(named.code).toBe(0);
    const { code, out } = await typed(['verify', CONTOSO, `${CONTOSO}/rules`]);
    expect(out).toMatch(/Looked at/);
    expect(out).toMatch(/\bmp01\b/);
    expect(code).toBeLessThan(2);
  });

  it('joins two configurations of one filter: both have to permit', async () => {
    const none = file(
      'none.nft',
      'table inet a { chain c { type filter hook forward priority 10; policy drop; } }\n',
    );
    const { code, out } = await typed(['verify', CONTOSO, RULES, none, '--filter', 'core']);
    expect(out).toContain('PT9001');
    expect(code).toBe(1);
  });

  it.each([
    [['--filter', 'cor'], 'the hierarchy has no filter "cor"', 'did you mean "core"?'],
    [['--host', 'mp1'], '"mp1"', 'did you mean "mp01"?'],
    [['--filter', 'core', '--dialect', 'nftable'], '"nftable"', 'did you mean "nftables"?'],
    [['--filter', 'core', '--fail-on', 'errors'], '"errors"', 'did you mean "error"?'],
    [['--filter', 'core', '--interface', 'outside'], 'says no networks', '--interface outside='],
  ])('refuses %j: 2', async (args, ...texts) => {
    const { code, out, err } = await typed(['verify', CONTOSO, RULES, ...args]);
    expect({ code, out }).toEqual(usage);
    for (const text of texts) expect(err).toContain(text);
  });

  it.each([
    [['verify', CONTOSO, 'nowhere.nft', '--filter', 'core'], 'no such file'],
    [['verify', CONTOSO, 'README.md'], 'nobody knows whose configuration'],
    [['verify', CONTOSO], 'CONFIG is missing'],
    [['verify', 'nowhere', RULES, '--filter', 'core'], 'no such file'],
  ])('refuses %j', async (args, text) => {
    const { code, out, err } = await typed(args);
    expect({ code, out }).toEqual(usage);
    expect(err).toContain(text);
  });

  it.each([
    ['an empty file', '', 'PT8007'],
    ['a file that is no text', Buffer.from([0, 1, 2]), 'PT8012'],
  ])('says nothing of %s but that: 1', async (_, content, text) => {
    const { code, out, err } = await typed(['verify', CONTOSO, file('bad', content), '--filter', 'core']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(text);
  });

  it('reads standard input', async () => {
    const { code } = await portolan(['verify', CONTOSO, '-', '--filter', 'core'], { input: CLEAN });
    expect(code).toBe(0);
  });
});

describe('--assume-empty-includes', () => {
  const ASSUMED = 'Taken to be empty, as --assume-empty-includes says';
  const HOST = `${CONTOSO}/rules/hosts/proxy01.nft`;

  it('proves everything that is printed, Linux hosts included: no finding', async () => {
    const rules = path.join(folder, 'rules');
    expect((await typed(['rules', CONTOSO, '--all', '--out', rules])).code).toBe(0);
    const without = await typed(['verify', CONTOSO, rules]);
    expect(without.out).toContain('PT9');
    expect(without.code).toBe(1);
    const { code, out } = await typed(['verify', CONTOSO, rules, '--assume-empty-includes', '--all']);
    expect(out).toMatch(/^Nothing to report/);
    expect(out).toMatch(/\bproxy01\b/);
    expect(out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(code).toBe(0);
  });

  it.each(['json', 'sarif', 'junit', 'markdown'])('says so in %s', async (format) => {
    const args = ['verify', CONTOSO, HOST, '--host', 'proxy01', '--assume-empty-includes'];
    const { out } = await typed([...args, '--format', format]);
    expect(out).toContain(format === 'json' ? '"assumed"' : ASSUMED);
    expect(out).toContain('proxy01-input-local');
    if (format === 'json') expect(unfit('findings', out)).toEqual([]);
    if (format === 'sarif') {
      const formats = { uri: true, 'uri-reference': true, uuid: true, 'date-time': true } as const;
      const ajv = new Ajv2020({ formats });
      ajv.validate(sarif, JSON.parse(out));
      expect(ajv.errors ?? []).toEqual([]);
    }
  });

  it('works for explain, lint and repair', async () => {
    const packet = 'tcp 10.10.2.10 > 192.0.2.80:22';
    const unsure = await typed(['explain', HOST, packet, '--way', 'in']);
    expect(unsure.out).toMatch(/^Not certain/);
    const sure = await typed(['explain', HOST, packet, '--way', 'in', '--assume-empty-includes']);
    expect(sure.out).toMatch(/^Denied/);
    expect(sure.out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    const json = await typed([
      ...['explain', HOST, packet, '--way', 'in', '--assume-empty-includes', '--format', 'json'],
    ]);
    expect(JSON.parse(json.out)).toHaveProperty('assumed');
    expect(unfit('explanation', json.out)).toEqual([]);
    const lint = await typed(['lint', HOST, '--assume-empty-includes']);
    expect(lint.out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(lint.err).not.toContain('PT8003');
    const args = ['repair', CONTOSO, HOST, '--host', 'proxy01', '--assume-empty-includes'];
    const repaired = await typed(args);
    expect([repaired.code, repaired.out]).toEqual([0, '']);
    expect(repaired.err.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(unfit('repair', (await typed([...args, '--format', 'json'])).out)).toEqual([]);
  });

  it('assumes nothing of a file that is named: it must be there', async () => {
    const named = file(
      'named.nft',
      'include "/etc/nftables.d/own.nft"\ntable inet t {\n  chain c {\n    type filter hook forward priority 0; policy drop;\n  }\n}\n',
    );
    const { out, err } = await typed([
      ...['explain', named, 'tcp 10.0.0.1 > 10.0.0.2:80', '--assume-empty-includes'],
    ]);
    expect(out).toMatch(/^Not certain/);
    expect(err).toContain('PT8003');
  });
});
