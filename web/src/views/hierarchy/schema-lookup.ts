import type { Step } from './yaml-scan.ts';

/** As much of a JSON schema as the hierarchy's uses. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly pattern?: string;
}

/** Every form that may stand at a path, references followed. */
export function formsAt(root: Schema, path: readonly Step[]): Schema[] {
  let forms = unfold(root, root);
  for (const step of path)
    forms = forms.flatMap((form) => below(form, step)).flatMap((form) => unfold(form, root));
  return forms;
}

/** What the schema says about a place: the first description on the way to its forms. */
export function describe(root: Schema, path: readonly Step[]): string | undefined {
  const step = path.at(-1);
  if (step === undefined) return root.description;
  for (const form of formsAt(root, path.slice(0, -1)))
    for (const child of below(form, step)) {
      const text = child.description ?? unfold(child, root).find((f) => f.description)?.description;
      if (text !== undefined) return text;
    }
  return undefined;
}

/** The forms that a schema stands for, itself included; a reference that leads to itself ends. */
export function unfold(schema: Schema, root: Schema, seen: ReadonlySet<Schema> = new Set()): Schema[] {
  if (seen.has(schema)) return [];
  const met = new Set([...seen, schema]);
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const target = schema.$ref === undefined ? undefined : resolve(schema.$ref, root);
  if (target) parts.push(target);
  return [schema, ...parts.flatMap((part) => unfold(part, root, met))];
}

function below(form: Schema, step: Step): Schema[] {
  if (typeof step === 'number') return form.items ? [form.items] : [];
  const own = form.properties && Object.hasOwn(form.properties, step) ? form.properties[step] : undefined;
  if (own) return [own];
  return typeof form.additionalProperties === 'object' ? [form.additionalProperties] : [];
}

function resolve(reference: string, root: Schema): Schema | undefined {
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return name === undefined ? undefined : root.$defs?.[name];
}
