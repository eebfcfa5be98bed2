/** The zip of all rules, held against the files that the command line writes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { portolan } from '../cli/portolan.ts';
import { startServer, type TestServer } from './server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-zip-'));
const servers: TestServer[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(servers.map((server) => server.end()));
});

const digest = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

it.each([
  ['branch', ''],
  ['contoso', ''],
  ['contoso', 'always'],
] as const)('holds what portolan rules --all writes: %s %s', async (example, phase) => {
  const server = await startServer({ example });
  servers.push(server);
  const download = async (): Promise<Uint8Array> => {
    const answer = await server.call(`/api/v1/rules.zip${phase === '' ? '' : `?phase=${phase}`}`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.zip"$/);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const zip = await download();
  expect(digest(await download())).toBe(digest(zip));

  const out = path.join(folder, `${example}${phase}`);
  await portolan([
    'rules',
    server.folder,
    '--all',
    '--out',
    out,
    ...(phase === '' ? [] : ['--phase', phase]),
  ]);
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  const entries = unzipSync(zip);
  expect(Object.keys(entries).sort()).toEqual(files.sort());
  expect(files.length).toBeGreaterThan(1);
  for (const [name, bytes] of Object.entries(entries))
    expect(digest(bytes), name).toBe(digest(readFileSync(path.join(out, name))));
});

it('is read by others', async ({ skip }) => {
  if (spawnSync('unzip', ['-v']).error) skip('unzip is not installed');
  const server = await startServer({ example: 'contoso' });
  servers.push(server);
  const file = path.join(folder, 'rules.zip');
  writeFileSync(file, new Uint8Array(await (await server.call('/api/v1/rules.zip')).arrayBuffer()));
  const { status, stdout } = spawnSync('unzip', ['-t', file], { encoding: 'utf8' });
  expect([status, stdout.trim().split('\n').at(-1)]).toEqual([
    0,
    expect.stringContaining('No errors detected'),
  ]);
});
