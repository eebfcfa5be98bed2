/**
 * The resources of a Terraform configuration: as `terraform show -json` tells of a plan or a state, or as HCL.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import { readHcl } from './hcl.ts';
import { entry, listOf, type ObjectValue, textOf, type Value } from './value.ts';

export interface TerraformResource {
  /** `module.site["a"].aws_security_group.mp[0]` */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: ObjectValue;
  readonly start: number;
  readonly end: number;
}

export interface TerraformReading {
  readonly resources: readonly TerraformResource[];
  /** What could hold resources that nobody sees: modules, what is no block. */
  readonly doubts: readonly { readonly start: number; readonly end: number }[];
}

/** The text of a value that is known only after it was applied. */
export const KNOWN_LATER = 'known after apply';
/** The same of an attribute that the configuration does not set: the provider's default, or a block made by `dynamic`. */
export const NOT_CONFIGURED = 'known after apply, and not configured';

/** Whether a document of JSON is what `terraform show -json` prints. */
export function isTerraformJson(root: Value): boolean {
  return (
    entry(root, 'format_version') !== undefined &&
    (entry(root, 'planned_values') !== undefined || entry(root, 'values') !== undefined)
  );
}

/** Longer ones belong to no resource. */
const LONGEST_ADDRESS = 1000;

/** Modules stand in each other at most so deep as JSON is read. */
export function terraformOfJson(root: Value): TerraformReading {
  const planned = entry(root, 'planned_values');
  const resources: TerraformResource[] = [];
  const doubts: { start: number; end: number }[] = [];
  collect(entry(planned ?? entry(root, 'values'), 'root_module'), resources, doubts);
  if (!planned) return { resources, doubts };
  const unknowns = unknownsOf(root);
  if (unknowns.size === 0) return { resources, doubts };
  const references = referencesOf(root);
  const complete = resources.map((resource): TerraformResource => {
    const unknown = unknowns.get(resource.address);
    if (!unknown) return resource;
    const { prefix, plain } = plainAddress(resource.address);
    const referred = references.get(plain);
    const whole = withUnknown(resource.values, unknown, (name) => {
      if (referred && !referred.has(name)) return NOT_CONFIGURED;
      const reference = referred?.get(name);
      return reference === undefined ? undefined : `${prefix}${reference}`;
    });
    return whole.kind === 'object' ? { ...resource, values: whole } : resource;
  });
  return { resources: complete, doubts };
}

function unknownsOf(from: Value): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const change of listOf(entry(from, 'resource_changes'))) {
    const address = textOf(entry(change, 'address'));
    const after = entry(entry(change, 'change'), 'after_unknown');
    if (
      address !== undefined &&
      address.length < LONGEST_ADDRESS &&
      after?.kind === 'object' &&
      after.entries.size > 0
    )
      found.set(address, after);
  }
  return found;
}

function collect(
  module: Value | undefined,
  into: TerraformResource[],
  doubts: { start: number; end: number }[],
): void {
  for (const resource of listOf(entry(module, 'resources'))) {
    if (textOf(entry(resource, 'mode')) === 'data') continue;
    const [address, type, name] = ['address', 'type', 'name'].map((key) => textOf(entry(resource, key)));
    const values = entry(resource, 'values');
    if (type === undefined || values?.kind !== 'object') {
      doubts.push(resource);
      continue;
    }
    const { start, end } = resource;
    into.push({ address: address ?? `${type}.${name}`, type, name: name ?? '', values, start, end });
  }
  for (const child of listOf(entry(module, 'child_modules'))) collect(child, into, doubts);
}

/** Where a resource stands in the configuration: without the keys of `count` and `for_each`. */
function plainAddress(address: string): { prefix: string; plain: string } {
  const prefix = /^(?:module\.[^.[]+(?:\[[^\]]*\])?\.)*/.exec(address)?.[0] ?? '';
  return { prefix, plain: address.replace(/\[[^\]]*\]/g, '') };
}

