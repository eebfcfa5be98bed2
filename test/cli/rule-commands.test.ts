/** lint, explain and repair, as a person or a pipeline types them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { typed } from './portolan.ts';
import { BROKEN, CONTOSO, file, folder, ODD, RULES, schema, unfit, usage } from './rule-files.ts';

describe('lint', () => {
  it('names lines that never decide: 1, or 0 where only errors count', async () => {
    const { code, out } = await typed(['lint', ODD]);
    expect(out).toContain('PT9202');
    expect(code).toBe(1);
    expect((await typed(['lint', ODD, '--fail-on', 'error'])).code).toBe(0);
  });

  it('finds fault with lines that it does not understand: 1', async () => {
    const strange = file(
      'strange.rules',
      '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m strange -j ACCEPT\nCOMMIT\n',
    );
    const { code, err } = await typed(['lint', strange]);
    expect(err).toContain('PT8002');
    expect(code).toBe(1);
    expect((await typed(['lint', strange, '--fail-on', 'error'])).code).toBe(0);
  });

  it('writes findings that fit their schema', async () => {
    const { out } = await typed(['lint', ODD, '--format', 'json']);
    const ajv = new Ajv2020({ strict: false, formats: { uri: true, date: true } });
    ajv.validate(schema, JSON.parse(out));
    expect(ajv.errors ?? []).toEqual([]);
  });

  it('refuses what is not there', async () => {
    const { code, out } = await typed(['lint', 'nowhere.nft']);
    expect({ code, out }).toEqual(usage);
  });
});

describe('explain', () => {
  it.each([
    ['tcp 10.2.3.4:50000 > 10.0.0.1:443', 0, 'permit'],
    ['tcp 10.2.3.4:50000 > 10.0.0.1:80', 1, 'den'],
  ])('%s', async (packet, code, text) => {
    const ran = await typed(['explain', ODD, packet]);
    expect(ran.out).toContain(text);
    expect(ran.code).toBe(code);
    const json = await typed(['explain', ODD, packet, '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ verdict: code === 0 ? 'permit' : 'deny' });
    expect(unfit('explanation', json.out)).toEqual([]);
    expect(json.code).toBe(code);
  });

  it.each([
    [`${CONTOSO}/configurations/core.cfg`, 'tcp 10.20.0.7:50000 > 10.10.2.31:10123'],
    [`${CONTOSO}/configurations/branch.rules.v4`, 'icmp 10.40.16.7 > 10.10.2.31 type 8'],
    [`${CONTOSO}/rules/hosts/mp01.ps1`, 'tcp [fd00:20:0:1::7] > [fd00:10:0:2::31]:443'],
    [`${CONTOSO}/rules/hosts/proxy01.nft`, 'tcp 10.10.2.10 > 192.0.2.80:3128'],
  ])('writes explanations that fit their schema: %s', async (config, packet) => {
    const { out } = await typed(['explain', config, packet, '--format', 'json']);
    expect(unfit('explanation', out)).toEqual([]);
  });

  it.each(['tcp 10.2.3.4', 'tpc 10.2.3.4 > 10.0.0.1:443', 'tcp 10.2.3.4 > 10.0.0.1'])(
    'refuses the packet "%s"',
    async (packet) => {
      const { code, out, err } = await typed(['explain', ODD, packet]);
      expect({ code, out }).toEqual(usage);
      expect(err).toContain('is no packet');
    },
  );
});

describe('repair', () => {
  it('has nothing to mend: 0', async () => {
    const { code, out } = await typed(['repair', CONTOSO, RULES, '--filter', 'core']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  it('mends what can be mended, and verifies', async () => {
    const mended = path.join(folder, 'mended.nft');
    const { code, err } = await typed(['repair', CONTOSO, BROKEN, '--filter', 'core', '--out', mended]);
    expect(err).not.toContain('internal error');
    expect(code).toBe(0);
    const after = await typed([
      'verify',
      CONTOSO,
      mended,
      '--filter',
      'core',
      '--fail-on',
      'error',
      '--format',
      'json',
    ]);
    const { findings } = JSON.parse(after.out) as { findings: { code: string }[] };
    expect(findings.filter(({ code: c }) => /^PT9(?:0|1)/.test(c))).toEqual([]);
  });

  it('writes repairs that fit their schema', async () => {
    for (const config of [BROKEN, `${CONTOSO}/configurations/perimeter-mistakes.nft`]) {
      const filter = config === BROKEN ? 'core' : 'perimeter';
      const { out } = await typed(['repair', CONTOSO, config, '--filter', filter, '--format', 'json']);
      expect(JSON.parse(out)).toMatchObject({ patch: expect.stringContaining('@@') });
      expect(unfit('repair', out)).toEqual([]);
    }
  });

  it('prints no patch for UTF-16, which patch can not apply, but writes UTF-16', async () => {
    const text = readFileSync(BROKEN, 'utf8');
    const wide = file('wide.nft', Buffer.from(`\ufeff${text}`, 'utf16le'));
    const args = ['repair', CONTOSO, wide, '--filter', 'core'];
    const { code, out, err } = await typed(args);
    expect({ code, out }).toEqual(usage);
    expect(err).toContain('wide.nft is in UTF-16, and no patch can be applied to it');
    expect(err).toContain('--out FILE');
    const json = await typed([...args, '--format', 'json']);
    expect(JSON.parse(json.out)).not.toHaveProperty('patch');
    expect(unfit('repair', json.out)).toEqual([]);
    const mended = path.join(folder, 'mended-wide.nft');
    expect((await typed([...args, '--out', mended])).code).toBe(0);
    expect(readFileSync(mended).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    const { text: expected } = JSON.parse(json.out) as { text: string };
    expect(readFileSync(mended, 'utf16le')).toBe(`\ufeff${expected}`);
  });

  it('takes one configuration at a time', async () => {
    const { code, err } = await typed(['repair', CONTOSO, `${CONTOSO}/rules`]);
    expect(code).toBe(2);
    expect(err).toContain('one configuration at a time');
  });
});
