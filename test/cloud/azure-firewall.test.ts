import { describe, expect, it } from 'vitest';
import { azureFirewallReader } from '../../src/dialects/azure-firewall/reader.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { type CloudReading, fixture, readingWith } from './kit.ts';

const readAs = readingWith(azureFirewallReader as DialectReader<never>);
const read = (text: string, interfaces: Record<string, string> = {}): CloudReading =>
  readAs(text, 'network', interfaces);
const groups = fixture('azure-firewall/groups.json');

describe('az network firewall policy rule-collection-group list', () => {
  it('asks by the priority of groups and collections', () => {
    const { ask, codes } = read(groups);
    expect(codes).toEqual(['PT8009']);
    expect(ask('tcp 10.20.0.5 > 10.0.0.4:80')).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.8:10130')).toBe('permit');
    expect(ask('tcp 10.20.1.5 > 10.0.0.8:10130')).toBe('deny');
    expect(ask('tcp 10.20.0.5 > 10.0.0.5:80')).toBe('deny');
    expect(ask('udp 10.20.0.5 > 10.0.0.4:80')).toBe('deny');
  });

  it('asks network rules before application rules, whatever their priorities', () => {
    const denied = JSON.parse(groups);
    denied[1].ruleCollections[1].rules[0].sourceAddresses = ['10.0.0.0/24'];
    denied[1].ruleCollections[1].rules[0].destinationPorts = ['443'];
    const { ask } = read(JSON.stringify(denied));
    expect(ask('tcp 10.0.0.9 > 20.1.1.1:443')).toBe('deny');
    expect(read(groups).ask('tcp 10.0.0.9 > 20.1.1.1:443')).toBe('depends');
  });

  it('permits by name only perhaps', () => {
    const { ask, why } = read(groups);
    expect(why('tcp 10.0.0.9 > 20.1.1.1:443')).toEqual([
      'what is asked for, which has to be "*.manage.microsoft.com" or "manage.microsoft.com"',
    ]);
    expect(why('tcp 10.0.0.5 > 20.1.1.1:80')).toEqual(['what is asked for, which has to be "WindowsUpdate"']);
    expect(ask('udp 10.99.0.5 > 20.1.1.1:123')).toBe('depends');
    expect(ask('udp 10.99.0.5 > 20.1.1.1:124')).toBe('deny');
  });

  it('knows service tags and IP groups only where somebody says them', () => {
    expect(read(groups).ask('tcp 10.0.0.1 > 10.0.0.9:1433')).toBe('depends');
    expect(read(groups).ask('tcp 10.0.1.1 > 20.1.1.1:443')).toBe('depends');
    const told = read(groups, { 'ipg-mps': '10.0.0.1', AzureMonitor: '20.1.0.0/16' });
    expect(told.ask('tcp 10.0.0.1 > 10.0.0.9:1433')).toBe('permit');
    expect(told.ask('tcp 10.0.0.2 > 10.0.0.9:1433')).toBe('deny');
    expect(told.ask('tcp 10.0.1.1 > 20.1.1.1:443')).toBe('permit');
  });

  it('takes nothing for certain that is translated', () => {
    const { ask, why } = read(groups);
    expect(ask('tcp 8.8.8.8 > 20.30.40.50:8443')).toBe('depends');
    expect(ask('tcp 8.8.8.8 > 10.0.0.7:443')).toBe('depends');
    expect(why('tcp 8.8.8.8 > 10.0.0.7:443')).toEqual(['the translation of the destination to 10.0.0.7:443']);
    expect(ask('tcp 8.8.8.8 > 10.0.0.7:444')).toBe('deny');
  });
});

const rule = { ...JSON.parse(groups)[1].ruleCollections[0].rules[0] };
const groupOf = (rules: readonly object[], part: object = {}, collection: object = {}): object => ({
  type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
  name: 'p/g',
  properties: {
    priority: 200,
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
        name: 'c',
        priority: 100,
        action: { type: 'Allow' },
        rules,
        ...collection,
      },
    ],
    ...part,
  },
});
const template = (...resources: readonly object[]): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources,
  });
const policy = (part: object = {}): object => ({
  type: 'Microsoft.Network/firewallPolicies',
  name: 'p',
  properties: { sku: { tier: 'Premium' }, threatIntelMode: 'Deny', ...part },
});

const HTTP = 'tcp 10.20.0.5 > 10.0.0.1:80';

