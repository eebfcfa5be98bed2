/**
 * The resources of Azure: of templates (JSON, Bicep), as the REST interface gives them, and as the command line
 * prints them, which leaves out the `properties` around everything.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
 */
import { type Variables, variableOf, variablesOf } from './arm-variables.ts';
import type { BicepReading } from './bicep.ts';
import { entry, type Fields, fieldsOf, type ObjectValue, textOf, type Value } from './value.ts';

export interface ArmResource {
  /** In lower case, with those of its parents: `microsoft.network/networksecuritygroups/securityrules`. */
  readonly type: string;
  /** The last part of its name. */
  readonly name: string;
  /** Names of its parents, outermost first; a Bicep symbol where it says its parent so. */
  readonly parents: readonly string[];
  readonly symbol?: string;
  /** Everything that is said of it, and what it is. */
  readonly fields: Fields;
  readonly properties: Fields;
  /** What keeps it from being there just once. */
  readonly conditions: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface ArmReading {
  readonly resources: readonly ArmResource[];
  readonly doubts: readonly { readonly start: number; readonly end: number }[];
}

/** What an object without a type is, by its members: the type in lower case. */
export type Shape = (value: ObjectValue) => string | undefined;

/** Every resource of a document of JSON. */
export function armOfJson(root: Value, shape: Shape): ArmReading {
  const resources: ArmResource[] = [];
  const doubts: { start: number; end: number }[] = [];
  const visit = (value: Value, parent: ArmResource | undefined, template: Variables | undefined): void => {
    if (value.kind === 'list') {
      for (const item of value.items) visit(item, parent, template);
      return;
    }
    if (value.kind !== 'object') return;
    const shaped = parent ? undefined : shape(value);
    const type = textOf(member(value, 'type')) ?? shaped;
    const inside = member(value, 'resources');
    if (type === undefined || (!parent && !template && !type.includes('/') && !shaped)) {
      const list = member(value, 'value');
      if (inside) children(inside, undefined, template ?? variablesOf(undefined));
      else if (list) visit(list, undefined, template);
      else if (template) doubts.push(value);
      return;
    }
    if (/^microsoft\.resources\/deployments$/i.test(type)) {
      // Whose variables count in there depends on the scope of its expressions.
      const inner = entry(entry(value, 'properties'), 'template');
      if (inner?.kind === 'object') visit(inner, undefined, variablesOf(undefined));
      else doubts.push(value);
      return;
    }
    const resource = resourceOf(value, type.includes('/') ? type : (shaped ?? type), parent, template);
    resources.push(resource);
    if (inside) children(inside, resource, template);
  };
  /** A list, or an object whose members are the resources by their symbols. */
  const children = (value: Value, parent: ArmResource | undefined, template: Variables | undefined): void => {
    if (value.kind !== 'object') {
      if (value.kind === 'list') visit(value, parent, template);
      else doubts.push(value);
      return;
    }
    for (const one of value.entries.values()) visit(one, parent, template);
  };
  visit(root, undefined, isTemplateOf(root) ? variablesOf(member(root, 'variables')) : undefined);
  return { resources, doubts };
}

function isTemplateOf(root: Value): boolean {
  return member(root, 'resources') !== undefined && !textOf(member(root, 'type'));
}

/** Every resource of a file of Bicep's. */
export function armOfBicep({ resources, doubts }: BicepReading): ArmReading {
  return {
    doubts,
    resources: resources.map(({ symbol, type, body, condition, start, end }) => {
      const fields = fieldsOf(body, true);
      const parent = fields.take('parent');
      const names = nameOf(fields);
      return {
        type: type.toLowerCase(),
        name: names.at(-1) ?? '',
        parents: parent?.kind === 'expression' ? [parent.text] : names.slice(0, -1),
        symbol,
        fields,
        properties: propertiesOf(fields),
        conditions: [...(condition === undefined ? [] : [condition]), ...conditionsOf(fields)],
        start,
        end,
      };
    }),
  };
}

function resourceOf(
  value: ObjectValue,
  type: string,
  parent: ArmResource | undefined,
  template: Variables | undefined,
): ArmResource {
  const whole = template ? (withExpressions(value, template) as ObjectValue) : value;
  const fields = fieldsOf(whole, true);
  fields.take('type');
  fields.take('resources');
  const names = nameOf(fields);
  const isChild = parent !== undefined && !type.toLowerCase().startsWith('microsoft.');
  return {
    type: (isChild ? `${parent.type}/${type}` : type).toLowerCase(),
    name: names.at(-1) ?? '',
    parents: isChild ? [...parent.parents, parent.name] : names.slice(0, -1),
    fields,
    properties: propertiesOf(fields),
    conditions: [...conditionsOf(fields), ...(parent?.conditions ?? [])],
    start: value.start,
    end: value.end,
  };
}

/** More than any name that somebody wrote. */
const LONGEST_NAME = 300;

/** The parts of a name; an expression stays whole. */
function nameOf(fields: Fields): readonly string[] {
  const name = fields.take('name');
  if (name?.kind === 'expression') {
    // As exported templates name a child: `[concat(parameters('group'), '/rule')]`, `[format('{0}/{1}', …, 'rule')]`.
    const text = name.text.slice(0, LONGEST_NAME);
    const child =
      /^\[concat\((.+), ?'\/([^'/]+)'\)\]$/.exec(text) ??
      /^\[format\('\{0\}\/\{1\}', ?(.+), ?'([^'/]+)'\)\]$/.exec(text);
    return child?.[1] && child[2] ? [`[${child[1]}]`, child[2]] : [name.text];
  }
  return (textOf(name) ?? '').split('/');
}

function propertiesOf(fields: Fields): Fields {
  const properties = fields.take('properties');
  if (properties?.kind === 'object') return fieldsOf(properties, true);
  if (!properties) return fields;
  const { start, end } = properties;
  return fieldsOf({ kind: 'object', start, end, entries: new Map([['properties', properties]]) }, true);
}

function conditionsOf(fields: Fields): string[] {
  const found: string[] = [];
  const condition = fields.take('condition');
  if (condition && !(condition.kind === 'boolean' && condition.truth))
    found.push(condition.kind === 'expression' ? condition.text : 'its condition');
  if (fields.take('copy')) found.push('how often it is copied');
  return found;
}

/** In templates a text in square brackets is worked out; `[[` at its start stands for one bracket. */
function withExpressions(value: Value, variables: Variables): Value {
  switch (value.kind) {
    case 'text': {
      const { text, start, end } = value;
      if (!text.startsWith('[') || !text.endsWith(']')) return value;
      if (text.startsWith('[[')) return { ...value, text: text.slice(1) };
      return variableOf(text, variables) ?? { kind: 'expression', start, end, text };
    }
    case 'list':
      return { ...value, items: value.items.map((item) => withExpressions(item, variables)) };
    case 'object':
      return {
        ...value,
        entries: new Map([...value.entries].map(([name, one]) => [name, withExpressions(one, variables)])),
      };
    default:
      return value;
  }
}

/** The member of a name, whatever its case. */
export function member(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind !== 'object') return undefined;
  const exact = value.entries.get(name);
  if (exact) return exact;
  for (const [key, one] of value.entries)
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) return one;
  return undefined;
}

/** The last part of a resource's id, or of what an expression such as `resourceId('…', 'name')` says. */
export function lastOfId(value: Value | undefined): string | undefined {
  if (value?.kind === 'expression') {
    const literal = /^\[?resourceId\((?:'[^']{1,200}',\s*){1,4}'([^'/]{1,200})'\)\]?$/.exec(
      value.text.slice(0, 900),
    );
    return literal?.[1] ?? /^([A-Za-z_][\w.[\]"-]{0,200})\.id$/.exec(value.text.slice(0, 300))?.[1];
  }
  const text = textOf(value);
  return text === undefined ? undefined : text.slice(text.lastIndexOf('/') + 1);
}
