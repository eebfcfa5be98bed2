import type { LineOrigin, Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { frameOf, headerOf } from './frame.ts';
import type { NftChain, NftFile, NftRule, NftSet, NftSide, NftStatement } from './model.ts';
import { quote } from './quote.ts';

/** Text only: an nftables file that can be loaded again and again, each time as one transaction. */
export function print(file: NftFile): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  lines.push(...headerOf(file).map(comment), '');
  // `destroy table` needs nft 1.0.7: declaring the table first makes the deletion succeed in any case.
  lines.push(`table inet ${file.table}`, `delete table inet ${file.table}`, '', `table inet ${file.table} {`);
  for (const set of file.sets) lines.push(...printSet(set));
  for (const helper of file.helpers) {
    lines.push(
      `  ${comment(`lets the answers of ${helper.name} servers through, which come from a port of their choice`)}`,
      `  ct helper ${helper.name} {`,
      `    type "${helper.name}" protocol ${helper.transport}`,
      '  }',
      '',
    );
  }
  for (const chain of file.chains) {
    lines.push(`  chain ${planChain(chain)} {`);
    for (const rule of chain.rules) printRule(rule, lines, origins);
    lines.push('  }', '');
  }
  for (const chain of file.chains) lines.push(...frameOf(file, chain.hook, planChain(chain)));
  if (lines.at(-1) === '') lines.pop();
  lines.push('}', '');
  return { text: lines.join('\n'), lines: origins };
}

const planChain = ({ hook }: NftChain): string => (hook === 'forward' ? 'plan' : `plan_${hook}`);

const comment = (text: string): string => `# ${visible(text)}`.trimEnd();

function printSet({ name, family, networks, parties }: NftSet): string[] {
  const interval = networks.some((n) => n.first !== n.last);
  return [
    `  ${comment(parties.join(', '))}`,
    `  set ${name} {`,
    `    type ${family === 4 ? 'ipv4_addr' : 'ipv6_addr'}`,
    ...(interval ? ['    flags interval'] : []),
    '    elements = {',
    ...networks.map((n) => `      ${n.text},`),
    '    }',
    '  }',
    '',
  ];
}

function printRule({ rule, statements }: NftRule, lines: string[], origins: LineOrigin[]): void {
  const flows = rule.origins.map((o) => o.flow).join(', ');
  lines.push(`    ${comment(`${rule.title} (${timeText(rule)})`)}`, `    ${comment(`flows: ${flows}`)}`);
  if (statements.length === 0) {
    lines.push(`    ${comment(`needs no rule: the helper for ${rule.follows} follows these packets`)}`);
  }
  const tag = quote(`${rule.id} ${flows}`);
  for (const statement of statements) {
    lines.push(`    ${printStatement(statement, tag)}`);
    origins.push({ line: lines.length, rule: rule.id, origins: rule.origins });
  }
}

function printStatement(
  { family, source, destination, transport, ports, verdict }: NftStatement,
  tag: string,
): string {
  const ip = family === 4 ? 'ip' : 'ip6';
  const sides = [printSide(`${ip} saddr`, source), printSide(`${ip} daddr`, destination)].filter(
    (t) => t !== '',
  );
  return [
    // Without an address nothing else says which family is meant; ICMP says it by itself.
    ...(sides.length === 0 && transport !== 'icmp' ? [`meta nfproto ipv${family}`] : sides),
    transport === 'esp'
      ? 'meta l4proto esp'
      : transport === 'icmp'
        ? `${family === 4 ? 'icmp' : 'icmpv6'} type echo-request`
        : `${transport} dport ${oneOrMore(ports.map((r) => (r.first === r.last ? `${r.first}` : `${r.first}-${r.last}`)))}`,
    'ct state new',
    verdict.kind === 'accept' ? `counter accept comment ${tag}` : `ct helper set "${verdict.helper}"`,
  ].join(' ');
}

function printSide(field: string, side: NftSide): string {
  switch (side.kind) {
    case 'any':
      return '';
    case 'set':
      return `${field} @${side.name}`;
    case 'networks':
      return `${field} ${oneOrMore(side.networks.map((n) => n.text))}`;
    default:
      return side satisfies never;
  }
}

const oneOrMore = (items: readonly string[]): string =>
  items.length === 1 ? (items[0] ?? '') : `{ ${items.join(', ')} }`;
