/** The checked catalog as one JSON text, so that the installed package starts without reading YAML. */
import { deepFreeze } from './deepFreeze.ts';
import type { Catalog } from './model.ts';

/** Raised with every change of the form; a text of another form is refused. */
const FORM = 1;

const MAPS = ['sources', 'roles', 'services', 'settings', 'portConfigurations'] as const;

/** Maps become lists: each member has its id. */
export function compileCatalog(catalog: Catalog): string {
  const plain: Record<string, unknown> = { form: FORM, ...catalog };
  for (const key of MAPS) plain[key] = [...catalog[key].values()];
  return JSON.stringify(plain);
}

/** The reverse of `compileCatalog`. Throws on anything else: the build wrote the text, nobody edits it. */
export function readCompiledCatalog(text: string, isFrozen = true): Catalog {
  const { form, ...plain } = JSON.parse(text) as { form?: unknown } & Record<string, unknown>;
  if (form !== FORM)
    throw new Error('the compiled catalog has another form than this version reads: build again');
  for (const key of MAPS) {
    const members = plain[key] as readonly { readonly id: string }[];
    plain[key] = new Map(members.map((member) => [member.id, member]));
  }
  const catalog = plain as unknown as Catalog;
  return isFrozen ? deepFreeze(catalog) : catalog;
}
