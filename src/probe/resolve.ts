/**
 * Addresses of names, as programs of this machine find them: hosts file and all. The system's own lookup can't be ended,
 * and not even the process ends before it: so a process of its own asks, which can be.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Long enough for a second DNS server to be asked after one that is silent: five seconds, by resolv.conf(5). */
const LONGEST = 10_000;

/** Names at once: each keeps a thread, for longer than it is waited for. */
const AT_ONCE = 64;
const THREADS = 4 * AT_ONCE;

/** Reads a line of JSON for each name, and writes one. */
const PROGRAM = `
const { lookup } = require('node:dns/promises');
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  const { name, family } = JSON.parse(line);
  let found;
  try {
    found = { address: (await lookup(name, { family, verbatim: true })).address };
  } catch (error) {
    found = { code: String(error.code ?? error) };
  }
  process.stdout.write(JSON.stringify({ name, family, ...found }) + '\\n');
}).on('close', () => process.exit());
`;

interface Found {
  readonly name: string;
  readonly family: number;
  readonly address?: string;
  readonly code?: string;
}

/** Why a name has no address; `code` is the system's. */
class ResolvingError extends Error {
  readonly code: string;

  /** @param longest how long it was waited for, in milliseconds */
  constructor(code: string, longest: number) {
    super(`no DNS server answers within ${longest / 1000} seconds`);
    this.name = 'ResolvingError';
    this.code = code;
  }
}

export class Resolver {
  readonly #signal: AbortSignal;
  readonly #longest: number;
  readonly #waiting: Map<string, (found: Pick<Found, 'address' | 'code'>) => void> = new Map();
  /** Names for which there is no room yet. */
  readonly #queue: (() => void)[] = [];
  #child: ChildProcess | undefined;
  #running = 0;

  /** @param longest how long to wait for each name, in milliseconds */
  constructor(signal: AbortSignal, longest: number = LONGEST) {
    this.#signal = signal;
    this.#longest = longest;
  }

  /** @throws {ResolvingError} where there is none, nobody answers in time, or the signal says so. */
  async resolve(name: string, family: 4 | 6 | undefined): Promise<string> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#running++;
    try {
      const { address, code } = await this.#ask(name, family ?? 0);
      if (address === undefined) throw new ResolvingError(code ?? 'ENOTFOUND', this.#longest);
      return address;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  #ask(name: string, family: number): Promise<Pick<Found, 'address' | 'code'>> {
    return new Promise((resolve) => {
      const key = `${family} ${name}`;
      const end = (found: Pick<Found, 'address' | 'code'>): void => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', cancel);
        this.#waiting.delete(key);
        resolve(found);
      };
      const cancel = (): void => end({ code: 'ECANCELLED' });
      const timer = setTimeout(() => end({ code: 'ETIMEOUT' }), this.#longest);
      if (this.#signal.aborted) {
        cancel();
        return;
      }
      this.#signal.addEventListener('abort', cancel);
      this.#waiting.set(key, end);
      this.#process().stdin?.write(`${JSON.stringify({ name, family })}\n`);
    });
  }

  #process(): ChildProcess {
    if (this.#child) return this.#child;
    const child = spawn(process.execPath, ['--eval', PROGRAM], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, UV_THREADPOOL_SIZE: `${THREADS}`, NODE_OPTIONS: '' },
      windowsHide: true,
    });
    this.#child = child;
    const lost = (): void => {
      if (this.#child === child) this.#child = undefined;
      for (const end of [...this.#waiting.values()]) end({ code: 'EAI_FAIL' });
    };
    child.on('error', lost);
    child.on('exit', lost);
    child.stdin?.on('error', () => {});
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = JSON.parse(line) as Found;
        this.#waiting.get(`${found.family} ${found.name}`)?.(found);
      });
    return child;
  }

  /** Ends the process, whatever it waits for. */
  async close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Why a name has no address, in words. */
export function resolvingWords(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'no DNS server or hosts file knows it';
  if (code === 'ETIMEOUT') return error instanceof Error ? error.message : 'no DNS server answers';
  if (code === 'EAI_AGAIN') return 'no DNS server answers';
  return typeof code === 'string' ? `the system says ${code}` : String(error);
}