type References = ReadonlyMap<string, string | undefined>;

/** What is configured of a resource and what that refers to, by the resource's address without keys. */
function referencesOf(root: Value): ReadonlyMap<string, References> {
  const found = new Map<string, References>();
  const visit = (module: Value | undefined, prefix: string): void => {
    for (const resource of listOf(entry(module, 'resources'))) {
      const address = textOf(entry(resource, 'address'));
      const expressions = entry(resource, 'expressions');
      if (address === undefined || expressions?.kind !== 'object') continue;
      const attributes = new Map<string, string | undefined>();
      for (const [name, expression] of expressions.entries) {
        const [first] = listOf(entry(expression, 'references'));
        attributes.set(name, textOf(first));
      }
      found.set(prefix + address, attributes);
    }
    const calls = entry(module, 'module_calls');
    if (calls?.kind !== 'object') return;
    for (const [name, call] of calls.entries) visit(entry(call, 'module'), `${prefix}module.${name}.`);
  };
  visit(entry(entry(root, 'configuration'), 'root_module'), '');
  return found;
}

/** The values, where what is known only after it was applied stands as an expression. */
function withUnknown(value: Value, unknown: Value, referred: (name: string) => string | undefined): Value {
  if (unknown.kind === 'object') {
    const from = value.kind === 'object' ? value.entries : new Map<string, Value>();
    const entries = new Map(from);
    for (const [name, part] of unknown.entries) {
      const known = from.get(name) ?? { kind: 'null', start: value.start, end: value.end };
      const made = withUnknown(known, part, () => undefined);
      const reference = made.kind === 'expression' ? referred(name) : undefined;
      if (made.kind !== 'null')
        entries.set(name, reference === undefined ? made : ({ ...made, text: reference } as Value));
    }
    if (value.kind !== 'object' && entries.size === 0) return value;
    return { kind: 'object', start: value.start, end: value.end, entries };
  }
  if (unknown.kind === 'list') {
    const from = value.kind === 'list' ? value.items : [];
    const length = Math.max(from.length, unknown.items.length);
    const nothing: Value = { kind: 'null', start: value.start, end: value.end };
    const items: Value[] = [];
    for (let i = 0; i < length; i++) {
      const part = unknown.items[i];
      const item = from[i] ?? nothing;
      items.push(part ? withUnknown(item, part, () => undefined) : item);
    }
    return length === 0 ? value : { kind: 'list', start: value.start, end: value.end, items };
  }
  if (unknown.kind === 'boolean' && unknown.truth)
    return { kind: 'expression', start: value.start, end: value.end, text: KNOWN_LATER };
  return value;
}

/** What makes nobody know how often a resource is there. */
const REPEATS: readonly string[] = ['count', 'for_each'];

/** The resources of a file in HCL; one that is repeated has the argument that says so among its values. */
export function terraformOfHcl(text: string): TerraformReading {
  const { blocks, faults } = readHcl(text);
  const resources: TerraformResource[] = [];
  const doubts = [...faults];
  for (const { type: block, labels, body, start, end } of blocks) {
    const [type = '', name = ''] = labels;
    if (block === 'resource' && labels.length === 2) {
      const values = REPEATS.some((key) => body.entries.has(key)) ? body : withoutMeta(body);
      resources.push({ address: `${type}.${name}`, type, name, values, start, end });
    } else if (block === 'module' || block === 'resource') doubts.push({ start, end });
  }
  return { resources, doubts };
}

const META: readonly string[] = [
  'provider',
  'depends_on',
  'lifecycle',
  'timeouts',
  'provisioner',
  'connection',
];

function withoutMeta(body: ObjectValue): ObjectValue {
  if (!META.some((key) => body.entries.has(key))) return body;
  return { ...body, entries: new Map([...body.entries].filter(([name]) => !META.includes(name))) };
}
