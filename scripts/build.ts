/** `npm run build`: the published form of the package, in `dist/`. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileCatalog } from '../src/catalog/compile.ts';
import { loadCatalog } from '../src/catalog/load.ts';
import { buildWeb } from './build-web.ts';
import { bundleCommandLine } from './bundle.ts';
import { ROOT, runTool } from './process.ts';

const DIST = path.join(ROOT, 'dist');

/** Gives the compiler's complaints, or nothing when all went well. */
async function build(): Promise<string> {
  rmSync(DIST, { recursive: true, force: true });
  const { code, output, errors } = await runTool('tsc', ['-p', 'tsconfig.build.json']);
  if (code !== 0) return output + errors;
  await bundleCommandLine(DIST);
  chmodSync(path.join(DIST, 'cli/main.js'), 0o755);
  // One JSON document instead of many YAML ones: the installed command starts faster.
  writeFileSync(path.join(DIST, 'catalog.json'), compileCatalog(loadCatalog()));
  return await buildWeb();
}

const complaints = await build();
process.stderr.write(complaints);
process.exitCode = complaints === '' ? 0 : 1;
