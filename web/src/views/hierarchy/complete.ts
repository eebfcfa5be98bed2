import { declaredNames, kindsAt, type NameKind } from './names.ts';
import { formsAt, type Schema, unfold } from './schema-lookup.ts';
import { type Step, scanYaml } from './yaml-scan.ts';

export interface Proposal {
  readonly label: string;
  /** What is put in. */
  readonly insert: string;
  readonly kind: 'key' | 'value' | NameKind;
  readonly about?: string;
}

export interface Proposals {
  readonly from: number;
  readonly options: readonly Proposal[];
}

/** What may be written at an offset: keys, values and the document's own names, by the schema. */
export function proposals(
  text: string,
  offset: number,
  schema: Schema,
  dialects: readonly string[] = [],
): Proposals {
  const { spot } = scanYaml(text, offset);
  const { keys } = scanYaml(text);
  const options: Proposal[] = [];
  const forms = formsAt(schema, spot.path);
  if (spot.kind !== 'value') {
    const taken = new Set(
      keys
        .filter(({ path, from }) => isChild(path, spot.path) && from !== spot.from)
        .map(({ path }) => path.at(-1)),
    );
    options.push(...keyProposals(forms, schema, taken));
  }
  if (spot.kind !== 'key') {
    const names = declaredNames(keys, dialects);
    for (const kind of kindsAt(spot.path))
      options.push(...names[kind].map((name) => ({ label: name, insert: quoted(name), kind })));
    if (kindsAt(spot.path).includes('zone'))
      options.push({
        label: 'internet',
        insert: 'internet',
        kind: 'zone',
        about: 'Every address outside of the zones',
      });
    options.push(...valueProposals(forms));
  }
  return { from: spot.from, options: unique(options) };
}

function isChild(path: readonly Step[], parent: readonly Step[]): boolean {
  return path.length === parent.length + 1 && parent.every((step, i) => step === path[i]);
}

function keyProposals(
  forms: readonly Schema[],
  root: Schema,
  taken: ReadonlySet<Step | undefined>,
): Proposal[] {
  const required = new Set(forms.flatMap((form) => form.required ?? []));
  const found = forms.flatMap((form) => Object.entries(form.properties ?? {}));
  return found
    .filter(([key]) => !taken.has(key))
    .sort(([a], [b]) => Number(required.has(b)) - Number(required.has(a)))
    .map(([key, form]) => {
      const about = form.description ?? unfold(form, root).find((f) => f.description)?.description;
      return { label: key, insert: `${key}: `, kind: 'key', ...(about !== undefined && { about }) };
    });
}

function valueProposals(forms: readonly Schema[]): Proposal[] {
  return forms.flatMap((form) => {
    const values: unknown[] = [...(form.enum ?? [])];
    if (form.const !== undefined) values.push(form.const);
    if ([form.type].flat().includes('boolean')) values.push(true, false);
    values.push(...(form.examples ?? []));
    return values
      .filter((v) => typeof v === 'string' || typeof v === 'boolean' || typeof v === 'number')
      .map((value) => ({
        label: String(value),
        insert: typeof value === 'string' ? quoted(value) : String(value),
        kind: 'value' as const,
        ...(form.description !== undefined && { about: form.description }),
      }));
  });
}

/** A text as YAML reads it back; plain where that is safe. */
function quoted(text: string): string {
  return /^[a-z][\w.-]*$/i.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function unique(options: readonly Proposal[]): Proposal[] {
  const byLabel = new Map<string, Proposal>();
  for (const option of options) if (!byLabel.has(option.label)) byLabel.set(option.label, option);
  return [...byLabel.values()];
}
