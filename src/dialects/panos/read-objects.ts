import { type Lines, writtenAt } from '../source/lines.ts';
import type {
  AddressGroup,
  AddressObject,
  Application,
  MemberGroup,
  Objects,
  ServiceObject,
} from './model.ts';
import { childOf, entriesOf, type Node, singleOf, strangersIn, valuesOf } from './tree.ts';

/** Objects of one place; of several nodes that stand for the same place, the last one that has a name counts. */
export function readObjects(nodes: readonly Node[], lines: Lines): Objects {
  const read = <T>(key: string, one: (node: Node, lines: Lines) => T): ReadonlyMap<string, T> => {
    const found = new Map<string, T>();
    for (const node of nodes)
      for (const entry of entriesOf(node.children.get(key))) found.set(entry.key, one(entry, lines));
    return found;
  };
  const names = (key: string): ReadonlySet<string> =>
    new Set(nodes.flatMap((node) => valuesOf(node.children.get(key))));
  return {
    addresses: read('address', readAddress),
    addressGroups: read('address-group', readAddressGroup),
    services: read('service', readService),
    serviceGroups: read('service-group', readMembers),
    applications: read('application', readApplication),
    applicationGroups: read('application-group', readMembers),
    applicationFilters: names('application-filter'),
    externalLists: names('external-list'),
    regions: read('region', readRegion),
  };
}

function named(node: Node, lines: Lines): Pick<AddressObject, 'written' | 'strangers'> {
  return {
    written: writtenAt(lines, node.start, node.end),
    strangers: strangersIn(node)
      .slice(0, 20)
      .map(({ start, end }) => writtenAt(lines, start, end)),
  };
}

const ADDRESS_KINDS = ['ip-netmask', 'ip-range', 'ip-wildcard', 'fqdn'] as const;

/** An object is of one kind; two in a script mean that the last one replaces the first. */
function readAddress(node: Node, lines: Lines): AddressObject {
  let kind: AddressObject['kind'] = 'unknown';
  let value = '';
  for (const child of node.children.values()) {
    const known = ADDRESS_KINDS.find((k) => k === child.key);
    const said = singleOf(child);
    if (!known || said === undefined) continue;
    kind = known;
    value = said;
  }
  return { ...named(node, lines), kind, value, tags: valuesOf(node.children.get('tag')) };
}

function readAddressGroup(node: Node, lines: Lines): AddressGroup {
  const dynamic = node.children.get('dynamic');
  const members = valuesOf(node.children.get('static'));
  return {
    ...named(node, lines),
    members,
    ...(dynamic && { filter: singleOf(childOf(dynamic, 'filter')) ?? '' }),
  };
}

function readService(node: Node, lines: Lines): ServiceObject {
  const parts: ServiceObject['parts'][number][] = [];
  for (const protocol of ['tcp', 'udp', 'sctp'] as const) {
    const said = childOf(node, 'protocol', protocol);
    if (!said) continue;
    const port = singleOf(childOf(said, 'port'));
    const sourcePort = singleOf(childOf(said, 'source-port'));
    parts.push({
      protocol,
      ...(port !== undefined && { port }),
      ...(sourcePort !== undefined && { sourcePort }),
    });
  }
  return { ...named(node, lines), parts };
}

function readMembers(node: Node, lines: Lines): MemberGroup {
  return { ...named(node, lines), members: valuesOf(node.children.get('members')) };
}

function readRegion(node: Node, lines: Lines): MemberGroup {
  return { ...named(node, lines), members: valuesOf(node.children.get('address')) };
}

function readApplication(node: Node, lines: Lines): Application {
  const has = node.children.get('default');
  const versions = [
    [4, childOf(has, 'ident-by-icmp-type')],
    [6, childOf(has, 'ident-by-icmp6-type')],
  ] as const;
  const [version, said] = versions.find(([, node]) => node !== undefined) ?? [4, undefined];
  const type = singleOf(childOf(said, 'type'));
  const code = singleOf(childOf(said, 'code'));
  const protocol = singleOf(childOf(has, 'ident-by-ip-protocol'));
  const isPlain = !node.children.has('signature') && !childOf(has, 'port');
  return {
    ...named(node, lines),
    ports: valuesOf(childOf(has, 'port')),
    ...(isPlain && type !== undefined && { icmp: { version, type, ...(code !== undefined && { code }) } }),
    ...(isPlain && protocol !== undefined && { protocol }),
  };
}
