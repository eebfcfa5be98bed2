/**
 * A network to probe: this side is one host of a hierarchy, the far side has the addresses of all others, with a
 * firewall of the kernel's before real listeners. It needs root.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/process.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';

const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export interface ProbedNetwork {
  /** A command, to be run on this side. */
  near(program: string, ...args: string[]): [string, string[]];
  /** The same as a program, for those that take only its name. */
  nearProgram(program: string): string;
  /** Puts other rules before the far side's listeners: lines of an nftables chain. */
  filter(rules: readonly string[]): void;
  close(): Promise<void>;
}

export interface ProbedNetworkOptions {
  /** Text of the hierarchy. */
  readonly hierarchy: string;
  /** The host that this side is. */
  readonly as: string;
  /** Addresses that the far side has besides those of hosts. */
  readonly more?: readonly string[];
  /** Ports that nobody listens on: `tcp/445`. */
  readonly closed?: readonly string[];
}

/** Whether this process may make such a network. */
export const CAN_PROBE: boolean = process.platform === 'linux' && process.getuid?.() === 0;

export async function startNetwork({
  hierarchy: text,
  as,
  more = [],
  closed = [],
}: ProbedNetworkOptions): Promise<ProbedNetwork> {
  const { hierarchy } = readHierarchy(text, 'hierarchy.yaml', loadCatalog());
  if (!hierarchy) throw new Error('the hierarchy has errors');
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-probed-'));
  const [near, far] = await Promise.all([namespace(), namespace()]);
  const run = (pid: number, ...command: string[]): void => {
    execFileSync('nsenter', ['-t', `${pid}`, '-n', ...command], { env: ENVIRONMENT, stdio: 'pipe' });
  };
  const addressesOf = (isOwn: boolean): string[] =>
    hierarchy.hosts
      .filter(({ name }) => (name === as) === isOwn)
      .flatMap(({ addresses }) => addresses.map((address) => address.text));
  const ip = (pid: number, lines: readonly string[]): void => {
    execFileSync('nsenter', ['-t', `${pid}`, '-n', 'ip', '-batch', '-'], {
      env: ENVIRONMENT,
      input: lines.join('\n'),
      stdio: 'pipe',
    });
  };
  const [here, there] = [addressesOf(true), [...addressesOf(false), ...more]];
  ip(near.pid, [
    `link add wire address ${MACS[0]} type veth peer name wire address ${MACS[1]} netns ${far.pid}`,
  ]);
  ip(near.pid, side(here, there, MACS[1]));
  ip(far.pid, side(there, here, MACS[0]));
  const document = path.join(folder, 'hierarchy.yaml');
  writeFileSync(document, text);
  const listeners = spawn(
    'nsenter',
    ['-t', `${far.pid}`, '-n', process.execPath, 'test/probed/far-side.ts', document, as, ...closed],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    listeners.stdout.once('data', () => resolve());
    listeners.once('exit', () => reject(new Error('the far side ended')));
  });
  return {
    near: (program, ...args) => ['nsenter', ['-t', `${near.pid}`, '-n', program, ...args]],
    nearProgram(program) {
      const file = path.join(folder, path.basename(program));
      writeFileSync(file, `#!/bin/sh\nexec nsenter -t ${near.pid} -n ${program} "$@"\n`);
      chmodSync(file, 0o755);
      return file;
    },
    filter(rules) {
      const table = path.join(folder, 'rules.nft');
      const chain = `type filter hook input priority 0; policy accept;\n${rules.join('\n')}`;
      writeFileSync(
        table,
        `table inet far\ndelete table inet far\ntable inet far {\nchain in {\n${chain}\n}\n}\n`,
      );
      run(far.pid, 'nft', '-f', table);
    },
    async close() {
      for (const child of [listeners, near.process, far.process]) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.kill('SIGKILL')) await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const MACS = ['02:00:00:00:00:01', '02:00:00:00:00:02'] as const;

/** Both know each other at once: nobody is asked for, and no packet waits for an answer. */
function side(own: readonly string[], others: readonly string[], mac: string): string[] {
  const nodad = (address: string): string => (address.includes(':') ? ' nodad' : '');
  return [
    'link set lo up',
    'link set wire up',
    ...own.map((address) => `address add ${address} dev wire${nodad(address)}`),
    'route add default dev wire',
    'route add ::/0 dev wire',
    ...others.map((address) => `neighbour add ${address} lladdr ${mac} dev wire nud permanent`),
  ];
}

/** A network namespace that lasts as long as its process, which ends with this one. */
async function namespace(): Promise<{ readonly pid: number; readonly process: ChildProcess }> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: ENVIRONMENT,
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  if (child.pid === undefined) throw new Error('there is no unshare');
  return { pid: child.pid, process: child };
}
