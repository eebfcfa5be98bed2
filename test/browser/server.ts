/** A real server on a copy of an example, as `portolan serve` starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/process.ts';
import type { ProbedNetwork } from '../probed/network.ts';

export interface Server {
  readonly url: string;
  /** Signs in the browser that opens it first; a server with an identity provider has none. */
  readonly link: string;
  /** The workspace on disk. */
  readonly folder: string;
  /** Ends it; the folder stays until `remove`. */
  stop(): Promise<void>;
  /** Ends it, and takes the folder away. */
  remove(): Promise<void>;
}

export const EXAMPLES = ['contoso', 'branch'] as const;
export type Example = (typeof EXAMPLES)[number];

/** What a server is started on: a copy of an example, nothing at all, or a document. */
export type Content = Example | 'empty' | { readonly hierarchy: string };

export async function startServer(
  content: Content,
  options: readonly string[] = ['--port', '0'],
  network?: ProbedNetwork,
): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-browser-'));
  if (typeof content === 'object') {
    writeFileSync(path.join(folder, 'hierarchy.yaml'), content.hierarchy);
  } else if (content !== 'empty') {
    cpSync(path.join(ROOT, 'examples', content), folder, {
      recursive: true,
      filter: (file) => !path.basename(file).includes('.golden.'),
    });
  }
  const command = [process.execPath, 'src/cli/main.ts', 'serve', folder, ...options] as const;
  const [program, ...given] = command;
  const child = spawn(...(network?.near(program, ...given) ?? [program, given]), {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { url, link } = await untilReady(child);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return {
    url,
    link,
    folder,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where it is and how one gets in, from what it says once it is ready. */
function untilReady(child: ChildProcess): Promise<{ readonly url: string; readonly link: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = /^Portolan is at (\S+)$/m.exec(said)?.[1];
      const link = /^\s*(https?:\/\/\S+\/open\?token=\S+)\s/m.exec(said)?.[1];
      if (url !== undefined && (link !== undefined || said.includes('sign in with')))
        resolve({ url: new URL(url).origin, link: link ?? '' });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => reject(new Error(`portolan serve ended: ${said}`)));
  });
}
