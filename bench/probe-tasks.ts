/** Probing on loopback, run inside of a network namespace of its own: see `probe.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runProbes } from '../src/probe/run.ts';
import type { ProbeTask } from '../src/probe/task.ts';

/** Addresses of 127.0.0.0/8 that a kind of answer is at. */
const PREFIX: Readonly<Record<string, string>> = {
  rejected: '127.1',
  open: '127.2',
  dropped: '127.3',
  smb: '127.2',
};
const PORTS: Readonly<Record<string, number>> = { rejected: 9, open: 7, dropped: 9, smb: 445 };

function taskOf(i: number, kind: string): ProbeTask {
  const address = `${PREFIX[kind]}.${i >> 8}.${i & 255}`;
  return {
    id: String(i),
    flow: 'flow',
    conversation: 'conversation',
    reverse: false,
    service: kind === 'smb' ? 'smb' : 'unchecked',
    serviceName: kind,
    transport: 'tcp',
    port: PORTS[kind] ?? 0,
    from: { name: 'here', fqdns: [], roles: [] },
    to: { name: address, address, fqdns: [], roles: [] },
    phase: 'always',
    path: [],
    hints: {},
  };
}

/** Probes `count` addresses; `wrong` counts verdicts that aren't the expected one. */
export async function probe(
  kind: string,
  count: string,
  concurrency: string,
): Promise<Record<string, number>> {
  const tasks = Array.from({ length: Number(count) }, (_, i) => taskOf(i, kind));
  const server = kind === 'open' || kind === 'smb' ? await startServer(kind) : undefined;
  const expected = {
    rejected: ['unproven', 'refused'],
    open: ['open'],
    dropped: ['filtered'],
    smb: ['open'],
  }[kind];
  let wrong = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  await runProbes(tasks, {
    on: 'here',
    rate: 0,
    concurrency: Number(concurrency),
    timeout: 1000,
    checks: kind === 'smb',
    locate: false,
    found: ({ verdict }) => {
      if (!expected?.includes(verdict)) wrong++;
    },
  });
  const took = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  server?.kill();
  return { took, wrong, user: user / 1000, system: system / 1000 };
}

async function startServer(kind: string) {
  const script = path.join(import.meta.dirname, 'probe-server.ts');
  const server = spawn(process.execPath, [script, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  return server;
}
