/** Starts one server and waits until its ports listen. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../../net/ports.ts';
import { isolated, type Mounts, runFolder } from './isolate.ts';
import { type RunningService, type ServiceContext, ServiceError } from './service.ts';
import { listeningPorts } from './sockets.ts';

export interface Launch {
  /** Name for messages. */
  readonly program: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Below the context's folder; its `run` is what the server sees as /run. */
  readonly folder: string;
  readonly mounts?: Mounts;
  /** Ports that listen when it is up. */
  readonly ready: readonly { readonly transport: Transport; readonly port: number }[];
  /** Files, or sockets, that are there then. */
  readonly files?: readonly string[];
}

/** Makes the folder that a server sees as /run, with files in it; gives the folder to launch it with. */
export function prepareRun(
  context: ServiceContext,
  program: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const folder = path.join(context.folder, program);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(runFolder(folder), name);
    mkdirSync(path.dirname(file), { recursive: true });
    // Keys are among them; whoever runs the lab is root, and so are the servers that read them.
    writeFileSync(file, content, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
  }
  return folder;
}

/** Milliseconds. A domain controller needs the most: about a second, on a machine that does nothing else. */
const PATIENCE = 60_000;
/** Between two looks; longer and longer, because looking takes what the servers need. */
const STEP = 15;
const LONGEST_STEP = 120;
/** Of a log, for a message. */
const LAST_LINES = 8;

/**
 * Runs a server isolated, with folders that are made where they are missing.
 * @throws {ServiceError} when it ends, or when its ports don't listen in time.
 */
export async function launch(wanted: Launch, context: ServiceContext): Promise<RunningService> {
  mkdirSync(runFolder(wanted.folder), { recursive: true });
  const file = path.join(context.folder, `${wanted.program}.log`);
  const [command, ...args] = isolated({ ...wanted, run: runFolder(wanted.folder) });
  const child = context.spawn(command, args, file);
  let ended: string | undefined;
  const exited = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      ended = why;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`it ended with ${signal ?? `code ${code}`}`));
  });
  const log = (): string => textOf(file);
  const stop = async (): Promise<void> => {
    const inside = childrenOf(child.pid);
    child.kill('SIGKILL');
    await exited;
    // The kernel ends what is inside a moment later.
    while (inside.some(isAlive)) await sleep(STEP);
  };
  const until = Date.now() + (context.patience ?? PATIENCE);
  for (let step = STEP; ; step = Math.min(step * 1.3, LONGEST_STEP)) {
    const missing = missingOf(wanted, child.pid);
    if (ended === undefined && child.pid !== undefined && missing.length === 0)
      return { pid: child.pid, log, stop };
    if (ended !== undefined || Date.now() > until) {
      if (ended === undefined) await stop();
      const why = Date.now() > until ? `it is still without ${missing.join(', ')}` : ended;
      throw new ServiceError(`${wanted.program} doesn't start: ${why}${lastOf(log())}`);
    }
    await sleep(step);
  }
}

/** Ended processes that nobody has asked for count as ended: the lab's own first process asks for its own only. */
function isAlive(pid: string): boolean {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

function childrenOf(pid: number | undefined): string[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
}

function missingOf({ ready, files = [] }: Launch, pid: number | undefined): string[] {
  const absent = files.filter((file) => !existsSync(file)).map((file) => path.basename(file));
  const ports = pid === undefined ? undefined : listeningPorts(pid);
  const closed = ready
    .filter(({ transport, port }) => transport !== 'icmp' && !ports?.[transport].has(port))
    .map(({ transport, port }) => `${transport}/${port}`);
  return [...closed, ...absent];
}

function lastOf(text: string): string {
  const lines = text.trim().split('\n').slice(-LAST_LINES);
  return lines.join('') === '' ? '' : `\n${lines.join('\n')}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
