import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type ArmResource, armOfBicep, armOfJson, lastOfId, member } from '../source/arm.ts';
import { readBicep } from '../source/bicep.ts';
import { Findings, quoted } from '../source/findings.ts';
import { readJson } from '../source/json.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../source/lines.ts';
import { isTerraformJson, terraformOfHcl, terraformOfJson } from '../source/terraform.ts';
import { listOf, type ObjectValue, textOf, type Value, valueOfJson } from '../source/value.ts';
import { Draft } from './draft.ts';
import type { NsgConfig } from './model.ts';
import { addEffective, effectiveGroups } from './parse-effective.ts';
import { addTerraform } from './parse-terraform.ts';

const GROUP = 'microsoft.network/networksecuritygroups';
const RULE = `${GROUP}/securityrules`;
const DEFAULT_RULE = `${GROUP}/defaultsecurityrules`;

/** Text only: network security groups in JSON, Bicep or HCL. */
export function parse(
  text: string,
  file: string,
): { readonly config: NsgConfig; readonly diagnostics: readonly Diagnostic[] } {
  const lines = linesOf(text, file);
  const findings = new Findings();
  const draft = new Draft(lines, findings);
  const form = formOf(text);
  switch (form) {
    case 'json':
      parseJson(lines, draft);
      break;
    case 'bicep':
      addArm(armOfBicep(readBicep(text)), draft, lines, false);
      break;
    case 'terraform':
      addTerraform(terraformOfHcl(text), draft, lines);
      break;
    default:
      form satisfies never;
  }
  const { groups, doubts } = draft.finish();
  return { config: { kind: 'azure-nsg', form, file, text, groups, doubts }, diagnostics: findings.all() };
}

/** JSON starts with a bracket; Bicep names a resource's type in single quotes. */
function formOf(text: string): NsgConfig['form'] {
  if (/^[\s\uFEFF]*[[{]/.test(text)) return 'json';
  return /^[ \t]*resource[ \t]+[\w-]+[ \t]+'/m.test(text) ? 'bicep' : 'terraform';
}

function parseJson(lines: Lines, draft: Draft): void {
  const { root, fault } = readJson(lines.text.replace(/^\uFEFF/, ' '));
  if (fault) draft.fault(fault.offset, fault.message);
  if (!root) return;
  const value = valueOfJson(root);
  const effective = effectiveGroups(value);
  if (isTerraformJson(value)) addTerraform(terraformOfJson(value), draft, lines);
  else if (effective.length > 0) addEffective(effective, draft, lines);
  else addArm(armOfJson(value, shapeOf), draft, lines, value.kind === 'list' || !!member(value, 'value'));
}

/** What the command line prints has no `type` in some versions. */
function shapeOf(value: ObjectValue): string | undefined {
  if (member(value, 'securityRules') || member(value, 'defaultSecurityRules')) return GROUP;
  if (member(member(value, 'properties'), 'securityRules')) return GROUP;
  const isRule = ['priority', 'direction', 'access'].every((name) => member(value, name) !== undefined);
  return isRule ? RULE : undefined;
}

function addArm(
  { resources, doubts }: ReturnType<typeof armOfJson>,
  draft: Draft,
  lines: Lines,
  isWhole: boolean,
): void {
  for (const doubt of doubts) draft.doubt(writtenAt(lines, doubt.start, doubt.end));
  for (const resource of resources) {
    if (resource.type === GROUP) addGroup(resource, draft, lines);
  }
  for (const resource of resources) {
    const written = writtenAt(lines, resource.start, resource.end);
    if (resource.type === RULE || resource.type === DEFAULT_RULE) {
      const parent = resource.parents.at(-1) ?? parentOfId(resource.fields.take('id'));
      draft.rule(parent, resource.name, resource.properties, written, resource.conditions, {
        isDefault: resource.type === DEFAULT_RULE,
        isWhole,
      });
    } else if (/\/(subnets|networkinterfaces)$/.test(resource.type))
      draft.attach(groupOf(resource), resource.name);
    else if (resource.type === 'microsoft.network/virtualnetworks') {
      for (const subnet of listOf(resource.properties.take('subnets'))) {
        const properties = member(subnet, 'properties') ?? subnet;
        const group = lastOfId(member(member(properties, 'networkSecurityGroup'), 'id'));
        draft.attach(group, textOf(member(subnet, 'name')) ?? '');
      }
    }
  }
}

const groupOf = ({ properties }: ArmResource): string | undefined =>
  lastOfId(member(properties.take('networkSecurityGroup'), 'id'));

/** `…/networkSecurityGroups/NAME/securityRules/RULE` */
function parentOfId(id: Value | undefined): string | undefined {
  return /\/networkSecurityGroups\/([^/]{1,200})\//i.exec((textOf(id) ?? '').slice(0, 2000))?.[1];
}

/** Of a group, what says nothing about packets. */
const IGNORED: readonly string[] = [
  'id',
  'etag',
  'type',
  'name',
  'location',
  'tags',
  'apiVersion',
  'dependsOn',
  'comments',
  'scope',
  'resourceGroup',
  'provisioningState',
  'resourceGuid',
  'flowLogs',
  'flushConnection',
  'extendedLocation',
  'resources',
  'metadata',
  'resourceGroupName',
  'tag',
  'tagsTable',
];

function addGroup(resource: ArmResource, draft: Draft, lines: Lines): void {
  const written = writtenAt(lines, resource.start, resource.end);
  const { properties, fields } = resource;
  const names = [resource.name, ...(resource.symbol === undefined ? [] : [resource.symbol])];
  const group = draft.group(names, written, resource.conditions);
  for (const field of ['subnets', 'networkInterfaces'])
    for (const one of listOf(properties.take(field))) {
      const name = lastOfId(member(one, 'id'));
      if (name !== undefined) group.attachedTo.push(name);
    }
  for (const [field, isDefault] of [
    ['securityRules', false],
    ['defaultSecurityRules', true],
  ] as const) {
    for (const item of listOf(properties.take(field))) {
      const at = writtenAt(lines, item.start, item.end);
      if (item.kind === 'object') {
        const inner = member(item, 'properties');
        const name = textOf(member(item, 'name')) ?? '';
        draft.inlineRule(group, name, item, inner, at, isDefault);
      } else draft.groupDoubt(group, at);
    }
  }
  for (const one of new Set([properties, fields])) {
    // The object around the properties may hold rules of an older form.
    for (const name of IGNORED) one.take(name);
    for (const [key, value] of one.rest()) {
      // PowerShell says the same again as texts of JSON: `SecurityRulesText`.
      if (/Text$/.test(key) && value.kind === 'text') continue;
      const at: Written = writtenAt(lines, value.start, value.end);
      draft.groupDoubt(group, { ...at, text: `${quoted(key)}` });
    }
  }
}
