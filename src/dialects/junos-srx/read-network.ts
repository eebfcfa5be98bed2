import { ANY_IPV4 } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Draft } from './draft.ts';
import type { Interface, Route, System, Translation, Zone } from './model.ts';
import { readPrefix } from './read-addresses.ts';
import { childOf, childrenOf, descend, type Node, namesOf, unknownIn } from './tree.ts';

/** Reads the security zones with their interfaces. */
export function readZones(draft: Draft, security: Node | undefined): Zone[] {
  const zones = childOf(security, 'zones');
  for (const unknown of unknownIn(zones)) draft.doubt(draft.statement(unknown));
  return childrenOf(zones, 'security-zone').map((node) => {
    for (const unknown of unknownIn(node)) draft.doubt(draft.statement(unknown));
    return {
      name: node.name,
      statement: draft.statement(node),
      interfaces: namesOf(node, 'interfaces').map((name) => (name.includes('.') ? name : `${name}.0`)),
      hasHostTraffic: childOf(node, 'host-inbound-traffic') !== undefined,
    };
  });
}

/** Reads logical interfaces, by name with the number of the unit. */
export function readInterfaces(draft: Draft, root: Node): ReadonlyMap<string, Interface> {
  const interfaces = new Map<string, Interface>();
  for (const physical of childrenOf(root, 'interfaces')) {
    for (const unit of childrenOf(physical, 'unit')) {
      const name = `${physical.name}.${unit.name}`;
      const families = [descend(unit, 'family', 'inet'), descend(unit, 'family', 'inet6')];
      const filters = families
        .map((family) => childOf(family, 'filter'))
        .filter((node) => node !== undefined);
      interfaces.set(name, {
        name,
        connected: families.flatMap((family) =>
          namesOf(family, 'address')
            .map((text) => readPrefix(text)?.range)
            .filter((range) => range !== undefined),
        ),
        learnsDefault: families.some((f) => childOf(f, 'dhcp') || childOf(f, 'dhcp-client')),
        disabled: childOf(physical, 'disable') !== undefined || childOf(unit, 'disable') !== undefined,
        ...(filters[0] && { filter: draft.statement(filters[0]) }),
      });
    }
  }
  return interfaces;
}

/** Reads static routes of the main table. */
export function readRoutes(draft: Draft, root: Node): Route[] {
  const options = childOf(root, 'routing-options');
  const tables = [
    childOf(options, 'static'),
    ...childrenOf(options, 'rib').map((rib) => childOf(rib, 'static')),
  ];
  const routes: Route[] = [];
  for (const node of tables.flatMap((table) => childrenOf(table, 'route'))) {
    const range = node.name === 'default' ? ANY_IPV4 : readPrefix(node.name)?.range;
    if (!range) {
      draft.notUnderstood(draft.statement(node), 'Where its addresses stand is not known');
      continue;
    }
    const nextHops = namesOf(node, 'next-hop');
    const isNowhere = ['discard', 'reject', 'receive'].some((keyword) => childOf(node, keyword));
    const isClear =
      (nextHops.length > 0 || isNowhere) &&
      childrenOf(node, 'qualified-next-hop').length === 0 &&
      childrenOf(node, 'next-table').length === 0;
    routes.push({ statement: draft.statement(node), range, nextHops, isClear });
  }
  return routes;
}

/** What decides about routes beside those in the text. */
export function readRouting(draft: Draft, root: Node): Pick<System, 'dynamicRouting' | 'routingInstances'> {
  const protocols = childOf(root, 'protocols');
  const routing = ['ospf', 'ospf3', 'bgp', 'isis', 'rip', 'ripng'].map((name) => childOf(protocols, name));
  const [dynamic] = routing.filter((node) => node !== undefined);
  const [instance] = childrenOf(root, 'routing-instances').filter(
    (node) => childrenOf(node, 'interface').length > 0,
  );
  return {
    ...(dynamic && { dynamicRouting: draft.statement(dynamic) }),
    ...(instance && { routingInstances: draft.statement(instance) }),
  };
}

/** Reads what translates destinations, and whether anything translates sources. */
export function readNat(
  draft: Draft,
  security: Node | undefined,
): Pick<System, 'translations' | 'sourceTranslation'> {
  const nat = childOf(security, 'nat');
  const translations: Translation[] = [];
  const prefixes = new Map<string, ReturnType<typeof readPrefix>[]>();
  for (const book of childrenOf(security, 'address-book'))
    for (const node of childrenOf(book, 'address'))
      prefixes.set(node.name, [...(prefixes.get(node.name) ?? []), readPrefix(namesOf(node, '')[0] ?? '')]);
  for (const kind of ['destination', 'static']) {
    const parent = childOf(nat, kind);
    const unknown = [nat, parent].flatMap(unknownIn);
    if (kind === 'destination') for (const node of unknown) draft.doubt(draft.statement(node));
    for (const set of childrenOf(parent, 'rule-set')) {
      for (const node of unknownIn(set)) draft.doubt(draft.statement(node));
      const from = childOf(set, 'from');
      const zones = namesOf(from, 'zone');
      const isByZone = zones.length > 0 && from?.children.size === zones.length;
      for (const rule of childrenOf(set, 'rule'))
        translations.push({
          ...readTranslation(draft, rule, prefixes),
          ...(isByZone && { fromZones: zones }),
        });
    }
  }
  const source = childOf(nat, 'source');
  return { translations, ...(source && { sourceTranslation: draft.statement(source) }) };
}

function readTranslation(
  draft: Draft,
  rule: Node,
  addresses: ReadonlyMap<string, readonly ReturnType<typeof readPrefix>[]>,
): Translation {
  const match = childOf(rule, 'match');
  const statement = draft.statement(rule);
  const ranges: AddressRange[] = [];
  let isClear = match !== undefined && unknownIn(match).length + unknownIn(rule).length === 0 && !match.mixed;
  for (const text of namesOf(match, 'destination-address')) {
    const read = readPrefix(text);
    if (read) ranges.push(read.range);
    else isClear = false;
  }
  for (const name of namesOf(match, 'destination-address-name')) {
    const prefixes = addresses.get(name) ?? [];
    if (prefixes.length === 0 || prefixes.some((prefix) => !prefix)) isClear = false;
    for (const prefix of prefixes) if (prefix) ranges.push(prefix.range);
  }
  return isClear && ranges.length > 0 ? { statement, ranges } : { statement };
}

/** What happens to packets that are not followed as flows. */
export function readForwarding(
  draft: Draft,
  security: Node | undefined,
  isWhole: boolean,
): Pick<System, 'ipv6' | 'ipv6Statement'> {
  const families = descend(security, 'forwarding-options', 'family');
  const modeOf = (family: string): Node | undefined => childrenOf(childOf(families, family), 'mode').at(-1);
  // Packets of MPLS mode go by without a policy, and on small devices all others with them.
  for (const family of ['inet', 'mpls', 'iso']) {
    const mode = modeOf(family);
    if (mode && mode.name !== 'flow-based' && family !== 'iso') draft.doubt(draft.statement(mode));
  }
  const six = modeOf('inet6');
  // A part of a configuration is loaded into one that says it.
  if (!six) return { ipv6: isWhole ? 'default' : 'flow' };
  const ipv6 = six.name === 'flow-based' ? 'flow' : six.name === 'drop' ? 'drop' : 'unknown';
  return { ipv6, ipv6Statement: draft.statement(six) };
}
