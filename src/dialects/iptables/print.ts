import type { Family, Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { commentText } from './comment-text.ts';
import { type FrameRule, frameOf, headerOf } from './frame.ts';
import { portText } from './multiport.ts';
import type { RestoreChain, RestoreFile, RestoreLine, RestoreSide, RestoreTerm } from './written-model.ts';

/** Text only: one file for iptables-restore and ip6tables-restore, each of which leaves out the other's lines. */
export function print(file: RestoreFile): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  lines.push(...headerOf(file).map(comment), '', '*filter');
  for (const { builtIn } of file.chains) lines.push(`:${builtIn} DROP [0:0]`);
  for (const { name } of file.chains) lines.push(`:${name} - [0:0]`);
  for (const chain of file.chains) {
    lines.push('', `-F ${chain.builtIn}`);
    for (const part of frameOf(chain))
      lines.push(typeof part === 'string' ? comment(part) : frameLine(chain, part));
  }
  for (const chain of file.chains) {
    for (const term of chain.terms) printTerm(chain, term, lines, origins);
  }
  lines.push('', 'COMMIT', '');
  return { text: lines.join('\n'), lines: origins };
}

/** iptables-restore reads lines of up to 10 KB, and takes what is longer for another line. */
const LONGEST_LINE = 2000;

const comment = (text: string): string => `# ${truncateBytes(visible(text), LONGEST_LINE)}`.trimEnd();

function frameLine({ builtIn }: RestoreChain, { family, match, target }: FrameRule): string {
  const mark = family === undefined ? [] : [`-${family}`];
  return [...mark, `-A ${builtIn}`, ...(match === '' ? [] : [match]), `-j ${target}`].join(' ');
}

function printTerm(
  { name }: RestoreChain,
  { term, lines: own }: RestoreTerm,
  lines: string[],
  origins: LineOrigin[],
): void {
  let flows = '';
  for (const { flow } of originsOf(term)) flows += flows === '' ? flow : `, ${flow}`;
  lines.push('', comment(`${term.title} (${timeText(term)})`), comment(`flows: ${flows}`));
  const label = commentText(`${term.id} ${flows}`);
  for (const line of own) {
    lines.push(`-${line.family} -A ${name}${matchText(line)} -m conntrack --ctstate NEW${label} -j ACCEPT`);
    for (const rule of term.rules) origins.push({ line: lines.length, rule: rule.id, origins: rule.origins });
  }
}

/** In the order in which iptables-save has it. */
function matchText({ family, source, destination, transport, ports }: RestoreLine): string {
  const protocol = transport === 'icmp' ? (family === 4 ? 'icmp' : 'ipv6-icmp') : transport;
  return [
    networksText('-s', source, family),
    networksText('-d', destination, family),
    ` -p ${protocol}`,
    rangesText(source, destination),
    serviceText(family, transport, ports),
  ].join('');
}

function serviceText(
  family: Family,
  transport: RestoreLine['transport'],
  ports: readonly PortRange[],
): string {
  if (transport === 'esp') return '';
  if (transport === 'icmp') return family === 4 ? ' -m icmp --icmp-type 8' : ' -m icmp6 --icmpv6-type 128';
  return portsText(transport, ports);
}

function networksText(option: '-s' | '-d', side: RestoreSide, family: Family): string {
  if (side.kind !== 'networks') return '';
  const length = family === 4 ? 32 : 128;
  const text = ({ text: network }: Network): string =>
    network.includes('/') ? network : `${network}/${length}`;
  return ` ${option} ${side.networks.map(text).join(',')}`;
}

/** One match for both sides: iptables takes a second of the same name for its own. */
function rangesText(source: RestoreSide, destination: RestoreSide): string {
  const from = source.kind === 'range' ? ` --src-range ${source.range.text}` : '';
  const to = destination.kind === 'range' ? ` --dst-range ${destination.range.text}` : '';
  return from === '' && to === '' ? '' : ` -m iprange${from}${to}`;
}

function portsText(transport: 'tcp' | 'udp', ports: readonly PortRange[]): string {
  const [only] = ports;
  if (ports.length === 1 && only) return ` -m ${transport} --dport ${portText(only)}`;
  return ` -m multiport --dports ${ports.map(portText).join(',')}`;
}
