/** A server in a network of its own, one wire away: real servers keep their ports, and leave nothing behind. */

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Namespace extends AsyncDisposable {
  /** The server's addresses. */
  readonly address: string;
  readonly address6: string;
  /** The own addresses on the wire, and the wire's name here. */
  readonly here: string;
  readonly wire: string;
  /** What the programs inside said so far. */
  readonly log: () => string;
  /** Runs another program inside and gives what it prints. */
  run(command: readonly string[]): string;
  /** Runs one that may take until then, while this process goes on. */
  runLater(command: readonly string[], milliseconds: number): Promise<string>;
}

/** Whether these programs can run as root here. In CI always: what is missing there is a failure, no skip. */
export function runs(...programs: readonly string[]): boolean {
  if (process.env.CI) return true;
  const folders = ENVIRONMENT.PATH.split(':');
  const found = programs.every((program) => folders.some((folder) => existsSync(`${folder}/${program}`)));
  return process.platform === 'linux' && process.getuid?.() === 0 && found;
}

const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

/** Benchmarks' network (RFC 2544): nobody's. Tests of other checkouts may run on the same machine at the same time. */
function freeNumber(): number {
  const taken = execFileSync('/usr/sbin/ip', ['-4', '-o', 'addr'], { encoding: 'utf8' });
  for (;;) {
    const number = randomInt(512);
    if (!taken.includes(` ${netOf(number)}.`)) return number;
  }
}

function netOf(number: number): string {
  return `198.${18 + (number >> 8)}.${number & 255}`;
}

/** @param script - of a shell; runs as root of a mount, process and network namespace, once the wire is there */
export async function namespace(script: string): Promise<Namespace> {
  const number = freeNumber();
  const net = netOf(number);
  const net6 = `fd53:${number.toString(16)}::`;
  const wire = `pw${number}`;
  // The shell stays the first process, and ends with its input: when the test ends, however it does, so does all else.
  // A death signal to the servers themselves wouldn't do: who changes user loses it.
  const shell = ['read _', 'ip link set lo up', 'exec 3<&0', '( exec <&3 3<&-', script, ') &', 'read _'].join(
    '\n',
  );
  const child = spawn(
    'unshare',
    ['--net', '--uts', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', shell],
    { stdio: ['pipe', 'pipe', 'pipe'], env: ENVIRONMENT },
  );
  let log = '';
  child.stdout.on('data', (text) => {
    log += text;
  });
  child.stderr.on('data', (text) => {
    log += text;
  });
  const inner = await innerProcess(child);
  const inside = ['-t', `${inner}`, '-n', '-m', '-p'];
  const ip = (...args: readonly string[]) => execFileSync('/usr/sbin/ip', args, { stdio: 'pipe' });
  const ipInside = (...args: readonly string[]) =>
    execFileSync('nsenter', ['-t', `${inner}`, '-n', '/usr/sbin/ip', ...args], { stdio: 'pipe' });
  ip('link', 'add', wire, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', `${inner}`);
  ip('addr', 'add', `${net}.2/24`, 'dev', wire);
  ip('addr', 'add', `${net6}2/64`, 'dev', wire, 'nodad');
  ip('link', 'set', wire, 'up');
  ipInside('addr', 'add', `${net}.1/24`, 'dev', 'eth0');
  ipInside('addr', 'add', `${net6}1/64`, 'dev', 'eth0', 'nodad');
  ipInside('link', 'set', 'eth0', 'up');
  // Not ended: Samba ends with its standard input.
  child.stdin.write('go\n');
  return {
    address: `${net}.1`,
    address6: `${net6}1`,
    here: `${net}.2`,
    wire,
    log: () => log,
    run: (command) =>
      execFileSync('nsenter', [...inside, ...command], { encoding: 'utf8', stdio: 'pipe', env: ENVIRONMENT }),
    runLater: (command, milliseconds) =>
      new Promise((resolve) => {
        const options = { timeout: milliseconds, env: ENVIRONMENT };
        execFile('nsenter', [...inside, ...command], options, (_, out, errors) => resolve(out + errors));
      }),
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.kill('SIGKILL')) await gone;
      // The wire goes with its other end.
    },
  };
}

/** `unshare` forks: the first process of the new namespaces is its child. */
async function innerProcess({ pid }: ChildProcess): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    if (children !== '') return Number(children.split(' ')[0]);
    await wait(10);
  }
  throw new Error('no process in the namespace');
}

/** Tries again and again until it holds. */
export async function until(holds: () => Promise<boolean> | boolean, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  for (;;) {
    if (await holds()) return;
    if (performance.now() > end) throw new Error(`not within ${milliseconds} ms`);
    await wait(50);
  }
}
