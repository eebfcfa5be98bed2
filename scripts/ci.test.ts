import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './process.ts';

it('CI runs just what a person runs', () => {
  const lines = readFileSync(path.join(ROOT, '.ci/run'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toEqual(['set -euo pipefail', 'cd "$(dirname "$0")/.."', 'npm ci', 'npm test']);
});

it('the pinned Node is the same everywhere', () => {
  const pinned = readFileSync(path.join(ROOT, '.node-version'), 'utf8').trim();
  const runtime = JSON.parse(readFileSync(path.join(ROOT, 'runtime/package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  expect(new Set(Object.values(runtime.optionalDependencies))).toEqual(new Set([pinned]));
});

// `npm install` leaves out packages that the registry at hand doesn't serve; `npm ci` then refuses the lock file.
it('the lock file knows the packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([key, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${key}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
