/** Templates against the types of Microsoft's own client (`@azure/arm-network`), by the compiler. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COMPILER = path.join(ROOT, 'node_modules/.bin/tsc');
const MODELS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@azure/arm-network/package.json')),
  'dist/esm/models',
);

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly location?: string;
  readonly properties: object;
}

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-arm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A resource as literals of the client's types. Its own resources lift `properties` up to themselves, as templates don't:
 * so what is in `properties` is held against the types of those.
 */
function literalsOf({ type, location, properties }: Resource): [model: string, value: object][] {
  switch (type) {
    case 'Microsoft.Network/networkSecurityGroups': {
      const { securityRules, ...rest } = properties as { securityRules: { properties: object }[] };
      return [
        ["Pick<common.NetworkSecurityGroup, 'location'>", { location }],
        ['common.NetworkSecurityGroupPropertiesFormat', rest],
        ...securityRules.flatMap(({ properties: own, ...rule }): [string, object][] => [
          ["Pick<common.SecurityRule, 'name'>", rule],
          ['common.SecurityRulePropertiesFormat', own],
        ]),
      ];
    }
    case 'Microsoft.Network/firewallPolicies':
      return [
        ["Pick<network.FirewallPolicy, 'location'>", { location }],
        ['network.FirewallPolicyPropertiesFormat', properties],
      ];
    case 'Microsoft.Network/firewallPolicies/ruleCollectionGroups':
      return [['network.FirewallPolicyRuleCollectionGroupProperties', properties]];
    default:
      throw new Error(`no type for ${type}`);
  }
}

/** What the compiler says of them: a field that is unknown is an error, too. */
function compile(resources: readonly Resource[]): string {
  const values = resources
    .flatMap(literalsOf)
    .map(([model, value], i) => `export const r${i}: ${model} = ${JSON.stringify(value)};`);
  const imports = ['common', 'network'].map(
    (name) => `import type * as ${name} from ${JSON.stringify(path.join(MODELS, name, 'models.d.ts'))};`,
  );
  const file = path.join(folder, 'resources.ts');
  writeFileSync(file, [...imports, ...values, ''].join('\n'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--types', '', '--ignoreConfig'];
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--target', 'es2024'];
  const { stdout, stderr } = spawnSync(process.execPath, [COMPILER, ...options, ...modules, file], {
    encoding: 'utf8',
    cwd: folder,
  });
  return `${stdout}${stderr}`;
}

function resourcesOf(id: string, policy: Policy): readonly Resource[] {
  const dialect = DIALECTS.get(id);
  if (!dialect) throw new Error(`there is no ${id}`);
  if (!dialect.capabilities.kinds.includes(policy.kind)) return [];
  return (JSON.parse(dialect.print(dialect.lower(policy).model).text) as { resources: Resource[] }).resources;
}

const { plan, hierarchy } = planExample('contoso');
const policies: readonly Policy[] = [
  ...hierarchy.filters.map(({ name }) => networkPolicy(plan, hierarchy, name)),
  ...hierarchy.hosts.slice(0, 4).map(({ name }) => hostPolicy(plan, hierarchy, name)),
  ...fc
    .sample(generatedPlan, { numRuns: 20, seed: 1 })
    .map((g) => networkPolicy(g.plan, g.hierarchy, 'core')),
];

describe('templates of Azure', () => {
  it.each(['azure-nsg-arm', 'azure-firewall-arm'])('%s has the types of Microsoft’s client', (id) => {
    const resources = policies.flatMap((policy) => resourcesOf(id, policy));
    expect(resources.length).toBeGreaterThan(20);
    expect(compile(resources)).toBe('');
  });

  it('are refused with a field that nobody knows, and without one that must be there', () => {
    const rule = { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp' };
    const group = (properties: object): Resource => ({
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'nsg',
      location: 'x',
      properties: { securityRules: [{ name: 'r', properties }] },
    });
    expect(compile([group(rule)])).toBe('');
    expect(compile([group({ ...rule, destinationPorts: '*' })])).toContain('"destinationPorts"');
    const { access: _, ...without } = rule;
    expect(compile([group(without)])).toContain("'access'");
  });
});
