import type { Printed } from '../dialect.ts';
import type { Term } from '../lowering/term.ts';
import { visible } from '../plain-text.ts';
import { armString } from '../source/arm-text.ts';
import { type JsonValue, printJson } from '../source/json-text.ts';
import { headerOf } from './header.ts';
import { API_VERSION, APPLICATION_PRIORITY, GROUP_PRIORITY, NETWORK_PRIORITY } from './print-bicep.ts';
import type { FirewallFile, NewApplicationRule, NewNetworkRule } from './print-model.ts';

/** Text only: a template in JSON with a policy and its rules. */
export function printArm(file: FirewallFile): Printed {
  const termOf = new Map<JsonValue, Term>();
  const marked = (value: JsonValue, term: Term): JsonValue => {
    termOf.set(value, term);
    return value;
  };
  const collections = [
    collectionOf(
      'network',
      NETWORK_PRIORITY,
      file.network.map((rule) => marked(networkRule(rule), rule.term)),
    ),
    collectionOf(
      'application',
      APPLICATION_PRIORITY,
      file.application.map((rule) => marked(applicationRule(rule), rule.term)),
    ),
  ].flat();
  const proxy = file.network.some(({ byName }) => byName);
  const template: JsonValue = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: { description: headerOf(file, 'FILE.json').map(visible) },
    parameters: {
      location: {
        type: 'string',
        defaultValue: '[resourceGroup().location]',
        metadata: { description: 'Where the policy is made' },
      },
    },
    resources: [
      {
        type: 'Microsoft.Network/firewallPolicies',
        apiVersion: API_VERSION,
        name: armString(file.policy),
        location: "[parameters('location')]",
        properties: {
          sku: { tier: 'Standard' },
          ...(proxy && { dnsSettings: { enableProxy: true } }),
        },
      },
      {
        type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
        apiVersion: API_VERSION,
        name: armString(`${file.policy}/${file.group}`),
        dependsOn: [`[resourceId('Microsoft.Network/firewallPolicies', '${file.policy}')]`],
        properties: { priority: GROUP_PRIORITY, ruleCollections: collections },
      },
    ],
  };
  return printJson(template, (value) => termOf.get(value)?.rules);
}

function collectionOf(name: string, priority: number, rules: readonly JsonValue[]): readonly JsonValue[] {
  if (rules.length === 0) return [];
  const ruleCollectionType = 'FirewallPolicyFilterRuleCollection';
  return [{ ruleCollectionType, name, priority, action: { type: 'Allow' }, rules }];
}

function networkRule(rule: NewNetworkRule): JsonValue {
  const { name, description, protocol, sources, destinations, byName, ports } = rule;
  return {
    ruleType: 'NetworkRule',
    name: armString(name),
    description: armString(description),
    ipProtocols: [protocol],
    sourceAddresses: sources,
    [byName ? 'destinationFqdns' : 'destinationAddresses']: destinations,
    destinationPorts: ports,
  };
}

function applicationRule({ name, description, protocols, sources, names }: NewApplicationRule): JsonValue {
  return {
    ruleType: 'ApplicationRule',
    name: armString(name),
    description: armString(description),
    protocols: protocols.map(({ type, port }) => ({ protocolType: type, port })),
    sourceAddresses: sources,
    targetFqdns: names,
  };
}
