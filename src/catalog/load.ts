import { readdirSync, readFileSync } from 'node:fs';
import { readCompiledCatalog } from './compile.ts';
import type { Catalog } from './model.ts';
import { type CatalogFile, parseCatalog } from './parseCatalog.ts';

/** Stands beside the built code only. */
const COMPILED = new URL('../catalog.json', import.meta.url);
const FOLDER = new URL('../../catalog/', import.meta.url);

/**
 * The port catalog: from the compiled `catalog.json` where there is one, else from the YAML files.
 * Throws where the catalog itself is broken; the message lists every problem.
 * @param options.frozen whether nobody can change it; making sure takes as long as checking a small hierarchy.
 */
export function loadCatalog({ frozen = true }: { readonly frozen?: boolean } = {}): Catalog {
  const compiled = readCompiled();
  if (compiled !== undefined) return readCompiledCatalog(compiled, frozen);
  const result = parseCatalog(readCatalogFiles());
  if ('problems' in result) throw new Error(`the catalog has problems:\n  ${result.problems.join('\n  ')}`);
  return result.catalog;
}

function readCompiled(): string | undefined {
  try {
    return readFileSync(COMPILED, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The YAML files of a folder, sorted by name so that every machine reads the same order. */
export function readCatalogFiles(folder: URL = FOLDER): CatalogFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}
