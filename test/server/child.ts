/** The server as it is started by hand: a process of its own, that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { signIn } from './server.ts';

const MAIN = path.join(import.meta.dirname, '../../src/cli/main.ts');

export interface ChildServer {
  readonly url: string;
  readonly cookie: string;
  readonly process: ChildProcess;
  /** Sends a signal, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startChild(folder: string, ...options: string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, [MAIN, 'serve', folder, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const link = await new Promise<string>((resolve, reject) => {
    let text = '';
    const read = (data: Buffer): void => {
      text += data;
      const found = /http\S+token=\S+/.exec(text);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`it ended: ${text}`)));
  });
  return {
    url: new URL(link).origin,
    cookie: await signIn(link),
    process: child,
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code] = await ended;
      return code as number | null;
    },
  };
}
