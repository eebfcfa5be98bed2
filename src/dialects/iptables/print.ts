import type { Family } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { flowsText } from '../lowering/term.ts';
import { TextLines } from '../lowering/text-lines.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { commentText } from './comment-text.ts';
import { type FrameRule, frameOf, headerOf } from './frame.ts';
import { portText } from './multiport.ts';
import type { RestoreChain, RestoreFile, RestoreSide, RestoreTerm } from './written-model.ts';

/** Text only: one file for iptables-restore and ip6tables-restore, each of which leaves out the other's lines. */
export function print(file: RestoreFile): Printed {
  const lines = new TextLines();
  const origins: LineOrigin[] = [];
  lines.addAll([...headerOf(file).map(comment), '', '*filter']);
  for (const { builtIn } of file.chains) lines.add(`:${builtIn} DROP [0:0]`);
  for (const { name } of file.chains) lines.add(`:${name} - [0:0]`);
  for (const chain of file.chains) {
    lines.addAll(['', `-F ${chain.builtIn}`]);
    for (const part of frameOf(chain))
      lines.add(typeof part === 'string' ? comment(part) : frameLine(chain, part));
  }
  for (const chain of file.chains) {
    const known: Known = { starts: new Map(), destinations: new Map(), tcp: new Map(), udp: new Map() };
    for (const term of chain.terms) printTerm(chain, term, known, lines, origins);
  }
  lines.addAll(['', 'COMMIT']);
  return { text: lines.text(), lines: origins };
}

/** iptables-restore reads lines of up to 10 KB, and takes what is longer for another line. */
const LONGEST_LINE = 2000;

const comment = (text: string): string => truncateBytes(visible(`# ${text}`), LONGEST_LINE + 2).trimEnd();

function frameLine({ builtIn }: RestoreChain, { family, match, target }: FrameRule): string {
  const mark = family === undefined ? [] : [`-${family}`];
  return [...mark, `-A ${builtIn}`, ...(match === '' ? [] : [match]), `-j ${target}`].join(' ');
}

/** Pieces of a chain's lines: most of them stand in many. The networks of a side are of one family. */
interface Known {
  /** Up to the source. */
  readonly starts: Map<RestoreSide, string>;
  readonly destinations: Map<RestoreSide, string>;
  /** Transport and ports. */
  readonly tcp: Map<readonly PortRange[], string>;
  readonly udp: Map<readonly PortRange[], string>;
}

function printTerm(
  { name }: RestoreChain,
  { term, family, sources, destinations, transport, lists }: RestoreTerm,
  known: Known,
  lines: TextLines,
  origins: LineOrigin[],
): void {
  const flows = flowsText(term);
  lines.add('');
  lines.add(comment(`${term.title} (${timeText(term)})`));
  lines.add(comment(`flows: ${flows}`));
  const end = ` -m conntrack --ctstate NEW${commentText(`${term.id} ${flows}`)} -j ACCEPT`;
  for (const source of sources) {
    const start = startText(name, family, source, known.starts);
    for (const destination of destinations) {
      const to = networksText('-d', destination, family, known.destinations);
      const ranges = rangesText(source, destination);
      for (const ports of lists) {
        // In the order in which iptables-save has it.
        lines.add(`${start}${to}${serviceText(family, transport, ports, ranges, known)}`, end);
        const line = lines.count;
        for (const { id, origins: flows } of term.rules) origins.push({ line, rule: id, origins: flows });
      }
    }
  }
}

function startText(
  chain: string,
  family: Family,
  source: RestoreSide,
  known: Map<RestoreSide, string>,
): string {
  const start = `-${family} -A ${chain}`;
  if (source.kind !== 'networks') return start;
  let text = known.get(source);
  if (text === undefined) {
    text = `${start}${networksText('-s', source, family)}`;
    known.set(source, text);
  }
  return text;
}

/** @param ranges match of the ends, which stands behind the protocol. */
function serviceText(
  family: Family,
  transport: RestoreTerm['transport'],
  ports: readonly PortRange[],
  ranges: string,
  known: Known,
): string {
  if (transport === 'esp') return ` -p esp${ranges}`;
  if (transport === 'icmp')
    return family === 4
      ? ` -p icmp${ranges} -m icmp --icmp-type 8`
      : ` -p ipv6-icmp${ranges} -m icmp6 --icmpv6-type 128`;
  if (ranges !== '') return ` -p ${transport}${ranges}${portsText(transport, ports)}`;
  let text = known[transport].get(ports);
  if (text === undefined) {
    text = ` -p ${transport}${portsText(transport, ports)}`;
    known[transport].set(ports, text);
  }
  return text;
}

function networksText(
  option: '-s' | '-d',
  side: RestoreSide,
  family: Family,
  known?: Map<RestoreSide, string>,
): string {
  if (side.kind !== 'networks') return '';
  let text = known?.get(side);
  if (text === undefined) {
    const length = family === 4 ? 32 : 128;
    const networks = side.networks.map((n) => (n.text.includes('/') ? n.text : `${n.text}/${length}`));
    text = ` ${option} ${networks.join(',')}`;
    known?.set(side, text);
  }
  return text;
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
