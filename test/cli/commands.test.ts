/** Each command on the examples, as a person types it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { portolan, portolanIntoClosedPipe, typed } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONTOSO = 'examples/contoso';

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('portolan %s teaches', async (...args) => {
    const { code, out } = await portolan(args);
    expect(out).toContain('First steps');
    expect(out).toContain('portolan plan');
    expect(code).toBe(0);
  });

  it.each(['start', 'init', 'check', 'plan', 'why', 'rules', 'catalog'])(
    'portolan %s --help shows examples',
    async (name) => {
      const [{ code, out }, same] = await Promise.all([typed([name, '--help']), typed(['help', name])]);
      expect(out).toMatch(new RegExp(`^Usage: portolan ${name}`, 'm'));
      expect(out).toMatch(/^Examples$/m);
      expect(out).toMatch(/^Exit codes$/m);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(112);
      expect(same.out).toBe(out);
      expect(code).toBe(0);
    },
  );

  it('goes to standard error where no command is given', async () => {
    const { code, out, err } = await portolan([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: portolan');
  });

  it('portolan --version', async () => {
    expect((await portolan(['--version'])).out).toMatch(/^portolan \d+\.\d+\.\d+\n$/);
  });
});

describe('start', () => {
  it('sums up the example, and names commands that work', async () => {
    const { code, out } = await portolan(['start']);
    expect(out).toMatch(/^Contoso: the ports that Configuration Manager 2509 needs/);
    expect(code).toBe(0);
    const next = [...out.matchAll(/^ {2}portolan (\S.*?)(?: {2}.*)?$/gm)].map((match) =>
      (match[1] ?? '').split(' '),
    );
    expect(next.length).toBeGreaterThanOrEqual(5);
    for (const args of next.filter(([name]) => name !== 'init'))
      expect((await portolan(args)).code, args.join(' ')).toBe(0);
  });

  it('works from another folder', async () => {
    expect((await portolan(['start'], { cwd: folder })).code).toBe(0);
  });
});

describe('init', () => {
  it('writes a hierarchy that checks and plans, and never overwrites', async () => {
    const cwd = path.join(folder, 'init');
    mkdirSync(cwd);
    const { code, out } = await portolan(['init'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('portolan check');
    expect((await portolan(['check', '--strict'], { cwd })).code).toBe(0);
    expect((await portolan(['plan'], { cwd })).out).toMatch(/\d+ flows/);
    writeFileSync(path.join(cwd, 'hierarchy.yaml'), 'mine');
    const again = await portolan(['init'], { cwd });
    expect(again.code).toBe(2);
    expect(again.err).toContain('it is there already');
    expect(readFileSync(path.join(cwd, 'hierarchy.yaml'), 'utf8')).toBe('mine');
  });

  it('makes the folder that is named', async () => {
    expect((await portolan(['init', 'deep/er'], { cwd: folder })).code).toBe(0);
    expect(existsSync(path.join(folder, 'deep/er/hierarchy.yaml'))).toBe(true);
  });
});

describe('check', () => {
  it.each(['branch', 'contoso'])('has no errors for examples/%s', async (name) => {
    const { code, out } = await portolan(['check', `examples/${name}`]);
    expect(out).toMatch(/hierarchy\.yaml: .*, \d+ flows\n$/);
    expect(code).toBe(0);
  });

  it('underlines what is wrong, and ends with 1', async () => {
    const input = 'hierarchy: X\nversion: "2509"\nhosts:\n  a: { adress: 10.0.0.1 }\n';
    const { code, out } = await portolan(['check', '-'], { input });
    expect(out).toContain('<stdin>:4:8');
    expect(out).toContain('^^^^^^');
    expect(out).toMatch(/can’t be planned\n$/);
    expect(code).toBe(1);
  });

  it('writes one JSON document', async () => {
    const { code, out } = await portolan(['check', '-', '--format', 'json'], { input: 'hierarchy: [' });
    const document = JSON.parse(out) as {
      format: string;
      errors: number;
      diagnostics: { place: { line: number } }[];
    };
    expect(document.format).toBe('portolan/diagnostics/1');
    expect(document.errors).toBeGreaterThan(0);
    expect(document.diagnostics[0]?.place.line).toBeGreaterThan(0);
    expect(code).toBe(1);
  });

  it('counts warnings only with --strict', async () => {
    const [plain, strict] = await Promise.all([
      portolan(['check', CONTOSO]),
      portolan(['check', CONTOSO, '--strict']),
    ]);
    expect(plain.out).toMatch(/\d+ warnings?,/);
    expect([plain.code, strict.code]).toEqual([0, 1]);
  });
});

describe('plan', () => {
  it.each(['table', 'summary', 'csv', 'markdown', 'json'])('--format %s', async (format) => {
    const { code, out } = await portolan(['plan', CONTOSO, '--format', format]);
    expect(out.length).toBeGreaterThan(1000);
    expect(out).toContain('10123');
    expect(code).toBe(0);
  });

  it('keeps the table inside of the width: COLUMNS, --width, or 100', async () => {
    const widest = async (args: string[], env = {}): Promise<number> => {
      const { out } = await portolan(['plan', CONTOSO, ...args], { env });
      return Math.max(...out.split('\n').map((line) => line.length));
    };
    expect(await widest([])).toBeLessThanOrEqual(100);
    expect(await widest([], { COLUMNS: '80' })).toBeLessThanOrEqual(80);
    expect(await widest(['--width', '60'], { COLUMNS: '80' })).toBeLessThanOrEqual(60);
    expect(await widest(['--width', '200'])).toBeGreaterThan(110);
  });

  it('narrows down to a host, a filter, a zone, a role and a phase', async () => {
    const csv = async (...args: string[]): Promise<string[][]> => {
      const { out } = await portolan(['plan', CONTOSO, '--format', 'csv', ...args]);
      return out
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(','));
    };
    const all = await csv();
    const host = await csv('--for', 'mp01');
    expect(host.every((row) => row[0] === 'mp01' || row[3] === 'mp01')).toBe(true);
    expect(host).toHaveLength(all.filter((row) => row[0] === 'mp01' || row[3] === 'mp01').length);
    const zone = await csv('--zone', 'dmz');
    expect(zone).toHaveLength(all.filter((row) => row[2] === 'dmz' || row[5] === 'dmz').length);
    const filter = await csv('--filter', 'partner');
    expect(filter.length).toBeGreaterThan(0);
    expect(filter.every((row) => row.join(',').includes('partner'))).toBe(true);
    const phase = await csv('--phase', 'install,on-demand');
    expect(phase).toHaveLength(
      all.filter((row) =>
        /^(install|on-demand)$/.test(row.find((c) => /^(always|install|migration|on-demand)$/.test(c)) ?? ''),
      ).length,
    );
    const [short, long] = await Promise.all([csv('--role', 'mp'), csv('--role', 'management-point')]);
    expect(short).toEqual(long);
    expect(short.length).toBeLessThan(all.length);
  });

  it('writes to a file what it would print', async () => {
    const file = path.join(folder, 'plan.csv');
    const [printed, written] = await Promise.all([
      portolan(['plan', CONTOSO, '--format', 'csv', '--bom']),
      portolan(['plan', CONTOSO, '--format', 'csv', '--bom', '--out', file]),
    ]);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toBe(printed.out);
    expect(printed.out.startsWith('\ufeff')).toBe(true);
  });

  it('reads a file, a folder, standard input, and the current folder', async () => {
    const input = readFileSync('examples/branch/hierarchy.yaml', 'utf8');
    const runs = await Promise.all([
      portolan(['plan', 'examples/branch/hierarchy.yaml', '--format', 'csv']),
      portolan(['plan', 'examples/branch', '--format', 'csv']),
      portolan(['plan', '-', '--format', 'csv'], { input }),
      portolan(['plan', '--format', 'csv'], { cwd: 'examples/branch' }),
    ]);
    const bare = runs.map(
      ({ code, out }) =>
        `${code} ${out.replaceAll(/(examples\/branch\/hierarchy\.yaml|<stdin>|hierarchy\.yaml)/g, 'FILE')}`,
    );
    expect(new Set(bare).size).toBe(1);
  });

  it('prints no plan where the hierarchy has errors', async () => {
    const { code, out, err } = await portolan(['plan', '-'], { input: 'hierarchy: X\n' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('error[PT');
  });

  it.each(['table', 'csv', 'json'])(
    'gives the same bytes in any time zone and language: %s',
    async (format) => {
      const env = [
        {},
        { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
        { TZ: 'America/St_Johns', LANG: 'C' },
      ];
      const runs = await Promise.all(
        env.map((e) => portolan(['plan', CONTOSO, '--format', format], { env: e })),
      );
      expect(new Set(runs.map((run) => run.out + run.err)).size).toBe(1);
    },
  );

  it.each(['table', 'csv', 'json'])('ends quietly when its reader goes away: %s', async (format) => {
    const { code, err } = await portolanIntoClosedPipe(['plan', CONTOSO, '--format', format]);
    expect(err).not.toMatch(/EPIPE|Error|portolan:/);
    expect(code).toBe(0);
  });

  it('has no colours where it is no terminal', async () => {
    const { out, err } = await portolan(['plan', CONTOSO]);
    expect(out + err).not.toContain('\u001b');
  });
});

describe('why', () => {
  it('tells why something is needed', async () => {
    const { code, out } = await portolan(['why', CONTOSO, 'mp01', 'dc01', 'tcp/389']);
    expect(out).toMatch(/^Needed: mp01 to dc01 on tcp\/389/);
    expect(out).toContain('guide row management-point/');
    expect(out).toMatch(/hierarchy\.yaml:\d+/);
    expect(code).toBe(0);
  });

  it('takes addresses, and a hierarchy in the current folder', async () => {
    const cwd = 'examples/contoso';
    const { code, out } = await portolan(['why', '10.20.0.7', 'mp01', 'tcp/10123'], { cwd });
    expect(out).toMatch(/^Needed: 10\.20\.0\.7 to mp01 on tcp\/10123/);
    expect(out).toContain('-[core]->');
    expect(code).toBe(0);
  });

  it('tells that nothing needs it, and that the other way round is needed', async () => {
    const { code, out } = await portolan(['why', CONTOSO, 'dc01', 'mp01', 'tcp/389']);
    expect(out).toMatch(/^Nothing needs it/);
    expect(out).toContain('The other way round is needed');
    expect(code).toBe(1);
  });

  it('answers programs', async () => {
    const { code, out } = await portolan(['why', CONTOSO, 'mp01', 'dc01', 'tcp/22', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ format: 'portolan/why/1', needed: false, answers: [] });
    expect(code).toBe(1);
  });
});

describe('rules', () => {
  it('prints the rules of a filter', async () => {
    const { code, out } = await portolan(['rules', CONTOSO, '--filter', 'core']);
    expect(out).toContain('table inet');
    expect(out).toContain('10123');
    expect(code).toBe(0);
  });

  it('prints the rules of a host', async () => {
    const { code, out } = await portolan(['rules', CONTOSO, '--for', 'mp01']);
    expect(out).toContain('New-NetFirewallRule');
    expect(code).toBe(0);
  });

  it('writes a file for each filter, host and proxy, and tells which', async () => {
    const out = path.join(folder, 'rules');
    const run = await portolan(['rules', CONTOSO, '--all', '--out', out]);
    expect(run.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['filters', 'hosts', 'proxies']);
    expect(readdirSync(path.join(out, 'filters'))).toContain('core.nft');
    expect(readdirSync(path.join(out, 'hosts'))).toContain('mp01.ps1');
    expect(run.out).toMatch(/filters\/core\.nft +\d+ rules/);
    const single = await portolan(['rules', CONTOSO, '--filter', 'core']);
    expect(readFileSync(path.join(out, 'filters/core.nft'), 'utf8')).toBe(single.out);
  });

  const HOSTILE = readFileSync('examples/branch/hierarchy.yaml', 'utf8');

  it('writes nowhere else, whatever names contain', async () => {
    const out = path.join(folder, 'inner/rules');
    const input = HOSTILE.replaceAll(/\bcm1\b/g, '"../../../cm1"');
    expect(input).not.toBe(HOSTILE);
    const run = await portolan(['rules', '-', '--all', '--out', out], { input });
    expect(run.code, run.err).toBe(0);
    expect(readdirSync(path.join(folder, 'inner'))).toEqual(['rules']);
    expect(readdirSync(path.join(out, 'hosts')).some((file) => /^[_.]+cm1\.ps1$/.test(file))).toBe(true);
  });

  it('refuses a folder that leads elsewhere', async () => {
    const out = path.join(folder, 'linked');
    mkdirSync(path.join(folder, 'elsewhere'));
    mkdirSync(out);
    symlinkSync(path.join(folder, 'elsewhere'), path.join(out, 'filters'));
    const { code, err } = await portolan(['rules', CONTOSO, '--filter', 'core', '--out', out]);
    expect(code).toBe(2);
    expect(err).toContain('leads out of');
    expect(readdirSync(path.join(folder, 'elsewhere'))).toEqual([]);
  });
});

describe('catalog', () => {
  it('takes a port for a port, also where words are expected', async () => {
    const [word, option] = await Promise.all([
      portolan(['catalog', 'tcp/10123']),
      portolan(['catalog', '--port', 'tcp/10123']),
    ]);
    expect(word).toEqual(option);
    expect(word.out).toContain('Client notification');
  });

  it.each([
    [['--port', 'tcp/10123'], 'Client to management point'],
    [['--guide', 'site-server/3'], 'Site server to distribution point'],
    [['--role', 'mp', '--port', '389'], 'Management point to domain controller'],
    [['wake', 'on', 'lan'], 'udp 9'],
    [['roles'], 'management-point: Management point'],
  ])('%j', async (args, expected) => {
    const { code, out } = await portolan(['catalog', ...args]);
    expect(out).toContain(expected);
    expect(code).toBe(0);
  });

  it('answers programs', async () => {
    const { out } = await portolan(['catalog', '--guide', 'site-server/3', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      format: 'portolan/catalog/1',
      conversations: [{ initiator: 'site-server' }],
    });
  });

  it('ends with 1 where nothing fits', async () => {
    expect(await portolan(['catalog', 'no', 'such', 'words'])).toMatchObject({
      code: 1,
      out: 'Nothing in the catalog fits.\n',
    });
  });
});
