/** `portolan kit`, and `portolan probe --read` of what its script wrote. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { portolan } from '../cli/portolan.ts';
import { HIERARCHY } from './made.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-kit-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('portolan kit', () => {
  it('writes PowerShell for a Windows host, and a shell script for a Linux host', async () => {
    const out = path.join(folder, 'mp01.ps1');
    const windows = await portolan(['kit', HIERARCHY, '--host', 'mp01', '--out', out]);
    expect(windows).toMatchObject({ code: 0, out: '' });
    expect(windows.err).toMatch(/mp01\.ps1: \d+ questions.*; \d+ ports to listen on/);
    expect(readFileSync(out, 'utf8')).toMatch(/^#Requires/);
    expect((await portolan(['kit', HIERARCHY, '--host', 'proxy01'])).out).toMatch(/^#!\/bin\/sh\n/);
  });

  it('says which names there are', async () => {
    const unknown = await portolan(['kit', HIERARCHY, '--host', 'mp1']);
    expect(unknown).toMatchObject({ code: 2, err: expect.stringMatching(/no host "mp1"[\s\S]*mp01/) });
    expect((await portolan(['kit', HIERARCHY])).err).toMatch(/--host is missing/);
  });

  it('gives verdicts on what a script found, also where it was cut off', async () => {
    const file = path.join(folder, 'sql01.sh');
    const result = path.join(folder, 'sql01.jsonl');
    await portolan(['kit', HIERARCHY, '--host', 'office', '--shell', 'posix', '--out', file]);
    // In a network namespace of its own nothing can be reached, not even a name server.
    const run = spawnSync('unshare', ['-rn', 'sh', file, '-o', result, '-t', '300'], { encoding: 'utf8' });
    expect(run.stdout).toMatch(/^\d+ of \d+ asked/m);
    const whole = readFileSync(result, 'utf8');
    const read = await portolan(['probe', HIERARCHY, '--read', result, '--format', 'json']);
    expect(read.code).toBe(1);
    const { observations } = JSON.parse(read.out);
    expect(observations.length).toBeGreaterThan(10);
    for (const { verdict, facts } of observations) {
      expect(['failed', 'unproven', 'filtered']).toContain(verdict);
      expect(facts['asked by']).toBe('kit');
    }
    // As Out-File of Windows PowerShell would have saved it.
    writeFileSync(`${result}.utf16`, Buffer.from(`\ufeff${whole.replaceAll('\n', '\r\n')}`, 'utf16le'));
    const saved = await portolan(['probe', HIERARCHY, '--read', `${result}.utf16`, '--format', 'json']);
    expect(saved).toEqual(read);
    spawnSync('sh', ['-c', 'head -c -20 "$1" >"$2"', 'sh', result, `${result}.cut`]);
    const cut = await portolan(['probe', HIERARCHY, '--read', `${result}.cut`, '--format', 'json']);
    expect(JSON.parse(cut.out).observations.length).toBeGreaterThan(observations.length / 2);
    // The script goes on from there, and asks the one question again.
    const again = spawnSync('unshare', ['-rn', 'sh', file, '-o', `${result}.cut`, '-t', '300'], {
      encoding: 'utf8',
    });
    expect(again.stdout).toMatch(/^1 of 1 asked/m);
    expect(readFileSync(`${result}.cut`, 'utf8').split('\n')).toHaveLength(whole.split('\n').length);
  });
});
