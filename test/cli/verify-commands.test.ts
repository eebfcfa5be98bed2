/** verify, lint, explain, diff and repair, as a person or a pipeline types them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { portolan } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const full = path.join(folder, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
};

const CONTOSO = 'examples/contoso';
const RULES = `${CONTOSO}/rules/filters/core.nft`;
const CLEAN = readFileSync(new URL(`../../${RULES}`, import.meta.url), 'utf8');

/** The generated rules with a line that closes something, and one that opens something. */
const BROKEN = file(
  'broken.nft',
  CLEAN.replace(
    /^( *)jump plan$/m,
    '$1ip saddr 10.20.0.0/24 ip daddr 10.10.2.61 tcp dport 445 drop\n$1jump plan\n$1ip daddr 10.10.1.10 tcp dport 3389 accept',
  ),
);
/** Odd, but not by the severity of errors. */
const ODD = file(
  'odd.nft',
  'table inet t {\n  chain c {\n    type filter hook forward priority 0; policy drop;\n' +
    '    ip saddr 10.0.0.0/8 tcp dport 443 accept\n    ip saddr 10.1.0.0/16 tcp dport 443 accept\n  }\n}\n',
);

const usage = { code: 2, out: '' };
const schema = JSON.parse(
  readFileSync(new URL('../../schema/findings.schema.json', import.meta.url), 'utf8'),
) as object;
/** What a schema has to say against a document: nothing. */
function unfit(name: string, document: string): unknown {
  const text = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
  const ajv = new Ajv2020({ strict: false });
  ajv.validate(JSON.parse(text) as object, JSON.parse(document));
  return ajv.errors ?? [];
}
const sarif = JSON.parse(
  readFileSync(new URL('../fixtures/sarif/sarif-2.1.0.json', import.meta.url), 'utf8'),
) as object;

