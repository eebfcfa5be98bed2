/** The examples' plans, and a large one, to test view documents with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateHierarchy } from '../../bench/generate.ts';
import { ROOT } from '../../scripts/process.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import type { Plan } from '../../src/plan/model.ts';
import { planFlows } from '../../src/plan/plan.ts';

export interface Planned {
  readonly catalog: Catalog;
  readonly hierarchy: Hierarchy;
  readonly plan: Plan;
}

export function examplePlan(name: 'contoso' | 'branch'): Planned {
  return planned(readFileSync(path.join(ROOT, 'examples', name, 'hierarchy.yaml'), 'utf8'));
}

/** A share of the largest hierarchy that Configuration Manager supports. */
export function largePlan(share: number): Planned {
  return planned(generateHierarchy(share).text);
}

function planned(text: string): Planned {
  const catalog = loadCatalog();
  const { hierarchy, place } = readHierarchy(text, 'hierarchy.yaml', catalog);
  if (!hierarchy) throw new Error('the hierarchy is not valid');
  return { catalog, hierarchy, plan: planFlows({ hierarchy, place }, catalog) };
}
