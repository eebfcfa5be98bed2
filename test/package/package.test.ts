/** The package as a stranger gets it: packed, installed into an empty folder, run under two versions of Node. */
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, ROOT, run, runTool } from '../../scripts/process.ts';
import { servedJob } from './served-job.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-package-'));
const installed = path.join(folder, 'node_modules/portolan');
const command = path.join(folder, 'node_modules/.bin/portolan');
let packed: string[] = [];

/** npm without the settings that an outer `npm test` hands down: they point into this repository. */
function npm(cwd: string, ...args: string[]): Promise<Ended> {
  const env: Record<string, string | undefined> = { npm_config_loglevel: 'silent' };
  for (const name of Object.keys(process.env)) {
    if (/^(npm_(package|lifecycle)_|npm_config_(local_prefix|prefix|noproxy$)|INIT_CWD$)/.test(name))
      env[name] = undefined;
  }
  const script = process.env.npm_execpath;
  return script === undefined
    ? run('npm', args, { cwd, env })
    : run(process.execPath, [script, ...args], { cwd, env });
}

beforeAll(async () => {
  const pack = await npm(ROOT, 'pack', '--json', '--pack-destination', folder);
  expect(pack.code, pack.errors).toBe(0);
  // Before the document stands what the build prints.
  const [tarball] = JSON.parse(pack.output.slice(pack.output.search(/^\[/m))) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = tarball.files.map((file) => file.path);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const args = [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    path.join(folder, tarball.filename),
  ];
  const install = await npm(folder, ...args);
  expect(install.code, install.errors).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** This Node, and the system's where it is another one that the package supports. */
const NODES: readonly string[] = [process.execPath, ...systemNodes()];

function systemNodes(): string[] {
  for (const entry of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(entry, 'node');
    if (entry.includes('node_modules')) continue;
    try {
      accessSync(file, constants.X_OK);
    } catch {
      continue;
    }
    return realpathSync(file) === realpathSync(process.execPath) ? [] : [file];
  }
  return [];
}

it('holds what it needs and nothing else', () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'package.json',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
      'dist/catalog.json',
      'examples/contoso/hierarchy.yaml',
    ]),
  );
  expect(
    packed.filter((file) => !/^(dist|docs|examples|schema)\/|^[A-Z]+(\.md)?$|^package\.json$/.test(file)),
  ).toEqual([]);
  expect(packed.filter((file) => file.includes('.test.'))).toEqual([]);
});

it('brings few dependencies', () => {
  const names = readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  const server = ['@asteasolutions', '@hono', 'fflate', 'hono', 'openapi3-ts', 'zod'];
  const signIn = ['jose', 'oauth4webapi', 'openid-client'];
  const readers = ['jsonc-parser', 'sax', 'yaml'];
  const kernel = ['@koromix', 'koffi'];
  expect(names.sort()).toEqual(['portolan', ...readers, ...kernel, ...server, ...signIn].sort());
});

describe.each(NODES)('under %s', (node) => {
  it('tells how it is used', async () => {
    const { code, output } = await run(node, [command, '--help'], { cwd: folder });
    expect(output).toMatch(/plan/);
    expect(code).toBe(0);
  });

  it('plans the packaged example as the sources do', async () => {
    const args = ['plan', 'examples/contoso', '--format', 'json'];
    const [there, here] = await Promise.all([
      run(node, [command, ...args], { cwd: installed }),
      run(process.execPath, [path.join(ROOT, 'src/cli/main.ts'), ...args]),
    ]);
    expect(there.output).toContain('"flows"');
    expect(there.output).toBe(here.output);
    expect(there.code).toBe(0);
  });

  it.each(['panos-xml', 'azure-nsg-arm', 'pfsense'])('prints %s and reads it back', async (dialect) => {
    const args = ['rules', 'examples/contoso', '--filter', 'core', '--dialect', dialect];
    const { code, output, errors } = await run(node, [command, ...args], { cwd: installed });
    expect([code, errors.includes('internal error')]).toEqual([0, false]);
    expect(output.length).toBeGreaterThan(1000);
  });

  it('serves its example, and runs a job beside the server', async () => {
    const { state, findings } = await servedJob(node, command);
    expect(state).toBe('done');
    expect(findings).toBeGreaterThan(10);
  });

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    'starts a lab, and asks every flow in its protocol',
    async () => {
      const args = ['lab', 'test', 'examples/branch', '--mutations', '1'];
      const { code, output, errors } = await run(node, [command, ...args], { cwd: installed });
      expect([code, output, errors]).toEqual([
        0,
        expect.stringContaining('all answered as the plan has it'),
        errors,
      ]);
    },
  );

  it('can be imported', async () => {
    const script = path.join(folder, 'use.mjs');
    writeFileSync(
      script,
      "import * as portolan from 'portolan';\nconsole.log(Object.keys(portolan).join('\\n'));\n",
    );
    const { code, output } = await run(node, [script], { cwd: folder });
    expect(output.split('\n')).toEqual(
      expect.arrayContaining(['loadCatalog', 'readHierarchy', 'planFlows', 'planRows']),
    );
    expect(code).toBe(0);
  });

  it('gives no access to its inside', async () => {
    const script = path.join(folder, 'inside.mjs');
    writeFileSync(script, "import 'portolan/dist/cli/main.js';\n");
    const { code, errors } = await run(node, [script], { cwd: folder });
    expect(errors).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    expect(code).toBe(1);
  });
});

it('has types for the one who imports it', async () => {
  const typed = path.join(folder, 'typed');
  mkdirSync(typed);
  writeFileSync(
    path.join(typed, 'use.mts'),
    "import type { Plan } from 'portolan';\nexport const flows = (plan: Plan): number => plan.flows.length;\n",
  );
  const args = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', 'use.mts'];
  const { code, output } = await runTool('tsc', args, { cwd: typed });
  expect(output).toBe('');
  expect(code).toBe(0);
});
