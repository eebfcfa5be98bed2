import type { Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { armString } from '../source/arm-text.ts';
import { type JsonValue, printJson } from '../source/json-text.ts';
import { headerOf } from './header.ts';
import { API_VERSION } from './print-bicep.ts';
import type { NewNsgRule, NsgFile } from './print-model.ts';

/** Text only: a template in JSON with one resource. */
export function printArm(file: NsgFile): Printed {
  const ruleOf = new Map<JsonValue, NewNsgRule>();
  const securityRules = file.rules.map((rule) => {
    const value = resourceOf(rule);
    ruleOf.set(value, rule);
    return value;
  });
  const template: JsonValue = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: {
      description: headerOf(file, 'FILE.json').map(visible),
    },
    parameters: {
      location: {
        type: 'string',
        defaultValue: '[resourceGroup().location]',
        metadata: { description: 'Where the network security group is made' },
      },
    },
    resources: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: API_VERSION,
        name: armString(file.group),
        location: "[parameters('location')]",
        properties: { securityRules },
      },
    ],
  };
  return printJson(template, (value) => ruleOf.get(value)?.term?.rules);
}

function resourceOf({
  name,
  description,
  priority,
  direction,
  access,
  protocol,
  sources,
  destinations,
  ports,
}: NewNsgRule): JsonValue {
  return {
    name: armString(name),
    properties: {
      description: armString(description),
      priority,
      direction,
      access,
      protocol,
      ...values('sourceAddressPrefix', 'sourceAddressPrefixes', sources),
      sourcePortRange: '*',
      ...values('destinationAddressPrefix', 'destinationAddressPrefixes', destinations),
      ...values('destinationPortRange', 'destinationPortRanges', ports),
    },
  };
}

/** One value by the field for one, several by the field for several. */
function values(one: string, many: string, texts: readonly string[]): Record<string, JsonValue> {
  return texts.length === 1 ? { [one]: texts[0] ?? '' } : { [many]: texts };
}
