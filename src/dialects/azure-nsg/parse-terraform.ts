import { type Lines, type Written, writtenAt } from '../source/lines.ts';
import {
  KNOWN_LATER,
  NOT_CONFIGURED,
  type TerraformReading,
  type TerraformResource,
} from '../source/terraform.ts';
import { fieldsOf, listOf, textOf, type Value } from '../source/value.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { TERRAFORM_NAMES } from './parse-rule.ts';

/** Of a group, what says nothing about packets. */
const IGNORED: readonly string[] = ['id', 'name', 'location', 'resource_group_name', 'tags', 'timeouts'];
/** Of every resource, what makes nobody know how often it is there. */
const REPEATS: readonly string[] = ['count', 'for_each'];
const ASSOCIATION = /^azurerm_(subnet|network_interface)(_network)?_security_group_association$/;

const LATER: ReadonlySet<string> = new Set([KNOWN_LATER, NOT_CONFIGURED]);

/** Terraform's resources of the provider azurerm. */
export function addTerraform({ resources, doubts }: TerraformReading, draft: Draft, lines: Lines): void {
  for (const doubt of doubts) draft.doubt(writtenAt(lines, doubt.start, doubt.end));
  const open: [DraftGroup, Written][] = [];
  for (const resource of resources)
    if (resource.type === 'azurerm_network_security_group') addGroup(resource, draft, lines, open);
  for (const resource of resources) {
    const { type, values, name, start, end } = resource;
    const written = writtenAt(lines, start, end);
    if (type === 'azurerm_network_security_rule') {
      const group = values.entries.get('network_security_group_name');
      const own = textOf(values.entries.get('name')) ?? name;
      const fields = fieldsOf(values);
      const conditions = REPEATS.filter((key) => fields.take(key)).map((key) => `its ${key}`);
      draft.rule(referred(group), own, fields, written, conditions, { names: TERRAFORM_NAMES });
    } else if (ASSOCIATION.test(type)) {
      const kind = type.startsWith('azurerm_subnet') ? 'subnet_id' : 'network_interface_id';
      const target = referred(values.entries.get(kind));
      draft.attach(referred(values.entries.get('network_security_group_id')), target ?? '');
    }
  }
  // "At this time you cannot use a Network Security Group with in-line Network Security Rules in conjunction with any
  // Network Security Rule resources": where there are such, rules that are not known yet are just those.
  for (const [group, written] of open) if (group.rules.length === 0) draft.groupDoubt(group, written);
}

function addGroup(
  { values, address, name, start, end }: TerraformResource,
  draft: Draft,
  lines: Lines,
  open: [DraftGroup, Written][],
): void {
  const fields = fieldsOf(values);
  const own = textOf(fields.take('name')) ?? name;
  const conditions = REPEATS.filter((key) => fields.take(key)).map((key) => `its ${key}`);
  const group = draft.group([own, address], writtenAt(lines, start, end), conditions);
  for (const ignored of IGNORED) fields.take(ignored);
  const rules = fields.take('security_rule');
  for (const item of listOf(rules)) {
    const written = writtenAt(lines, item.start, item.end);
    if (item.kind === 'expression' && LATER.has(item.text)) open.push([group, written]);
    else if (item.kind !== 'object') draft.groupDoubt(group, written);
    else {
      const ruleName = textOf(item.entries.get('name')) ?? '';
      draft.inlineRule(group, ruleName, item, undefined, written, false, TERRAFORM_NAMES);
    }
  }
  for (const [key, value] of fields.rest())
    draft.groupDoubt(group, { ...writtenAt(lines, value.start, value.end), text: key });
}

/** A name, the last part of an id, or the address of the resource that is referred to. */
function referred(value: Value | undefined): string | undefined {
  if (value?.kind === 'expression')
    return (
      /^((?:module\.[\w-]+(?:\[[^\]]{0,100}\])?\.)*azurerm_\w+\.[\w-]+)(?:\.\w+)?$/.exec(
        value.text.slice(0, 300),
      )?.[1] ?? value.text
    );
  const text = textOf(value);
  return text === undefined ? undefined : text.slice(text.lastIndexOf('/') + 1);
}
