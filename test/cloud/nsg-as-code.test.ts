/** A network security group as it is to be: templates of the resource manager, Bicep and Terraform. */
import { describe, expect, it } from 'vitest';
import { azureNsgReader } from '../../src/dialects/azure-nsg/reader.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { fixture, readingWith } from './kit.ts';

const read = readingWith(azureNsgReader as DialectReader<never>);
const template = fixture('azure-nsg/template-warn.json');

describe('variables of a template', () => {
  const template = (variables: object, rule: object, more: object = {}): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      variables,
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'g',
          ...more,
          properties: {
            securityRules: [
              {
                name: 'r',
                properties: {
                  priority: 100,
                  direction: 'Inbound',
                  access: 'Allow',
                  protocol: 'Tcp',
                  sourcePortRange: '*',
                  destinationPortRange: '80',
                  sourceAddressPrefix: '*',
                  destinationAddressPrefix: '*',
                  ...rule,
                },
              },
              { name: 'deny', properties: { ...ANY_RULE, access: 'Deny' } },
            ],
          },
        },
      ],
    });
  const ANY_RULE = {
    priority: 4000,
    direction: 'Inbound',
    protocol: '*',
    sourcePortRange: '*',
    destinationPortRange: '*',
    sourceAddressPrefix: '*',
    destinationAddressPrefix: '*',
  };
  const asked = (text: string): string[] => {
    const { ask } = read(text);
    return ['10.1.0.5', '10.2.0.5'].map((from) => ask(`tcp ${from} > 10.0.0.1:80`));
  };

  it('are what they say where that is written out', () => {
    const variables = { nets: { Clients: ['10.1.0.0/16'] }, port: '80', own: '10.0.0.0/24' };
    const rule = {
      sourceAddressPrefix: null,
      sourceAddressPrefixes: "[variables('Nets').clients]",
      destinationPortRange: "[variables('port')]",
      destinationAddressPrefix: "[variables('own')]",
    };
    expect(asked(template(variables, rule))).toEqual(['permit', 'deny']);
  });

  it.each([
    ['what is worked out', { a: "[concat('10.1.0.', '0/16')]" }, "[variables('a')]"],
    ['a list with such a part', { a: ['10.1.0.0/16', "[parameters('b')]"] }, "[variables('a')]"],
    ['what is not there', {}, "[variables('a')]"],
    ['a parameter', {}, "[parameters('a')]"],
    ['a part of a list', { a: ['10.1.0.0/16'] }, "[variables('a')[0]]"],
  ])('leave open %s', (_, variables, sourceAddressPrefix) => {
    expect(asked(template(variables, { sourceAddressPrefix }))).toEqual(['depends', 'depends']);
  });

  it('are not those of a template inside of another', () => {
    const inner = JSON.parse(template({}, { sourceAddressPrefix: "[variables('a')]" })) as object;
    const outer = {
      ...inner,
      variables: { a: '10.1.0.0/16' },
      resources: [{ type: 'Microsoft.Resources/deployments', name: 'd', properties: { template: inner } }],
    };
    expect(asked(JSON.stringify(outer))).toEqual(['depends', 'depends']);
  });
});

describe('a template with what is worked out elsewhere', () => {
  it('lets it decide nothing', () => {
    const { ask, why, codes } = read(template);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:80')).toBe('depends');
    expect(why('tcp 10.20.0.5 > 10.0.0.1:80').join()).toContain("parameters('clients')");
    expect(ask('tcp 10.20.0.5 > 10.0.0.8:1433')).toBe('depends');
    expect(why('tcp 10.20.0.5 > 10.0.0.8:1433')).toContain(
      'the members of the application security group "asg-mps"',
    );
    expect(ask('tcp 10.9.0.7 > 10.0.0.9:443')).toBe('depends');
    expect(ask('tcp 10.9.0.7 > 10.0.0.99:443')).toBe('deny');
    expect(codes).toEqual(['PT8002']);
  });

  it('whose properties are worked out decides nothing', () => {
    const resource = { type: 'Microsoft.Network/networkSecurityGroups', name: 'g' };
    const text = JSON.stringify({ resources: [{ ...resource, properties: "[variables('p')]" }] });
    expect(read(text).ask('tcp 10.9.0.7 > 10.0.0.99:443')).toBe('depends');
    expect(read(text).codes).toContain('PT8002');
  });

  it('takes the members of an application security group that somebody says', () => {
    const { ask } = read(template, 'host', { 'asg-mps': '10.0.0.1' });
    expect(ask('tcp 10.0.0.1 > 10.0.0.8:1433')).toBe('permit');
    expect(ask('tcp 10.0.0.2 > 10.0.0.8:1433')).toBe('deny');
  });
});

