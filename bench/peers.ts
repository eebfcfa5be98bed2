/** The tools that verification is measured against: set up where that is possible, and run with a limit of time. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../scripts/process.ts';

const SOURCES = path.join(import.meta.dirname, 'peers');
/** Debian's own Python, for which Debian's packages are. */
const PYTHON = '/usr/bin/python3';
const COMPILER = '/usr/bin/g++';

export interface Peers {
  readonly buddy: Peer;
  readonly z3: Peer;
}

/** What a peer told before it ended or its time was up. */
export interface PeerAnswer {
  readonly [name: string]: number | readonly number[] | readonly (readonly number[])[];
}

/** Runs a task of a peer. */
export type Peer = (seconds: number, task: string, ...files: readonly string[]) => Promise<PeerAnswer>;

/** Compiles the drivers into a folder; installs libraries by apt-get where they are missing and root may. */
export async function setUpPeers(folder: string): Promise<Peers> {
  await install();
  const buddy = path.join(folder, 'buddy');
  const source = path.join(SOURCES, 'buddy.cpp');
  const compiled = await run(COMPILER, ['-O3', '-march=native', '-o', buddy, source, '-lbdd']);
  if (compiled.code !== 0) throw new Error(compiled.errors);
  return {
    buddy: (seconds, ...args) => ask(seconds, buddy, args),
    z3: (seconds, ...args) => ask(seconds, PYTHON, [path.join(SOURCES, 'solver.py'), ...args]),
  };
}

async function install(): Promise<void> {
  const missing: string[] = [];
  if (!existsSync(COMPILER)) missing.push('g++');
  if (!existsSync('/usr/include/bdd.h')) missing.push('libbdd-dev');
  if (spawnSync(PYTHON, ['-c', 'import z3']).status !== 0) missing.push('python3-z3');
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Error(`to measure against the peers, install ${missing.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const added = await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...missing], {
    env,
  });
  if (added.code !== 0) throw new Error(added.errors);
}

/** Peers write a line of JSON as soon as they know something, so that a limit of time loses only the rest. */
function ask(seconds: number, command: string, args: readonly string[]): Promise<PeerAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`${command} ended with ${code ?? signal}`));
      else resolve(readLines(output));
    });
  });
}

function readLines(output: string): PeerAnswer {
  const whole = output.slice(0, output.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  return Object.assign({}, ...lines.map((line) => JSON.parse(line) as PeerAnswer)) as PeerAnswer;
}
