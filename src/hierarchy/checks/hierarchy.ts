import type { Role } from '../../catalog/model.ts';
import type { Hierarchy } from '../model.ts';
import type { ReadContext } from '../schema/shape.ts';
import { checkAddresses } from './addresses.ts';
import { checkClients } from './clients.ts';
import { checkContent } from './content.ts';
import { createDraft, type Uncertain } from './draft.ts';
import { checkLifecycles } from './lifecycles.ts';
import { checkNames } from './names.ts';
import { checkPlacement } from './placement.ts';
import { checkServers } from './servers.ts';
import { checkTree } from './tree.ts';
import { checkUpdates } from './updates.ts';
import { checkWays } from './ways.ts';

/** All checks that need more than one place of the document. */
export function checkHierarchy(
  hierarchy: Hierarchy,
  roles: ReadonlyMap<string, Role>,
  report: ReadContext['report'],
  uncertain: Uncertain,
): void {
  const draft = createDraft(hierarchy, roles, report, uncertain);
  checkNames(draft);
  checkTree(draft);
  checkPlacement(draft);
  checkServers(draft);
  checkLifecycles(draft);
  checkContent(draft);
  checkUpdates(draft);
  checkClients(draft);
  checkAddresses(draft);
  checkWays(draft);
}
