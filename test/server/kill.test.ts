import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { type ChildServer, startChild } from './child.ts';
import { send } from './send.ts';

const CONTOSO = path.join(import.meta.dirname, '../../examples/contoso');
const root = mkdtempSync(path.join(tmpdir(), 'portolan-kill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FIRST = readFileSync(path.join(CONTOSO, 'hierarchy.yaml'), 'utf8');
const RULES = readFileSync(path.join(CONTOSO, 'configurations/core.cfg'), 'utf8');
const version = (text: string, n: number): string => `${text}#${'#'.repeat(n * 37)} ${n}\n`;

function workspaceFolder(name: string): string {
  const folder = path.join(root, name);
  cpSync(path.join(CONTOSO, 'hierarchy.yaml'), path.join(folder, 'hierarchy.yaml'));
  return folder;
}

const write = ({ url, cookie }: ChildServer, n: number): Promise<unknown> => {
  const isRules = n % 4 === 3;
  const json = JSON.stringify({ text: version(FIRST, n) });
  return fetch(url + (isRules ? '/api/v1/filters/core/configuration' : '/api/v1/hierarchy'), {
    method: 'PUT',
    body: isRules ? version(RULES, n) : json,
    headers: {
      cookie,
      'x-portolan': '1',
      // Whatever is there, or nothing.
      'if-none-match': '"none"',
      'content-type': isRules ? 'text/plain' : 'application/json',
    },
  }).catch(() => undefined);
};

const files = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('a server that is killed', () => {
  const moments = fc.sample(fc.integer({ min: 0, max: 1500 }), { numRuns: 6, seed: 5 });
  it.each(moments.map((ms, i) => [ms, i]))('%i ms into 200 writes leaves whole files', async (ms, i) => {
    const folder = workspaceFolder(`killed-${i}`);
    const server = await startChild(folder);
    const writes = Array.from({ length: 200 }, (_, n) => write(server, n));
    await wait(ms);
    await server.end('SIGKILL');
    await Promise.all(writes);

    const written = readFileSync(path.join(folder, 'hierarchy.yaml'), 'utf8');
    expect([FIRST, ...Array.from({ length: 200 }, (_, n) => version(FIRST, n))]).toContain(written);
    const workspace = openWorkspace(folder, { catalog: loadCatalog() });
    expect(workspace.hierarchy().planned?.plan.flows.length).toBeGreaterThan(100);
    const found = workspace.readConfiguration({ kind: 'filter', name: 'core' });
    if (found)
      expect(Array.from({ length: 200 }, (_, n) => version(RULES, n))).toContain(found.bytes.toString());
    expect(files(folder).filter((name) => name.includes('.portolan-'))).toEqual([]);
    workspace.close();
  });

  it('ends cleanly by Ctrl-C, also while somebody listens', async () => {
    const server = await startChild(workspaceFolder('ended'));
    const events = await fetch(`${server.url}/api/v1/events`, { headers: { cookie: server.cookie } });
    expect(events.status).toBe(200);
    expect(await server.end('SIGINT')).toBe(0);
    await events.text().catch(() => undefined);
  });

  it.runIf(process.platform === 'linux')(
    'keeps no upload in memory: two of 100 MB take much less',
    async () => {
      const server = await startChild(workspaceFolder('large'));
      const highest = (): number =>
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) * 1024;
      await fetch(`${server.url}/api/v1/workspace`, { headers: { cookie: server.cookie } });
      const before = highest();
      for (const announced of [true, false]) {
        const answer = await send(server, '/api/v1/filters/core/configuration', 100 * 1024 * 1024, announced);
        expect(answer.status).toBe(413);
      }
      expect(highest() - before).toBeLessThan(100 * 1024 * 1024);
      await server.end();
    },
  );
});
