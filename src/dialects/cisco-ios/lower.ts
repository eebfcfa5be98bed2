import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Family, type Network, toPrefixes } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Policy } from '../../policy/model.ts';
import type { Capabilities } from '../dialect.ts';
import { Names } from '../lowering/names.ts';
import { type Objects, objectsOf } from '../lowering/objects.ts';
import { remarksOf } from '../lowering/remarks.ts';
import type { Side, Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { IOS_CAPABILITIES, NXOS_CAPABILITIES } from './capabilities.ts';
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

const CAPABILITIES: Readonly<Record<Flavour, Capabilities>> = {
  ios: IOS_CAPABILITIES,
  nxos: NXOS_CAPABILITIES,
};
const FAMILIES: readonly Family[] = [4, 6];

/** Meaning only: neutral policy → groups, and for each interface a list of each family. */
export function lowerFor(
  flavour: Flavour,
  policy: Policy,
): { model: RouterFile; diagnostics: readonly Diagnostic[] } {
  const capabilities = CAPABILITIES[flavour];
  const { terms, diagnostics: found } = termsOf(policy, capabilities);
  const diagnostics = [...found, ownTraffic(policy)];
  const names = namesFor(capabilities);
  const book = bookOf(terms, flavour, names);
  const interfaceNames = new Names({ longest: 64, illegal: /[^A-Za-z0-9./:_-]/, ignoresCase: true });
  const listNames = namesFor(capabilities);
  const termsOn = byInterface(terms);
  const lists = policy.interfaces.flatMap((side): PrintedList[] => {
    const device = interfaceOf(side.name, interfaceNames, diagnostics);
    return FAMILIES.map((family) => {
      const own = termsOn.get(side.name)?.[family] ?? [];
      // IPv4 and IPv6 share their names.
      const wish = `portolan_${device.replace(/[/:.]/g, '-')}${family === 6 ? '_v6' : ''}`;
      const entries = own.map((term) => entryOf(term, book, capabilities));
      return { name: listNames.take(wish), family, interface: device, entries };
    });
  });
  const { groups, portGroups } = book;
  return {
    model: { flavour, name: policy.name, hierarchy: policy.hierarchy, groups, portGroups, lists },
    diagnostics,
  };
}

/** The terms of each interface's two lists. */
function byInterface(terms: readonly Term[]): ReadonlyMap<string, Readonly<Record<Family, Term[]>>> {
  const lists = new Map<string, Readonly<Record<Family, Term[]>>>();
  for (const term of terms) {
    const name = term.fromInterface ?? '';
    let own = lists.get(name);
    if (!own) {
      own = { 4: [], 6: [] };
      lists.set(name, own);
    }
    own[familyOf(term)].push(term);
  }
  return lists;
}

/** A list holds one family, and so does each of its terms. */
const familyOf = ({ families }: Term): Family => families[0] ?? 4;

function namesFor({ nameLength }: Capabilities): Names {
  return new Names({
    longest: nameLength,
    illegal: /[^A-Za-z0-9._-]/,
    start: { legal: /^[A-Za-z]/, prefix: 'n-' },
    reserved: RESERVED,
  });
}

/** Words that stand in the place of a name. */
const RESERVED: ReadonlySet<string> = new Set([
  'any',
  'host',
  'extended',
  'standard',
  'resequence',
  'logging',
]);

/** Names in the hierarchy stand for interfaces of the device. */
function interfaceOf(name: string, names: Names, diagnostics: Diagnostic[]): string {
  const device = names.take(name);
  if (device !== name)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(name)} can be no interface of a router: its lists are for ${device}`,
        help: "Name the filter's `interfaces` as the device names them, such as GigabitEthernet0/1 or Vlan10",
      }),
    );
  return device;
}

/** Unlike a firewall's, a router's lists see what is meant for itself. */
function ownTraffic({ name }: Policy): Diagnostic {
  return diagnostic('PT7007', {
    message: `the lists for ${name} do not permit what is sent to the router itself, such as routing protocols, HSRP, DHCP for its relay and SSH`,
    help: 'Put what it needs itself at the start of the lists before you bind them',
  });
}

/** Groups that entries name; what is one network or one port stands in the entry. */
interface Book {
  readonly groups: readonly PrintedGroup[];
  readonly portGroups: readonly PrintedPortGroup[];
  side(side: Side, family: Family): PrintedSide;
  ports(ranges: readonly PortRange[]): PrintedPorts;
}

function bookOf(terms: readonly Term[], flavour: Flavour, names: Names): Book {
  const several = new Set<Side>();
  for (const { from, to, reply } of terms) {
    if (reply) continue;
    if (needsGroup(from)) several.add(from);
    if (needsGroup(to)) several.add(to);
  }
  const objects = objectsOf(
    [...several].map((end) => ({ from: end, to: end, services: [] })),
    { addressNames: names, serviceNames: namesFor(IOS_CAPABILITIES), mostInline: 1 },
  );
  const addresses = new Map(objects.addresses.map((a) => [a.name, a.network]));
  const families = new Map<string, Family>();
  const groups = new Map<string, PrintedGroup>();
  for (const group of objects.addressGroups) groups.set(group.name, groupOf(group, addresses, families));
  const named = new Set<string>();
  const portGroups = new Map<string, PrintedPortGroup>();
  // Object groups are IPv4's in all releases of IOS; those for IPv6 are new.
  const hasGroups = (family: Family): boolean => flavour === 'nxos' || family === 4;
  const allOf = (name: string): readonly Network[] => {
    const group = groups.get(name);
    if (group) return [...group.networks, ...group.groups.flatMap(allOf)];
    const network = addresses.get(name);
    return network ? toPrefixes(network) : [];
  };
  // Most sides and lists of ports stand in many entries.
  const sides = new Map<Side, PrintedSide>();
  const side = (one: Side, family: Family): PrintedSide => {
    let made = sides.get(one);
    if (!made) {
      made = makeSide(one, family);
      sides.set(one, made);
    }
    return made;
  };
  const makeSide = (one: Side, family: Family): PrintedSide => {
    if (one.kind !== 'networks') return ANY;
    if (!needsGroup(one)) return { kind: 'networks', networks: one.networks };
    const [name = ''] = objects.side(one);
    if (!groups.has(name) || !hasGroups(family)) return { kind: 'networks', networks: one.networks };
    named.add(name);
    return { kind: 'group', name };
  };
  const portLists = new Map<readonly PortRange[], PrintedPorts>();
  const ports = (ranges: readonly PortRange[]): PrintedPorts => {
    let made = portLists.get(ranges);
    if (!made) {
      made = makePorts(ranges);
      portLists.set(ranges, made);
    }
    return made;
  };
  const makePorts = (ranges: readonly PortRange[]): PrintedPorts => {
    if (flavour === 'ios' || ranges.length < 2) return { kind: 'ports', ports: ranges };
    const key = ranges.map((r) => `${r.first}-${r.last}`).join('_');
    const wish = `ports-${ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join('_')}`;
    const group = portGroups.get(key) ?? { name: names.take(wish), ports: ranges };
    portGroups.set(key, group);
    return { kind: 'group', name: group.name };
  };
  // What is needed is known only after all entries were made.
  for (const term of terms) {
    if (term.reply) continue;
    side(term.from, familyOf(term));
    side(term.to, familyOf(term));
    for (const service of term.services) ports(service.ports);
  }
  const used =
    flavour === 'nxos'
      ? [...groups.values()]
          .filter((g) => named.has(g.name))
          .map((g) => ({ ...g, networks: allOf(g.name), groups: [] }))
      : reachable(groups, named);
  return { groups: used, portGroups: [...portGroups.values()], side, ports };
}

/** What is one network stands in the entry itself. */
const needsGroup = (side: Side): boolean => side.kind === 'networks' && side.networks.length > 1;

const ANY: PrintedSide = Object.freeze({ kind: 'any' });

/** Groups that are named, and those in them, each before what names it. */
function reachable(
  groups: ReadonlyMap<string, PrintedGroup>,
  named: ReadonlySet<string>,
): readonly PrintedGroup[] {
  const kept = new Set<string>();
  const keep = (name: string): void => {
    if (kept.has(name)) return;
    kept.add(name);
    for (const inner of groups.get(name)?.groups ?? []) keep(inner);
  };
  for (const name of named) keep(name);
  return [...groups.values()].filter((group) => kept.has(group.name));
}

function groupOf(
  { name, about, members }: Objects['addressGroups'][number],
  addresses: ReadonlyMap<string, Network>,
  families: Map<string, Family>,
): PrintedGroup {
  const networks = members.flatMap((member) => addresses.get(member) ?? []);
  const groups = members.filter((member) => !addresses.has(member));
  const family = networks[0]?.family ?? families.get(groups[0] ?? '') ?? 4;
  families.set(name, family);
  return { name, family, about, networks: networks.flatMap(toPrefixes), groups };
}

function entryOf(term: Term, book: Book, { commentBytes }: Capabilities): PrintedEntry {
  const family = familyOf(term);
  const service = term.services[0];
  const transport = service?.transport === 'icmpv6' ? 'icmp' : (service?.transport ?? 'icmp');
  return {
    remarks: remarksOf(term, commentBytes),
    transport,
    from: book.side(term.from, family),
    to: book.side(term.to, family),
    ports: book.ports(service?.ports ?? NO_PORTS),
    isReply: term.reply,
    rules: term.rules,
  };
}

const NO_PORTS: readonly PortRange[] = [];