describe('verify', () => {
  it('has nothing to report of what portolan rules wrote: 0', async () => {
    const { code, out } = await portolan(['verify', CONTOSO, RULES, '--filter', 'core']);
    expect(out).toMatch(/^Nothing to report/);
    expect(code).toBe(0);
  });

  it('says what is missing and what is open: 1', async () => {
    const { code, out } = await portolan(['verify', CONTOSO, BROKEN, '--filter', 'core', '--all']);
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
    const ran = await portolan(['verify', CONTOSO, BROKEN, '--filter', 'core', '--fail-on', from]);
    expect(ran.code).toBe(code);
  });

  it('writes findings that fit their schema', async () => {
    const { code, out } = await portolan(['verify', CONTOSO, BROKEN, '--filter', 'core', '--format', 'json']);
    const ajv = new Ajv2020({ strict: false, formats: { uri: true, date: true } });
    const valid = ajv.validate(schema, JSON.parse(out));
    expect(ajv.errors ?? []).toEqual([]);
    expect([valid, code]).toEqual([true, 1]);
  });

  it.each(['sarif', 'junit', 'markdown'])('writes %s', async (format) => {
    const { code, out } = await portolan(['verify', CONTOSO, BROKEN, '--filter', 'core', '--format', format]);
    expect(code).toBe(1);
    if (format === 'sarif') {
      const formats = { uri: true, 'uri-reference': true, uuid: true, 'date-time': true } as const;
      const ajv = new Ajv2020({ formats });
      ajv.validate(sarif, JSON.parse(out));
      expect(ajv.errors ?? []).toEqual([]);
    } else expect(out).toContain('PT9101');
  });

  it('takes NAME=FILE, several filters, and a folder', async () => {
    const named = await portolan(['verify', CONTOSO, `core=${RULES}`]);
    expect(named.code).toBe(0);
    const { code, out } = await portolan(['verify', CONTOSO, `${CONTOSO}/rules`]);
    expect(out).toMatch(/Looked at/);
    expect(out).toMatch(/\bmp01\b/);
    expect(code).toBeLessThan(2);
  });

  it('joins two configurations of one filter: both have to permit', async () => {
    const none = file(
      'none.nft',
      'table inet a { chain c { type filter hook forward priority 10; policy drop; } }\n',
    );
    const { code, out } = await portolan(['verify', CONTOSO, RULES, none, '--filter', 'core']);
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
    const { code, out, err } = await portolan(['verify', CONTOSO, RULES, ...args]);
    expect({ code, out }).toEqual(usage);
    for (const text of texts) expect(err).toContain(text);
  });

  it.each([
    [['verify', CONTOSO, 'nowhere.nft', '--filter', 'core'], 'no such file'],
    [['verify', CONTOSO, 'README.md'], 'nobody knows whose configuration'],
    [['verify', CONTOSO], 'CONFIG is missing'],
    [['verify', 'nowhere', RULES, '--filter', 'core'], 'no such file'],
  ])('refuses %j', async (args, text) => {
    const { code, out, err } = await portolan(args);
    expect({ code, out }).toEqual(usage);
    expect(err).toContain(text);
  });

  it.each([
    ['an empty file', '', 'PT8007'],
    ['a file that is no text', Buffer.from([0, 1, 2]), 'PT8012'],
  ])('says nothing of %s but that: 1', async (_, content, text) => {
    const { code, out, err } = await portolan(['verify', CONTOSO, file('bad', content), '--filter', 'core']);
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
    expect((await portolan(['rules', CONTOSO, '--all', '--out', rules])).code).toBe(0);
    const without = await portolan(['verify', CONTOSO, rules]);
    expect(without.out).toContain('PT9');
    expect(without.code).toBe(1);
    const { code, out } = await portolan(['verify', CONTOSO, rules, '--assume-empty-includes', '--all']);
    expect(out).toMatch(/^Nothing to report/);
    expect(out).toMatch(/\bproxy01\b/);
    expect(out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(code).toBe(0);
  });

  it.each(['json', 'sarif', 'junit', 'markdown'])('says so in %s', async (format) => {
    const args = ['verify', CONTOSO, HOST, '--host', 'proxy01', '--assume-empty-includes'];
    const { out } = await portolan([...args, '--format', format]);
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
    const unsure = await portolan(['explain', HOST, packet, '--way', 'in']);
    expect(unsure.out).toMatch(/^Not certain/);
    const sure = await portolan(['explain', HOST, packet, '--way', 'in', '--assume-empty-includes']);
    expect(sure.out).toMatch(/^Denied/);
    expect(sure.out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    const json = await portolan([
      ...['explain', HOST, packet, '--way', 'in', '--assume-empty-includes', '--format', 'json'],
    ]);
    expect(JSON.parse(json.out)).toHaveProperty('assumed');
    expect(unfit('explanation', json.out)).toEqual([]);
    const lint = await portolan(['lint', HOST, '--assume-empty-includes']);
    expect(lint.out.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(lint.err).not.toContain('PT8003');
    const args = ['repair', CONTOSO, HOST, '--host', 'proxy01', '--assume-empty-includes'];
    const repaired = await portolan(args);
    expect([repaired.code, repaired.out]).toEqual([0, '']);
    expect(repaired.err.replace(/\s+/g, ' ')).toContain(ASSUMED);
    expect(unfit('repair', (await portolan([...args, '--format', 'json'])).out)).toEqual([]);
  });

  it('assumes nothing of a file that is named: it must be there', async () => {
    const named = file(
      'named.nft',
      'include "/etc/nftables.d/own.nft"\ntable inet t {\n  chain c {\n    type filter hook forward priority 0; policy drop;\n  }\n}\n',
    );
    const { out, err } = await portolan([
      ...['explain', named, 'tcp 10.0.0.1 > 10.0.0.2:80', '--assume-empty-includes'],
    ]);
    expect(out).toMatch(/^Not certain/);
    expect(err).toContain('PT8003');
  });
});

describe('lint', () => {
  it('names lines that never decide: 1, or 0 where only errors count', async () => {
    const { code, out } = await portolan(['lint', ODD]);
    expect(out).toContain('PT9202');
    expect(code).toBe(1);
    expect((await portolan(['lint', ODD, '--fail-on', 'error'])).code).toBe(0);
  });

  it('finds fault with lines that it does not understand: 1', async () => {
    const strange = file(
      'strange.rules',
      '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m strange -j ACCEPT\nCOMMIT\n',
    );
    const { code, err } = await portolan(['lint', strange]);
    expect(err).toContain('PT8002');
    expect(code).toBe(1);
    expect((await portolan(['lint', strange, '--fail-on', 'error'])).code).toBe(0);
  });

  it('writes findings that fit their schema', async () => {
    const { out } = await portolan(['lint', ODD, '--format', 'json']);
    const ajv = new Ajv2020({ strict: false, formats: { uri: true, date: true } });
    ajv.validate(schema, JSON.parse(out));
    expect(ajv.errors ?? []).toEqual([]);
  });

  it('refuses what is not there', async () => {
    const { code, out } = await portolan(['lint', 'nowhere.nft']);
    expect({ code, out }).toEqual(usage);
  });
});

describe('explain', () => {
  it.each([
    ['tcp 10.2.3.4:50000 > 10.0.0.1:443', 0, 'permit'],
    ['tcp 10.2.3.4:50000 > 10.0.0.1:80', 1, 'den'],
  ])('%s', async (packet, code, text) => {
    const ran = await portolan(['explain', ODD, packet]);
    expect(ran.out).toContain(text);
    expect(ran.code).toBe(code);
    const json = await portolan(['explain', ODD, packet, '--format', 'json']);
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
    const { out } = await portolan(['explain', config, packet, '--format', 'json']);
    expect(unfit('explanation', out)).toEqual([]);
  });

  it.each(['tcp 10.2.3.4', 'tpc 10.2.3.4 > 10.0.0.1:443', 'tcp 10.2.3.4 > 10.0.0.1'])(
    'refuses the packet "%s"',
    async (packet) => {
      const { code, out, err } = await portolan(['explain', ODD, packet]);
      expect({ code, out }).toEqual(usage);
      expect(err).toContain('is no packet');
    },
  );
});

describe('diff', () => {
  it('says what opens and closes: 1; nothing where both mean the same: 0', async () => {
    const { code, out } = await portolan(['diff', RULES, BROKEN, '--hierarchy', CONTOSO]);
    expect(out).toContain('newly permitted');
    expect(out).toContain('no longer permitted');
    expect(code).toBe(1);
    const same = await portolan(['diff', RULES, RULES]);
    expect(same.out).toContain('No change');
    expect(same.code).toBe(0);
    const json = await portolan(['diff', RULES, BROKEN, '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ format: 'portolan/difference/1', kind: 'configurations' });
    expect(unfit('difference', json.out)).toEqual([]);
  });

  it('compares hierarchies, also what is known by name only', async () => {
    const text = readFileSync(new URL('../../examples/branch/hierarchy.yaml', import.meta.url), 'utf8');
    const cloud = text.replace(/^( {4}roles: \[site-server, )/m, '$1service-connection-point, ');
    expect(cloud).not.toBe(text);
    const { code, out } = await portolan(['diff', file('old.yaml', text), file('new.yaml', cloud)]);
    expect(out).toContain('newly needed, known by name only: tcp/443');
    expect(code).toBe(1);
    const json = await portolan([
      'diff',
      file('old.yaml', text),
      file('new.yaml', cloud),
      '--format',
      'json',
    ]);
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'plans' });
    expect(unfit('difference', json.out)).toEqual([]);
  });
});

describe('diff of saved plans', () => {
  const BRANCH = 'examples/branch/hierarchy.yaml';
  const text = readFileSync(new URL(`../../${BRANCH}`, import.meta.url), 'utf8');
  const changed = text.replace(/^( {4}roles: \[site-server, )/m, '$1service-connection-point, ');

  it.each(['branch', 'contoso'])(
    'has no difference between %s and its saved plan, either way',
    async (name) => {
      const hierarchy = `examples/${name}/hierarchy.yaml`;
      const saved = file(`${name}.json`, (await portolan(['plan', hierarchy, '--format', 'json'])).out);
      for (const pair of [
        [hierarchy, saved],
        [saved, hierarchy],
        [saved, saved],
      ]) {
        const { code, out } = await portolan(['diff', ...pair]);
        expect(out).toContain('No change');
        expect(code).toBe(0);
      }
    },
  );

  it('says the same of saved plans as of their hierarchies', async () => {
    const [old, now] = [file('old.yaml', text), file('new.yaml', changed)];
    const plans: string[] = [];
    for (const hierarchy of [old, now]) {
      const { out } = await portolan(['plan', hierarchy, '--format', 'json']);
      plans.push(file(`${path.basename(hierarchy, '.yaml')}.json`, out));
    }
    const said = async (...pair: string[]): Promise<unknown> => {
      const { out } = await portolan(['diff', ...pair, '--format', 'json']);
      expect(unfit('difference', out)).toEqual([]);
      const { before, after, ...rest } = JSON.parse(out) as Record<string, unknown>;
      return rest;
    };
    const expected = await said(old, now);
    expect(expected).toMatchObject({ kind: 'plans' });
    expect(await said(...plans)).toEqual(expected);
    expect(await said(plans[0] ?? '', now)).toEqual(expected);
  });

  it.each([
    ['{ "format": "portolan/plan/1",', 'PT6009', 'is not JSON from here on'],
    ['', 'PT6009', 'is not JSON'],
    ['[]', 'PT6010', 'the document is no object'],
    ['{}', 'PT6010', 'the document has no format'],
    [
      '{ "format": "portolan/findings/1" }',
      'PT6010',
      'its format is "portolan/findings/1", not "portolan/plan/1"',
    ],
  ])('says what is wrong with %j: 1', async (content, code, message) => {
    const ran = await portolan(['diff', file('foreign.json', content), BRANCH]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(code);
    expect(ran.err).toContain(message);
  });

  it('says where a plan was changed into something else', async () => {
    const { out } = await portolan(['plan', BRANCH, '--format', 'json']);
    const spoiled = (from: RegExp, to: string): string => file('spoiled.json', out.replace(from, to));
    for (const [from, to, message] of [
      [/"from":\[\d+/, '"from":[999', 'flows[0].from[0] is no whole number from 0 to'],
      [/"networks":\["192/, '"networks":["1920', 'endpoints[0].networks[0] is no network'],
      [/"service":"\w+/, '"service":"x', 'flows[0].services[0].service is none of the document’s services'],
      [/"phase":"always"/, '"phase":"sometimes"', 'flows[0].services[0].phase is none of always, install'],
      [/"reverse":false/, '"reverse":0', 'flows[0].reverse is neither true nor false'],
    ] as const) {
      const { code, err } = await portolan(['diff', spoiled(from, to), BRANCH]);
      expect(err).toContain(message);
      expect(code).toBe(1);
    }
  });

  it('refuses to compare a plan with a configuration, and what is not there', async () => {
    const { code, err } = await portolan(['diff', BRANCH, RULES]);
    expect(err).toContain('is a hierarchy, and examples/contoso/rules/filters/core.nft is a configuration');
    expect(code).toBe(2);
    expect((await portolan(['diff', BRANCH, 'nowhere.json'])).code).toBe(2);
  });
});

describe('repair', () => {
  it('has nothing to mend: 0', async () => {
    const { code, out } = await portolan(['repair', CONTOSO, RULES, '--filter', 'core']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  it('mends what can be mended, and verifies', async () => {
    const mended = path.join(folder, 'mended.nft');
    const { code, err } = await portolan(['repair', CONTOSO, BROKEN, '--filter', 'core', '--out', mended]);
    expect(err).not.toContain('internal error');
    expect(code).toBe(0);
    const after = await portolan([
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
      const { out } = await portolan(['repair', CONTOSO, config, '--filter', filter, '--format', 'json']);
      expect(JSON.parse(out)).toMatchObject({ patch: expect.stringContaining('@@') });
      expect(unfit('repair', out)).toEqual([]);
    }
  });

  it('prints no patch for UTF-16, which patch can not apply, but writes UTF-16', async () => {
    const text = readFileSync(BROKEN, 'utf8');
    const wide = file('wide.nft', Buffer.from(`\ufeff${text}`, 'utf16le'));
    const args = ['repair', CONTOSO, wide, '--filter', 'core'];
    const { code, out, err } = await portolan(args);
    expect({ code, out }).toEqual(usage);
    expect(err).toContain('wide.nft is in UTF-16, and no patch can be applied to it');
    expect(err).toContain('--out FILE');
    const json = await portolan([...args, '--format', 'json']);
    expect(JSON.parse(json.out)).not.toHaveProperty('patch');
    expect(unfit('repair', json.out)).toEqual([]);
    const mended = path.join(folder, 'mended-wide.nft');
    expect((await portolan([...args, '--out', mended])).code).toBe(0);
    expect(readFileSync(mended).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    const { text: expected } = JSON.parse(json.out) as { text: string };
    expect(readFileSync(mended, 'utf16le')).toBe(`\ufeff${expected}`);
  });

  it('takes one configuration at a time', async () => {
    const { code, err } = await portolan(['repair', CONTOSO, `${CONTOSO}/rules`]);
    expect(code).toBe(2);
    expect(err).toContain('one configuration at a time');
  });
});
