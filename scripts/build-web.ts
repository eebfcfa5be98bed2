/** The web UI, from `web/` to `dist/web`. Run as a program it builds only what is missing or older than its sources. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runTool } from './process.ts';

const SOURCES: readonly string[] = [
  'web/index.html',
  'web/public',
  'web/src',
  'web/vite.config.ts',
  'package-lock.json',
];

/** Gives the bundler's complaints, or nothing when all went well. */
export async function buildWeb(): Promise<string> {
  const { code, output, errors } = await runTool('vite', ['build', '--logLevel', 'warn'], {
    cwd: path.join(ROOT, 'web'),
    // Whoever calls may run tests: what is built is for people all the same.
    env: { NODE_ENV: 'production' },
  });
  return code === 0 ? '' : output + errors;
}

/** Whether `dist/web` is missing or older than any of its sources. */
function isStale(): boolean {
  const built = modified('dist/web/index.html');
  return SOURCES.some((source) => newest(source) > built);
}

function newest(source: string): number {
  const own = modified(source);
  const folder = path.join(ROOT, source);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return own;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.reduce((time, file) => Math.max(time, modified(path.join(source, file))), own);
}

function modified(file: string): number {
  return statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (import.meta.main) {
  const complaints = isStale() ? await buildWeb() : '';
  process.stderr.write(complaints);
  process.exitCode = complaints === '' ? 0 : 1;
}
