import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf, type Term } from '../lowering/term.ts';
import { visible } from '../plain-text.ts';
import { bicepString } from '../source/bicep-text.ts';
import { timeText } from '../time-text.ts';
import { headerOf } from './header.ts';
import type { FirewallFile, NewApplicationRule, NewNetworkRule } from './print-model.ts';

/** The version of Azure's interface that the resources are written for. */
export const API_VERSION = '2023-09-01';
export const GROUP_PRIORITY = 500;
export const NETWORK_PRIORITY = 200;
export const APPLICATION_PRIORITY = 300;

/** Text only: a Bicep file with a policy and its rules. */
export function printBicep(file: FirewallFile): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  const proxy = file.network.some(({ byName }) => byName);
  lines.push(
    ...headerOf(file, 'FILE.bicep').map(comment),
    '',
    "@description('Where the policy is made')",
    'param location string = resourceGroup().location',
    '',
    `resource policy 'Microsoft.Network/firewallPolicies@${API_VERSION}' = {`,
    `  name: ${bicepString(file.policy)}`,
    '  location: location',
    '  properties: {',
    '    sku: {',
    "      tier: 'Standard'",
    '    }',
    ...(proxy ? ['    dnsSettings: {', '      enableProxy: true', '    }'] : []),
    '  }',
    '}',
    '',
    `resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@${API_VERSION}' = {`,
    '  parent: policy',
    `  name: ${bicepString(file.group)}`,
    '  properties: {',
    `    priority: ${GROUP_PRIORITY}`,
    '    ruleCollections: [',
  );
  printCollection('network', NETWORK_PRIORITY, file.network, networkLines, lines, origins);
  printCollection('application', APPLICATION_PRIORITY, file.application, applicationLines, lines, origins);
  lines.push('    ]', '  }', '}', '');
  return { text: lines.join('\n'), lines: origins };
}

const comment = (text: string): string => `// ${visible(text)}`.trimEnd();

interface Named {
  readonly name: string;
  readonly description: string;
  readonly term: Term;
}

function printCollection<T extends Named>(
  name: string,
  priority: number,
  rules: readonly T[],
  linesOf: (rule: T) => readonly string[],
  lines: string[],
  origins: LineOrigin[],
): void {
  if (rules.length === 0) return;
  lines.push(
    '      {',
    "        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'",
    `        name: '${name}'`,
    `        priority: ${priority}`,
    '        action: {',
    "          type: 'Allow'",
    '        }',
    '        rules: [',
  );
  for (const rule of rules) {
    const flows = originsOf(rule.term).map(({ flow }) => flow);
    lines.push(
      '          {',
      `            ${comment(`${rule.term.title} (${timeText(rule.term)})`)}`,
      `            ${comment(`flows: ${flows.join(', ')}`)}`,
      `            name: ${bicepString(rule.name)}`,
    );
    for (const one of rule.term.rules)
      origins.push({ line: lines.length, rule: one.id, origins: one.origins });
    lines.push(`            description: ${bicepString(rule.description)}`, ...linesOf(rule), '          }');
  }
  lines.push('        ]', '      }');
}

function networkLines({ protocol, sources, destinations, byName, ports }: NewNetworkRule): readonly string[] {
  return [
    "            ruleType: 'NetworkRule'",
    ...list('ipProtocols', [protocol]),
    ...list('sourceAddresses', sources),
    ...list(byName ? 'destinationFqdns' : 'destinationAddresses', destinations),
    ...list('destinationPorts', ports),
  ];
}

function applicationLines({ protocols, sources, names }: NewApplicationRule): readonly string[] {
  return [
    "            ruleType: 'ApplicationRule'",
    '            protocols: [',
    ...protocols.flatMap(({ type, port }) => [
      '              {',
      `                protocolType: '${type}'`,
      `                port: ${port}`,
      '              }',
    ]),
    '            ]',
    ...list('sourceAddresses', sources),
    ...list('targetFqdns', names),
  ];
}

function list(name: string, texts: readonly string[]): string[] {
  return [
    `            ${name}: [`,
    ...texts.map((text) => `              ${bicepString(text)}`),
    '            ]',
  ];
}
