/** The bundled examples, planned. */
import { readFileSync } from 'node:fs';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import type { Plan } from '../../src/plan/model.ts';
import { planFlows } from '../../src/plan/plan.ts';

export const EXAMPLES = ['branch', 'contoso'] as const;

export function planExample(name: (typeof EXAMPLES)[number]): { plan: Plan; hierarchy: Hierarchy } {
  const file = `examples/${name}/hierarchy.yaml`;
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const catalog = loadCatalog();
  const { hierarchy, place } = readHierarchy(text, file, catalog);
  if (!hierarchy) throw new Error(`${file} has errors`);
  return { plan: planFlows({ hierarchy, place }, catalog), hierarchy };
}