describe('a template', () => {
  it('with a policy and its groups is whole', () => {
    const { ask, codes } = read(template(policy(), groupOf([rule])));
    expect(codes).toEqual([]);
    expect(ask(HTTP)).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:81')).toBe('deny');
  });

  it('without the policy, or with one that inherits, has not all rules', () => {
    expect(read(template(groupOf([rule]))).ask(HTTP)).toBe('depends');
    const unknown = { ...policy(), properties: "[variables('p')]" };
    expect(read(template(unknown, groupOf([rule]))).ask(HTTP)).toBe('depends');
    const inheriting = policy({ basePolicy: { id: '/x/firewallPolicies/base' } });
    expect(read(template(inheriting, groupOf([rule]))).ask(HTTP)).toBe('depends');
    const base = { ...policy(), name: 'base' };
    const denying = {
      ...groupOf([rule], { priority: 60000 }, { action: { type: 'Deny' } }),
      name: 'base/g',
    };
    expect(read(template(inheriting, groupOf([rule]), base, denying)).ask(HTTP)).toBe('deny');
  });

  it('takes the addresses of its IP groups', () => {
    const ipGroup = {
      type: 'Microsoft.Network/ipGroups',
      name: 'hq',
      properties: { ipAddresses: ['10.20.0.0/24', '10.21.0.0-10.21.0.9'] },
    };
    const named = {
      ...rule,
      sourceAddresses: [],
      sourceIpGroups: ["[resourceId('Microsoft.Network/ipGroups', 'hq')]"],
    };
    const { ask } = read(template(policy(), ipGroup, groupOf([named])));
    expect(ask(HTTP)).toBe('permit');
    expect(ask('tcp 10.20.1.5 > 10.0.0.1:80')).toBe('deny');
  });

  it.each([
    ['a parameter as its source', [{ ...rule, sourceAddresses: "[parameters('x')]" }], {}, {}],
    ['a field that nobody knows', [{ ...rule, sourceGeo: ['DE'] }], {}, {}],
    ['a protocol that nobody knows', [{ ...rule, ipProtocols: ['SCTP'] }], {}, {}],
    ['a port that is none', [{ ...rule, destinationPorts: ['http'] }], {}, {}],
    ['no source', [{ ...rule, sourceAddresses: [] }], {}, {}],
    ['rules that are worked out', "[variables('rules')]", {}, {}],
    ['no priority of its group', [rule], { priority: "[parameters('p')]" }, {}],
    ['a field of its group that nobody knows', [rule], { schedule: 'night' }, {}],
    ['no such action', [rule], {}, { action: { type: 'Log' } }],
    ['a collection of another type', [rule], {}, { ruleCollectionType: 'Other' }],
    ['a field of its collection that nobody knows', [rule], {}, { enabled: false }],
  ])('whose rule has %s decides nothing', (_, rules, part, collection) => {
    const { ask, codes } = read(template(policy(), groupOf(rules as object[], part, collection)));
    expect(ask(HTTP)).toBe('depends');
    expect(codes.some((code) => code === 'PT8001' || code === 'PT8002')).toBe(true);
  });

  it('with collections of one priority and two actions decides nothing', () => {
    const both = groupOf([rule]) as { properties: { ruleCollections: object[] } };
    both.properties.ruleCollections.push({
      ...both.properties.ruleCollections[0],
      name: 'd',
      action: { type: 'Deny' },
    });
    expect(read(template(policy(), both)).ask(HTTP)).toBe('depends');
  });

  it('with several policies does not say which is meant', () => {
    const other = { ...policy(), name: 'q' };
    const { ask, codes } = read(template(policy(), groupOf([rule]), other));
    expect(codes).toContain('PT8005');
    expect(ask(HTTP)).toBe('depends');
  });
});

it('reads the rules of a firewall without a policy', () => {
  const firewall = JSON.stringify({
    name: 'fw',
    type: 'Microsoft.Network/azureFirewalls',
    networkRuleCollections: [
      {
        name: 'c',
        priority: 100,
        action: { type: 'Allow' },
        rules: [
          {
            name: 'r',
            protocols: ['TCP'],
            sourceAddresses: ['10.20.0.0/20'],
            destinationAddresses: ['10.0.0.1'],
            destinationPorts: ['80'],
          },
        ],
      },
    ],
    applicationRuleCollections: [],
    natRuleCollections: [],
  });
  const { ask, codes } = read(firewall);
  expect(codes).toEqual([]);
  expect(ask(HTTP)).toBe('permit');
  expect(ask('tcp 10.20.0.5 > 10.0.0.2:80')).toBe('deny');
});

describe('Terraform', () => {
  const hcl = `
resource "azurerm_firewall_policy" "hub" {
  name = "hub"
}
resource "azurerm_ip_group" "hq" {
  name  = "hq"
  cidrs = ["10.20.0.0/20"]
}
resource "azurerm_firewall_policy_rule_collection_group" "cm" {
  name               = "cm"
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority           = 500
  network_rule_collection {
    name     = "net"
    priority = 400
    action   = "Allow"
    rule {
      name                  = "mp"
      protocols             = ["TCP"]
      source_ip_groups      = [azurerm_ip_group.hq.id]
      destination_addresses = ["10.0.0.1"]
      destination_ports     = ["80", "443"]
    }
  }
  application_rule_collection {
    name     = "app"
    priority = 500
    action   = "Allow"
    rule {
      name = "web"
      protocols {
        type = "Https"
        port = 443
      }
      source_addresses  = ["10.0.0.0/24"]
      destination_fqdns = ["*.manage.microsoft.com"]
    }
  }
}
`;

  it('is read from HCL', () => {
    const { ask, codes } = read(hcl);
    expect(codes).toEqual([]);
    expect(ask(HTTP)).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:81')).toBe('deny');
    expect(ask('tcp 10.0.0.5 > 20.0.0.1:443')).toBe('depends');
    const dynamic = hcl.replace('    rule {\n      name                  = "mp"', '    dynamic "rule" {');
    expect(read(dynamic).ask(HTTP)).toBe('depends');
    expect(read(hcl.replace('cidrs = [', 'cidrs = [var.x, ')).ask(HTTP)).toBe('depends');
  });
});
