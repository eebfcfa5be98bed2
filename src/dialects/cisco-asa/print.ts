import { formatAddress, type Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { asciiLine } from '../lowering/remarks.ts';
import { TextLines } from '../lowering/text-lines.ts';
import type { AsaFile, PrintedList, PrintedService, PrintedServices, PrintedSide } from './print-model.ts';

/** A description holds up to 200 characters. */
const LONGEST_DESCRIPTION = 200;

/** Text only: commands for the configuration mode, objects before what names them. */
export function print(file: AsaFile): Printed {
  const lines = new TextLines();
  const origins: LineOrigin[] = [];
  lines.addAll([...headerOf(file).map(comment), '!']);
  for (const { name, value } of file.objects) {
    lines.add('object network ', name);
    lines.add(value.kind === 'fqdn' ? ` fqdn ${value.fqdn}` : ` ${networkOf(value.network)}`);
  }
  for (const { name, about, objects, groups } of file.groups) {
    lines.addAll([`object-group network ${name}`, ...descriptionOf(about, name)]);
    for (const object of objects) lines.add(' network-object object ', object);
    for (const group of groups) lines.add(' group-object ', group);
  }
  for (const { name, services } of file.serviceGroups) {
    lines.add(`object-group service ${name}`);
    for (const service of services) lines.add(` service-object ${memberOf(service)}`);
  }
  for (const list of file.lists) printList(list, lines, origins);
  if (file.inspectsTftp) lines.addAll(INSPECTION);
  for (const { name, interface: nameif } of file.lists)
    lines.add(`access-group ${name} in interface ${nameif}`);
  return { text: lines.text(), lines: origins };
}

function headerOf({ name, hierarchy, lists }: AsaFile): string[] {
  const shown = lists.map((list) => list.name).join(' ');
  return [
    `Rules for the filter "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    'Cisco ASA 9.0 or later. Each list replaces the one that is bound to its interface; everything else that comes in',
    'there is denied by its end, also what is no traffic of Configuration Manager.',
    'Try:       packet-tracer input INTERFACE tcp SOURCE 50000 DESTINATION PORT',
    'Apply:     copy this file to the ASA, then "copy disk0:/FILE running-config"; lists are added to, so remove older',
    'ones of the same names first. "write memory" when all is well.',
    'Take back: "access-group OLD-LIST in interface INTERFACE" for each interface, or reload without saving.',
    ...(shown === '' ? [] : [`Lists:     ${shown}`]),
    'Names of destinations are looked up by the ASA: "dns domain-lookup INTERFACE" and a name server must be set.',
    'Dynamic RPC ports are open as a range. "inspect dcerpc" may take the place of the range, unless RPC is encrypted.',
  ];
}

const LONGEST_COMMENT = 240;
const comment = (text: string): string => `! ${asciiLine(text, LONGEST_COMMENT)}`.trimEnd();

/** Said only where the name was changed, or is shorter than what it stands for. */
function descriptionOf(about: string, name: string): string[] {
  const text = asciiLine(about, LONGEST_DESCRIPTION);
  return about === name || text === '' ? [] : [` description ${text}`];
}

function networkOf({ family, first, last, text }: Network): string {
  if (first === last) return `host ${text}`;
  if (text.includes('-')) return `range ${formatAddress(family, first)} ${formatAddress(family, last)}`;
  if (family === 6) return `subnet ${text}`;
  return `subnet ${formatAddress(4, first)} ${formatAddress(4, 0xffff_ffffn - (last - first))}`;
}

/** Of ICMP only the request for an echo is ever meant. */
const messageOf = (transport: PrintedService['transport']): string => (transport === 'esp' ? '' : ' echo');

const portsOf = ({ first, last }: PortRange): string =>
  first === last ? `eq ${first}` : `range ${first} ${last}`;

/** `tcp destination eq 80`, `icmp echo`, `esp`: a member of a group. */
function memberOf({ transport, ports }: PrintedService): string {
  return ports ? `${transport} destination ${portsOf(ports)}` : `${transport}${messageOf(transport)}`;
}

function printList({ name, entries }: PrintedList, lines: TextLines, origins: LineOrigin[]): void {
  if (entries.length === 0) {
    lines.add(`access-list ${name} remark nothing of the plan comes in here`);
    lines.add(`access-list ${name} extended deny ip any any`);
  }
  const remarkStart = `access-list ${name} remark `;
  const permitStart = `access-list ${name} extended permit `;
  for (const { remarks, services, from, to, rules } of entries) {
    for (const remark of remarks) lines.add(remarkStart, remark);
    lines.add(permitStart, matchOf(services, `${sideOf(from)} ${sideOf(to)}`));
    for (const { id, origins: flows } of rules) origins.push({ line: lines.count, rule: id, origins: flows });
  }
}

function matchOf(services: PrintedServices, ends: string): string {
  if (services.kind === 'group') return `object-group ${services.name} ${ends}`;
  const { transport, ports } = services.service;
  return `${transport} ${ends}${ports ? ` ${portsOf(ports)}` : messageOf(transport)}`;
}

function sideOf(side: PrintedSide): string {
  switch (side.kind) {
    case 'any':
      return `any${side.family}`;
    case 'object':
      return `object ${side.name}`;
    case 'group':
      return `object-group ${side.name}`;
    default:
      return side satisfies never;
  }
}

/** The policy that an ASA has from the start; a class or a policy that is there already is added to. */
const INSPECTION: readonly string[] = [
  'class-map inspection_default',
  ' match default-inspection-traffic',
  'policy-map global_policy',
  ' class inspection_default',
  '  inspect tftp',
  'service-policy global_policy global',
];
