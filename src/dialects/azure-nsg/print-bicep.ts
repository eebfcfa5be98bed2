import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { visible } from '../plain-text.ts';
import { bicepString } from '../source/bicep-text.ts';
import { timeText } from '../time-text.ts';
import { headerOf } from './header.ts';
import type { NewNsgRule, NsgFile } from './print-model.ts';

/** The version of Azure's interface that the resources are written for. */
export const API_VERSION = '2023-09-01';

/** Text only: a Bicep file with one resource. */
export function printBicep(file: NsgFile): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  lines.push(
    ...headerOf(file, 'FILE.bicep').map(comment),
    '',
    "@description('Where the network security group is made')",
    'param location string = resourceGroup().location',
    '',
    `resource nsg 'Microsoft.Network/networkSecurityGroups@${API_VERSION}' = {`,
    `  name: ${bicepString(file.group)}`,
    '  location: location',
    '  properties: {',
    '    securityRules: [',
  );
  for (const rule of file.rules) printRule(rule, lines, origins);
  lines.push('    ]', '  }', '}', '');
  return { text: lines.join('\n'), lines: origins };
}

const comment = (text: string): string => `// ${visible(text)}`.trimEnd();

function printRule(rule: NewNsgRule, lines: string[], origins: LineOrigin[]): void {
  const { term, name, description, priority, direction, access, protocol } = rule;
  lines.push('      {');
  if (term) {
    const flows = originsOf(term).map(({ flow }) => flow);
    lines.push(
      `        ${comment(`${term.title} (${timeText(term)})`)}`,
      `        ${comment(`flows: ${flows.join(', ')}`)}`,
    );
  }
  lines.push(`        name: ${bicepString(name)}`);
  for (const one of term?.rules ?? [])
    origins.push({ line: lines.length, rule: one.id, origins: one.origins });
  lines.push(
    '        properties: {',
    `          description: ${bicepString(description)}`,
    `          priority: ${priority}`,
    `          direction: '${direction}'`,
    `          access: '${access}'`,
    `          protocol: '${protocol}'`,
    ...values('sourceAddressPrefix', 'sourceAddressPrefixes', rule.sources),
    `          sourcePortRange: '*'`,
    ...values('destinationAddressPrefix', 'destinationAddressPrefixes', rule.destinations),
    ...values('destinationPortRange', 'destinationPortRanges', rule.ports),
    '        }',
    '      }',
  );
}

/** One value by the field for one, several by the field for several. */
function values(one: string, many: string, texts: readonly string[]): string[] {
  if (texts.length === 1) return [`          ${one}: ${bicepString(texts[0] ?? '')}`];
  return [`          ${many}: [`, ...texts.map((text) => `            ${bicepString(text)}`), '          ]'];
}
