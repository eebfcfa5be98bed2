/** One namespace with addresses of its own, and the servers of the full tier in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../scripts/process.ts';
import { createAuthority } from '../../src/lab/authority.ts';
import type { RunningService, ServedHost, ServiceContext, SpawnIn } from '../../src/lab/services/service.ts';
import { servicesOf } from '../../src/lab/services/table.ts';

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', HOME: '/' };

export interface TestNamespace {
  readonly folder: string;
  /** The lab's authority, as a file. */
  readonly authorityFile: string;
  start(host: ServedHost): Promise<RunningService[]>;
  /** Runs a program inside. */
  run(command: string, ...args: string[]): ReturnType<typeof run>;
  end(): Promise<void>;
}

/** `cache`: where provisioned domains are kept. */
export async function testNamespace(addresses: readonly string[], cache?: string): Promise<TestNamespace> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-services-'));
  const add = addresses.map((text) => `ip addr add ${text} dev eth0${text.includes(':') ? ' nodad' : ''}`);
  const holder = spawn(
    'unshare',
    [
      '--net',
      'sh',
      '-ec',
      [
        'ip link set lo up',
        'ip link add eth0 type veth peer name eth1',
        'ip link set eth1 up',
        'ip link set eth0 up',
        ...add,
        'echo up',
        'exec sleep 600',
      ].join('\n'),
    ],
    { env: ENV, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const { pid } = holder;
  if (pid === undefined) throw new Error('no namespace');
  // All ends with this process, however that ends.
  const inside = ['setpriv', '--pdeathsig', 'KILL', 'nsenter', `--net=/proc/${pid}/ns/net`, '--'] as const;
  const spawnIn: SpawnIn = (command, args, log) => {
    const out = openSync(log, 'a');
    const child: ChildProcess = spawn(inside[0], [...inside.slice(1), command, ...args], {
      env: ENV,
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    return child;
  };
  const authority = createAuthority('Lab');
  const authorityFile = path.join(folder, 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  const running: RunningService[] = [];
  return {
    folder,
    authorityFile,
    start: async (host) => {
      const certificate = authority.issue(host.names, host.addresses);
      const started = await Promise.all(
        servicesOf(host).services.map((service) => {
          const own = path.join(folder, service.program);
          mkdirSync(own);
          const context: ServiceContext = {
            spawn: spawnIn,
            folder: own,
            cache: cache ?? path.join(folder, 'cache'),
            certificate: { ...certificate, authority: authority.cert },
          };
          return service.start(context);
        }),
      );
      running.push(...started);
      return started;
    },
    run: (command, ...args) => run(inside[0], [...inside.slice(1), command, ...args], { env: ENV }),
    end: async () => {
      await Promise.all(running.map((service) => service.stop()));
      holder.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
