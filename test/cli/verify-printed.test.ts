/** What is printed for a filter without named interfaces verifies as soon as its names are said to be those of zones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { typed } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-printed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONTOSO = 'examples/contoso';
const PERMITTED = '403 flows: 75 permitted on their whole way';

it.each(['cisco-asa', 'panos-xml', 'junos-srx', 'pfsense'])('in %s', async (dialect) => {
  const printed = await typed(['rules', CONTOSO, '--filter', 'core', '--dialect', dialect]);
  const file = path.join(folder, dialect);
  writeFileSync(file, printed.out);
  const unsaid = await typed(['verify', CONTOSO, file, '--filter', 'core']);
  expect(unsaid.code).toBe(1);
  expect(unsaid.out).toContain('PT9501');
  expect(unsaid.out).toContain('403 flows: 0 permitted on their whole way');
  const said = await typed(['verify', CONTOSO, file, '--filter', 'core', '--assume-zone-interfaces']);
  expect(said.out).toMatch(/^Nothing to report/);
  expect(said.out).toContain(PERMITTED);
  expect(said.code).toBe(0);
});
