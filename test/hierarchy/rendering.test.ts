import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { ROLES } from './roles.ts';

it('a broken document gets all of its diagnostics in one run', async () => {
  const text = readFileSync(new URL('broken.golden.yaml', import.meta.url), 'utf8');
  const { diagnostics } = readHierarchy(text, 'broken.yaml', { roles: ROLES });
  await expect(renderDiagnostics(diagnostics, new Map([['broken.yaml', text]]))).toMatchFileSnapshot(
    'broken.golden.txt',
  );
});
