import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same place seen from the sources and from the built package. */
const EXAMPLE = fileURLToPath(new URL('../../examples/contoso', import.meta.url));

/** What of the example makes a workspace, and where it goes: as if its configurations had just been fetched. */
const PARTS: readonly (readonly [from: string, to: string])[] = [
  ['hierarchy.yaml', 'hierarchy.yaml'],
  ['configurations/core-mistakes.cfg', 'filters/core.cfg'],
  ['configurations/perimeter-mistakes.nft', 'filters/perimeter.nft'],
  ['configurations/branch-mistakes.rules.v4', 'filters/branch.rules.v4'],
  ['configurations/branch.rules.v6', 'filters/branch.rules.v6'],
  ['configurations/mp01-mistakes.ps1', 'hosts/mp01.ps1'],
];

/** Copies the bundled example: whatever is done to it leaves the example as it was. */
export function openExample(): { readonly folder: string; remove(): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'portolan-'));
  const folder = path.join(root, 'contoso');
  for (const [from, to] of PARTS) cpSync(path.join(EXAMPLE, from), path.join(folder, to));
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
