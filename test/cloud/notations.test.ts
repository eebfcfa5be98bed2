/** What is printed is of its notation: HCL by HashiCorp's own parser, templates by a schema of Azure's resources. */
import { parse as hclToJson } from '@cdktf/hcl2json';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';

function printed(id: string, policy: Policy): string | undefined {
  const dialect = DIALECTS.get(id);
  if (!dialect) throw new Error(`there is no ${id}`);
  if (!dialect.capabilities.kinds.includes(policy.kind)) return undefined;
  return dialect.print(dialect.lower(policy).model).text;
}

const generated: fc.Arbitrary<Policy> = fc
  .tuple(generatedPlan, fc.nat(3))
  .map(([{ plan, hierarchy, hosts }, n]) =>
    n < 3 ? hostPolicy(plan, hierarchy, hosts[n] as string) : networkPolicy(plan, hierarchy, 'core'),
  );
const { plan, hierarchy } = planExample('contoso');
const examples: readonly Policy[] = [
  networkPolicy(plan, hierarchy, hierarchy.filters[0]?.name ?? ''),
  hostPolicy(plan, hierarchy, hierarchy.hosts[0]?.name ?? ''),
];

type Blocks = Record<string, Record<string, Record<string, unknown>[]>>;

describe.each(['aws-security-group', 'gcp-firewall'])('%s', (id) => {
  const resourcesOf = async (policy: Policy): Promise<Blocks | undefined> => {
    const text = printed(id, policy);
    if (text === undefined) return undefined;
    const read = (await hclToJson('rules.tf', text)) as { resource?: Blocks; variable: object };
    expect(Object.keys(read).filter((key) => key !== 'resource')).toEqual(['variable']);
    return read.resource ?? {};
  };

  it('is HCL with one resource for each rule', async () => {
    for (const policy of examples) {
      const resources = await resourcesOf(policy);
      if (!resources) continue;
      const names = Object.values(resources).flatMap((named) => Object.keys(named));
      const written = [...(printed(id, policy)?.matchAll(/^resource /gm) ?? [])].length;
      expect(names.length).toBe(written);
      expect(names.every((name) => /^[A-Za-z_][\w-]*$/.test(name))).toBe(true);
    }
  });

  it('stays HCL, and nothing in it is worked out, whatever the names are', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (policy) => {
        const resources = (await resourcesOf(policy)) ?? {};
        for (const named of Object.values(resources))
          for (const [block] of Object.values(named)) {
            const { security_group_id: _, vpc_id: __, network: ___, ...rest } = block ?? {};
            // In JSON of Terraform, what is worked out stands in braces behind a dollar; two dollars are one.
            expect(JSON.stringify(rest).replace(/\$\$\{|%%\{/g, '')).not.toMatch(/[$%]\{/);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps names and descriptions that the cloud takes', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (policy) => {
        const resources = (await resourcesOf(policy)) ?? {};
        for (const [type, named] of Object.entries(resources))
          for (const [block] of Object.values(named)) {
            const { name, description } = block as { name?: string; description?: string };
            if (type.startsWith('aws_')) {
              expect(description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/);
              if (name !== undefined)
                expect(name).toMatch(/^(?!sg-)[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
            } else expect(name).toMatch(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
          }
      }),
      { numRuns: 40 },
    );
  });
});

const text = { type: 'string' };
const texts = { type: 'array', items: text, minItems: 1 };
const object = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
/** One of two fields, never both. */
const either = (one: string, many: string): object => ({
  oneOf: [{ required: [one] }, { required: [many] }],
});

/** https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups */
const NSG = object(
  {
    securityRules: {
      type: 'array',
      maxItems: 1000,
      items: object(
        {
          name: { type: 'string', pattern: '^\\w(?:[\\w.-]{0,78}\\w)?$' },
          properties: {
            ...object(
              {
                description: { type: 'string', maxLength: 140 },
                priority: { type: 'integer', minimum: 100, maximum: 4096 },
                direction: { enum: ['Inbound', 'Outbound'] },
                access: { enum: ['Allow', 'Deny'] },
                protocol: { enum: ['*', 'Ah', 'Esp', 'Icmp', 'Tcp', 'Udp'] },
                sourceAddressPrefix: text,
                sourceAddressPrefixes: texts,
                sourcePortRange: text,
                destinationAddressPrefix: text,
                destinationAddressPrefixes: texts,
                destinationPortRange: text,
                destinationPortRanges: texts,
              },
              ['priority', 'direction', 'access', 'protocol', 'sourcePortRange'],
            ),
            allOf: [
              either('sourceAddressPrefix', 'sourceAddressPrefixes'),
              either('destinationAddressPrefix', 'destinationAddressPrefixes'),
              either('destinationPortRange', 'destinationPortRanges'),
            ],
          },
        },
        ['name', 'properties'],
      ),
    },
  },
  ['securityRules'],
);

const RULE = { name: { type: 'string', minLength: 1, maxLength: 80 }, description: text };
/** https://learn.microsoft.com/azure/templates/microsoft.network/firewallpolicies/rulecollectiongroups */
const GROUP = object(
  {
    priority: { type: 'integer', minimum: 100, maximum: 65000 },
    ruleCollections: {
      type: 'array',
      items: object(
        {
          ruleCollectionType: { const: 'FirewallPolicyFilterRuleCollection' },
          name: text,
          priority: { type: 'integer', minimum: 100, maximum: 65000 },
          action: object({ type: { enum: ['Allow', 'Deny'] } }, ['type']),
          rules: {
            type: 'array',
            minItems: 1,
            items: {
              oneOf: [
                {
                  ...object(
                    {
                      ...RULE,
                      ruleType: { const: 'NetworkRule' },
                      ipProtocols: { type: 'array', items: { enum: ['Any', 'ICMP', 'TCP', 'UDP'] } },
                      sourceAddresses: texts,
                      destinationAddresses: texts,
                      destinationFqdns: texts,
                      destinationPorts: texts,
                    },
                    ['ruleType', 'name', 'ipProtocols', 'sourceAddresses', 'destinationPorts'],
                  ),
                  ...either('destinationAddresses', 'destinationFqdns'),
                },
                object(
                  {
                    ...RULE,
                    ruleType: { const: 'ApplicationRule' },
                    protocols: {
                      type: 'array',
                      minItems: 1,
                      items: object(
                        {
                          protocolType: { enum: ['Http', 'Https'] },
                          port: { type: 'integer', minimum: 0, maximum: 64000 },
                        },
                        ['protocolType', 'port'],
                      ),
                    },
                    sourceAddresses: texts,
                    targetFqdns: texts,
                  },
                  ['ruleType', 'name', 'protocols', 'sourceAddresses', 'targetFqdns'],
                ),
              ],
            },
          },
        },
        ['ruleCollectionType', 'name', 'priority', 'action', 'rules'],
      ),
    },
  },
  ['priority', 'ruleCollections'],
);

const SCHEMAS: Readonly<Record<string, object>> = {
  'Microsoft.Network/networkSecurityGroups': NSG,
  'Microsoft.Network/firewallPolicies': object(
    {
      sku: object({ tier: { enum: ['Basic', 'Standard', 'Premium'] } }, ['tier']),
      dnsSettings: object({ enableProxy: { type: 'boolean' } }, ['enableProxy']),
    },
    ['sku'],
  ),
  'Microsoft.Network/firewallPolicies/ruleCollectionGroups': GROUP,
};

interface Template {
  readonly $schema: string;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly properties: object;
  }[];
}

describe.each(['azure-nsg-arm', 'azure-firewall-arm'])('%s', (id) => {
  const ajv = new Ajv({ strict: false });
  const expectValid = (policy: Policy): void => {
    const written = printed(id, policy);
    if (written === undefined) return;
    const template = JSON.parse(written) as Template;
    expect(template.$schema).toMatch(/2019-04-01\/deploymentTemplate\.json#$/);
    for (const { type, name, properties } of template.resources) {
      expect(name).toMatch(/^[\w.-]{1,80}(?:\/[\w.-]{1,80})?$/);
      const validate = ajv.compile(SCHEMAS[type] ?? false);
      validate(properties);
      expect(validate.errors ?? []).toEqual([]);
      // Nothing but the location and what depends on it is worked out.
      expect(JSON.stringify(properties)).not.toMatch(/"\[[^[][^"]*\]"(?![,\]}]?:)/);
    }
  };

  it('is a template of what Azure documents', () => {
    for (const policy of examples) expectValid(policy);
    fc.assert(fc.property(generated, expectValid), { numRuns: 40 });
  });
});

describe('aws-security-group-cloudformation', () => {
  it('is YAML with the group alone, whatever the names are', () => {
    fc.assert(
      fc.property(generated, (policy) => {
        const written = printed('aws-security-group-cloudformation', policy);
        if (written === undefined) return;
        const document = parseDocument(written, { logLevel: 'silent' });
        expect(document.errors).toEqual([]);
        const value = document.toJS() as { Resources: Record<string, { Type: string }> };
        expect(Object.keys(value)).toEqual([
          'AWSTemplateFormatVersion',
          'Description',
          'Parameters',
          'Resources',
          'Outputs',
        ]);
        expect(Object.values(value.Resources).map(({ Type }) => Type)).toEqual(['AWS::EC2::SecurityGroup']);
      }),
      { numRuns: 40 },
    );
  });
});