describe('Bicep', () => {
  const bicep = (rule: string, more = ''): string => `
param location string = resourceGroup().location
@description('of the servers')
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-servers' // comment
  location: location
  properties: {
    securityRules: [
      {
        name: 'one'
        properties: {
          priority: 100, direction: 'Inbound', access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefixes: [ '10.1.0.0/16', '10.2.0.0/16' ]
          sourcePortRange: '*'
          destinationAddressPrefix: ${rule}
          destinationPortRange: '80'
        }
      }
      { name: 'rest', properties: { priority: 4096, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ]
  }
}
${more}`;

  it('is read as the same resources', () => {
    const { ask, codes } = read(bicep("'10.0.0.1'"));
    expect(codes).toEqual([]);
    expect(ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 10.2.0.1 > 10.0.0.1:81')).toBe('deny');
    expect(ask('tcp 10.3.0.1 > 10.0.0.1:80')).toBe('deny');
  });

  it('depends on what it works out', () => {
    expect(read(bicep('mp')).ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a string of Bicep's
    expect(read(bicep("'${prefix}.1'")).ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    const loop = bicep("'10.0.0.1'", "module more 'rules.bicep' = {\n  name: 'x'\n}\n");
    expect(read(loop).ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    const repeated = bicep("'10.0.0.1'").replace('securityRules: [', 'securityRules: [for x in y: ');
    expect(read(repeated).ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
  });
});

describe('Terraform', () => {
  const rule = {
    name: 'one',
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    source_address_prefix: '10.1.0.0/16',
    source_address_prefixes: null,
    source_port_range: '*',
    destination_address_prefix: '10.0.0.1',
    destination_port_range: null,
    destination_port_ranges: ['80', '443'],
    description: '',
    resource_group_name: 'rg',
    network_security_group_name: 'nsg',
  };
  const plan = (values: object, unknown: object = {}, groupUnknown: object = {}): string =>
    JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'azurerm_network_security_group.nsg',
              mode: 'managed',
              type: 'azurerm_network_security_group',
              name: 'nsg',
              values: { name: 'nsg', location: 'we', resource_group_name: 'rg' },
            },
          ],
          child_modules: [
            {
              address: 'module.rules',
              resources: [
                {
                  address: 'module.rules.azurerm_network_security_rule.one["a"]',
                  mode: 'managed',
                  type: 'azurerm_network_security_rule',
                  name: 'one',
                  index: 'a',
                  values,
                },
              ],
            },
          ],
        },
      },
      resource_changes: [
        {
          address: 'azurerm_network_security_group.nsg',
          change: { actions: ['create'], after_unknown: { id: true, security_rule: true, ...groupUnknown } },
        },
        {
          address: 'module.rules.azurerm_network_security_rule.one["a"]',
          change: { actions: ['create'], after_unknown: { id: true, ...unknown } },
        },
      ],
    });

  it('is read from a plan, also in modules', () => {
    const { ask } = read(plan(rule), 'host', { VirtualNetwork: '10.0.0.0/16' });
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:444')).toBe('deny');
  });

  it('depends on what is known after it was applied', () => {
    const { source_address_prefix: _, ...rest } = rule;
    const { ask } = read(plan(rest, { source_address_prefix: true }), 'host', {
      VirtualNetwork: '10.0.0.0/16',
    });
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('depends');
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:444')).toBe('deny');
  });

  it('is read from HCL', () => {
    const hcl = `resource "azurerm_network_security_group" "nsg" {
  name     = "nsg"
  location = var.location
  security_rule {
    name                       = "one"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "10.1.0.0/16"
    source_port_range          = "*"
    destination_address_prefix = "10.0.0.1"
    destination_port_ranges    = ["80", 443] # both
  }
}
`;
    const given = { VirtualNetwork: '10.0.0.0/16' };
    expect(read(hcl, 'host', given).ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('permit');
    expect(read(hcl, 'host', given).ask('tcp 10.1.0.1 > 10.0.0.1:444')).toBe('deny');
    const dynamic = hcl.replace('security_rule {', 'dynamic "security_rule" {');
    expect(read(dynamic, 'host', given).ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('depends');
    const counted = hcl.replace('name     =', 'count = 0\n  name     =');
    expect(read(counted, 'host', given).ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('depends');
  });
});
