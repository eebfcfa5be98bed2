import { readFileSync } from 'node:fs';
import type { App } from './context.ts';

/** The published schemas by what they describe, and what they are called in the description of the API. */
const COMPONENTS = {
  hierarchy: 'HierarchyFile',
  plan: 'PlanFile',
  policy: 'PolicyFile',
  findings: 'FindingsFile',
  'verify-results': 'VerifyResultsFile',
  repair: 'RepairFile',
  difference: 'DifferenceFile',
  explanation: 'ExplanationFile',
  observations: 'ObservationsFile',
  'lab-report': 'LabReportFile',
} as const;

export type PublishedSchema = keyof typeof COMPONENTS;

export const PUBLISHED: readonly PublishedSchema[] = Object.keys(COMPONENTS) as PublishedSchema[];

/** The same place seen from the sources and from the built package. */
const FOLDER = new URL('../../schema/', import.meta.url);

/** A schema as it is published. */
export function schemaText(name: PublishedSchema): string {
  return readFileSync(new URL(`${name}.schema.json`, FOLDER), 'utf8');
}

/** Refers to a published schema from the description of the API. */
export function published(name: PublishedSchema): { $ref: string } {
  return { $ref: `#/components/schemas/${COMPONENTS[name]}` };
}

/** An answer that is a document with a published schema. */
export function publishedJson(name: PublishedSchema): {
  description: string;
  content: { 'application/json': { schema: { $ref: string } } };
} {
  return { description: 'The document', content: { 'application/json': { schema: published(name) } } };
}

/** Puts the published schemas into the description of the API, each of their parts as a component of its own. */
export function registerSchemas(app: App): void {
  for (const name of PUBLISHED) {
    const { $schema: _, $id: __, $defs = {}, ...schema } = JSON.parse(schemaText(name)) as Schema;
    const component = COMPONENTS[name];
    const register = (key: string, part: unknown): void =>
      void app.openAPIRegistry.registerComponent('schemas', key, moved(part, component) as object);
    register(component, schema);
    for (const [key, part] of Object.entries($defs)) register(`${component}.${key}`, part);
  }
}

interface Schema extends Record<string, unknown> {
  readonly $defs?: Readonly<Record<string, unknown>>;
}

const OTHER_FILE = /^([\w-]+)\.schema\.json(?:#\/\$defs\/([\w-]+))?$/;

/** The same schema with its references leading to components. */
function moved(part: unknown, component: string): unknown {
  if (Array.isArray(part)) return part.map((one) => moved(one, component));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? movedReference(value, component)
        : moved(value, component),
    ]),
  );
}

function movedReference(reference: string, component: string): string {
  const [, other, part] = OTHER_FILE.exec(reference) ?? [];
  const target = PUBLISHED.find((name) => name === other);
  if (target) return part === undefined ? published(target).$ref : `${published(target).$ref}.${part}`;
  return `#/components/schemas/${component}.${reference.replace('#/$defs/', '')}`;
}
