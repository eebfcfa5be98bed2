import { readFileSync } from 'node:fs';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { formatPorts } from '../../src/net/ports.ts';
import type { Plan } from '../../src/plan/model.ts';
import { planFlows } from '../../src/plan/plan.ts';
import { planRows } from '../../src/plan/rows.ts';

export const catalog: Catalog = loadCatalog();

export interface Planned {
  readonly plan: Plan;
  readonly hierarchy: Hierarchy;
}

/** Reads and plans a document; a document with errors fails the test. */
export function planOf(text: string, file = 'test.yaml'): Planned {
  const reading = readHierarchy(text, file, catalog);
  if (!reading.hierarchy) throw new Error(JSON.stringify(reading.diagnostics, null, 2));
  const { hierarchy, place } = reading;
  return { hierarchy, plan: planFlows({ hierarchy, place }, catalog) };
}

/** The text of a file beside the tests. */
export function fixture(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Rows as short lines, `ss > dp tcp/445 smb`, sorted; of one conversation, or of all. */
export function lines({ plan }: Planned, conversation?: string): string[] {
  const found = [...planRows(plan)]
    .filter((r) => conversation === undefined || r.flow.conversation.id === conversation)
    .map(({ from, to, service }) => {
      const ports =
        service.transport === 'icmp' ? 'icmp' : `${service.transport}/${formatPorts(service.ports)}`;
      return `${from.name} > ${to.name} ${ports} ${service.service.id}`;
    });
  return [...new Set(found)].sort();
}
