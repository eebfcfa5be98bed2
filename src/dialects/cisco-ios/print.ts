import { type Family, formatAddress, type Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { asciiLine } from '../lowering/remarks.ts';
import { TextLines } from '../lowering/text-lines.ts';
import type { Flavour } from './model.ts';
import type {
  PrintedEntry,
  PrintedGroup,
  PrintedList,
  PrintedPortGroup,
  PrintedPorts,
  PrintedSide,
  RouterFile,
} from './print-model.ts';

/** Cisco IOS Security Configuration Guide, "Named ACL Support for Noncontiguous Ports": up to 10 of them in IPv4. */
const MOST_PORTS = 10;
const LONGEST_COMMENT = 200;

/** Text only: commands for the configuration mode, groups before the lists that name them, interfaces last. */
export function print(file: RouterFile): Printed {
  const { flavour } = file;
  const lines = new TextLines();
  const origins: LineOrigin[] = [];
  lines.addAll([...headerOf(file).map(comment), '!']);
  for (const group of file.groups) lines.addAll(groupLines(group, flavour));
  for (const group of file.portGroups) lines.addAll(portGroupLines(group));
  for (const list of file.lists) printList(list, flavour, lines, origins);
  const interfaces = new Map<string, PrintedList[]>();
  for (const list of file.lists)
    interfaces.set(list.interface, [...(interfaces.get(list.interface) ?? []), list]);
  for (const [name, lists] of interfaces) {
    lines.add(`interface ${name}`);
    for (const { family, name } of lists)
      lines.add(` ${family === 4 ? 'ip access-group' : 'ipv6 traffic-filter'} ${name} in`);
  }
  return { text: lines.text(), lines: origins };
}

function headerOf({ name, hierarchy, flavour }: RouterFile): string[] {
  const [language, saved] =
    flavour === 'ios'
      ? ['Cisco IOS 12.4(20)T or later, IOS-XE.', '"configure terminal revert timer 10" (with "archive")']
      : ['Cisco NX-OS.', '"checkpoint before-portolan"'];
  return [
    `Rules for the filter "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    `${language} Each list replaces the one that is bound to its interface.`,
    'Everything else that comes in there is denied by its end: also what is no traffic of Configuration Manager, and',
    'what is sent to the device itself, such as routing protocols, HSRP, DHCP for its relay and SSH. Put what it needs',
    'at the start of each list before you bind it.',
    'Lists judge each packet by itself: answers have entries of their own.',
    'Interfaces have the names that the hierarchy gives them: they must be those of the device.',
    'Try:       load the lists without the lines of the interfaces, and read "show access-lists".',
    `Apply:     ${saved}, then copy this file into the configuration mode.`,
    'Lists and groups are added to: remove older ones of the same names first, when no interface has them.',
    'Take back: bind the former list to each interface again, or roll back to what was saved.',
  ];
}

const comment = (text: string): string => `! ${asciiLine(text, LONGEST_COMMENT)}`.trimEnd();

function groupLines({ name, family, about, networks, groups }: PrintedGroup, flavour: Flavour): string[] {
  if (flavour === 'nxos')
    return [
      `object-group ${family === 4 ? 'ip' : 'ipv6'} address ${name}`,
      ...networks.map((n, i) => `  ${(i + 1) * 10} ${addressOf(n, flavour)}`),
    ];
  const text = asciiLine(about, LONGEST_COMMENT);
  return [
    `object-group network ${name}`,
    ...(about === name || text === '' ? [] : [` description ${text}`]),
    ...networks.map((n) => ` ${memberOf(n)}`),
    ...groups.map((group) => ` group-object ${group}`),
  ];
}

/** A group of IOS has netmasks, where entries have wildcards. */
function memberOf({ first, last }: Network): string {
  const address = formatAddress(4, first);
  return first === last ? `host ${address}` : `${address} ${formatAddress(4, 0xffff_ffffn - (last - first))}`;
}

function portGroupLines({ name, ports }: PrintedPortGroup): string[] {
  return [`object-group ip port ${name}`, ...ports.map((range, i) => `  ${(i + 1) * 10} ${portOf(range)}`)];
}

const portOf = ({ first, last }: PortRange): string =>
  first === last ? `eq ${first}` : `range ${first} ${last}`;

function addressOf({ family, first, last, text }: Network, flavour: Flavour): string {
  if (first === last) return `host ${text}`;
  if (family === 6 || flavour === 'nxos') return text;
  return `${formatAddress(4, first)} ${formatAddress(4, last - first)}`;
}

function printList(list: PrintedList, flavour: Flavour, lines: TextLines, origins: LineOrigin[]): void {
  const { name, family, entries } = list;
  let sequence = 0;
  const add = (body: string): void => {
    sequence += 10;
    lines.add(flavour === 'nxos' ? `  ${sequence} ` : ' ', body);
  };
  if (family === 4)
    lines.add(flavour === 'ios' ? `ip access-list extended ${name}` : `ip access-list ${name}`);
  else lines.add(`ipv6 access-list ${name}`);
  if (flavour === 'nxos') lines.add('  statistics per-entry');
  if (family === 6) {
    add('remark neighbours find each other');
    for (const message of NEIGHBOURS) add(`permit icmp any any ${message}`);
  }
  const words = new Words(family, flavour);
  const said = new Map<string, number>();
  for (const entry of entries) {
    let isRemarked = false;
    const say = (body: string): void => {
      let line = said.get(body);
      if (line === undefined) {
        if (!isRemarked) for (const remark of entry.remarks) add(`remark ${remark}`);
        isRemarked = true;
        add(body);
        line = lines.count;
        said.set(body, line);
      }
      for (const { id, origins: flows } of entry.rules) origins.push({ line, rule: id, origins: flows });
    };
    sayBodies(entry, words, say);
  }
  // A list without an entry would permit everything in IOS.
  if (entries.length === 0) {
    add('remark nothing of the plan comes in here');
    add(`deny ${family === 4 ? 'ip' : 'ipv6'} any any`);
  }
}

/** What comes to the router from its own link, and is forwarded by none (RFC 4861, 7.1: hop limit 255). */
const NEIGHBOURS: readonly string[] = ['nd-na', 'nd-ns', 'router-solicitation'];

/** An entry for each pair of addresses and list of ports, as far as the language has no shorter words. */
function sayBodies(entry: PrintedEntry, words: Words, say: (body: string) => void): void {
  const { transport, isReply } = entry;
  const tos = words.ofSide(entry.to);
  const services = words.ofServices(entry);
  const isPlain = transport === 'icmp' || transport === 'esp' || !isReply;
  const end = transport === 'tcp' ? ' established' : '';
  for (const from of words.ofSide(entry.from))
    for (const to of tos)
      for (const service of services)
        say(
          isPlain
            ? `permit ${transport} ${from} ${to}${service === '' ? '' : ` ${service}`}`
            : `permit ${transport} ${from} ${service} ${to}${end}`,
        );
}

/** The words of a list's sides and ports: most of them stand in many entries. */
class Words {
  private readonly family: Family;
  private readonly flavour: Flavour;
  private readonly sides = new Map<PrintedSide, readonly string[]>();
  private readonly ports = new Map<PrintedPorts, readonly string[]>();

  constructor(family: Family, flavour: Flavour) {
    this.family = family;
    this.flavour = flavour;
  }

  ofSide(side: PrintedSide): readonly string[] {
    let words = this.sides.get(side);
    if (!words) {
      words = addressesOf(side, this.flavour);
      this.sides.set(side, words);
    }
    return words;
  }

  /** The messages or the ports of an entry, one for each line. */
  ofServices({ transport, ports, isReply }: PrintedEntry): readonly string[] {
    if (transport === 'esp') return [''];
    if (transport === 'icmp') return [messageOf(this.family, isReply)];
    let words = this.ports.get(ports);
    if (!words) {
      words = portsOf(ports, this.family, this.flavour);
      this.ports.set(ports, words);
    }
    return words;
  }
}

function messageOf(family: Family, isReply: boolean): string {
  if (isReply) return 'echo-reply';
  return family === 4 ? 'echo' : 'echo-request';
}

function addressesOf(side: PrintedSide, flavour: Flavour): readonly string[] {
  switch (side.kind) {
    case 'any':
      return ['any'];
    case 'networks':
      return side.networks.map((n) => addressOf(n, flavour));
    case 'group':
      return [`${flavour === 'nxos' ? 'addrgroup' : 'object-group'} ${side.name}`];
    default:
      return side satisfies never;
  }
}

function portsOf(ports: PrintedPorts, family: Family, flavour: Flavour): readonly string[] {
  if (ports.kind === 'group') return [`portgroup ${ports.name}`];
  const atOnce = flavour === 'ios' && family === 4 ? MOST_PORTS : 1;
  const lists: string[] = [];
  let count = 0;
  for (const { first, last } of ports.ports) {
    if (first !== last) continue;
    if (count % atOnce === 0) lists.push(`eq ${first}`);
    else lists[lists.length - 1] += ` ${first}`;
    count++;
  }
  if (count < ports.ports.length)
    for (const range of ports.ports) if (range.first !== range.last) lists.push(portOf(range));
  return lists;
}
