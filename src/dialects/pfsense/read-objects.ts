import { ANY_IPV4, ANY_IPV6 } from '../../net/match.ts';
import { type AddressRange, parseAddress } from '../../net/network.ts';
import { looseRangeOf } from '../source/cidr.ts';
import { childOf, childrenOf, type XmlElement } from '../source/xml.ts';
import type { Draft } from './draft.ts';
import type { Alias, Interface, PfConfig, Translation } from './model.ts';
import { readEnd } from './read-rule.ts';

const textOf = (element: XmlElement | undefined, name: string): string => childOf(element, name)?.text ?? '';
const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');
/** Longer than any list in a configuration. */
const MOST_ENTRIES = 500_000;

/** Reads aliases of the old kind and of OPNsense's new one. */
export function readAliases(draft: Draft, root: XmlElement): ReadonlyMap<string, Alias> {
  const aliases = new Map<string, Alias>();
  const model = childOf(childOf(childOf(childOf(root, 'OPNsense'), 'Firewall'), 'Alias'), 'aliases');
  for (const element of [
    ...childrenOf(childOf(root, 'aliases') ?? asRoot(root, 'aliases'), 'alias'),
    ...childrenOf(model, 'alias'),
  ]) {
    const name = textOf(element, 'name');
    if (name === '') continue;
    const content = childOf(element, 'content');
    const entries = content ? content.text.split(/[\n,]+/) : textOf(element, 'address').split(/\s+/);
    aliases.set(name, {
      statement: draft.statement(element),
      type: textOf(element, 'type'),
      entries: entries
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
        .slice(0, MOST_ENTRIES),
      isDisabled: textOf(element, 'enabled') === '0',
    });
  }
  return aliases;
}

/** A part of a configuration that was saved by itself. */
export function asRoot(root: XmlElement, name: string): XmlElement | undefined {
  return root.name === name ? root : undefined;
}

/** Reads interfaces that are in use. */
export function readInterfaces(draft: Draft, root: XmlElement): ReadonlyMap<string, Interface> {
  const interfaces = new Map<string, Interface>();
  const virtual = childrenOf(childOf(root, 'virtualip'), 'vip');
  for (const element of childOf(root, 'interfaces')?.children ?? []) {
    const enabled = childOf(element, 'enable');
    if (!enabled || enabled.text === '0' || textOf(element, 'type') === 'group') continue;
    const four = networkOf(textOf(element, 'ipaddr'), textOf(element, 'subnet'));
    const six = networkOf(textOf(element, 'ipaddrv6'), textOf(element, 'subnetv6'));
    const found = [four, six].filter((item) => item !== undefined);
    interfaces.set(element.name, {
      key: element.name,
      statement: draft.statement(element),
      description: textOf(element, 'descr'),
      device: textOf(element, 'if'),
      connected: found.map((item) => item.network),
      own: found.map((item) => item.own),
      virtual: virtual
        .filter((vip) => textOf(vip, 'interface') === element.name)
        .map((vip) => networkOf(textOf(vip, 'subnet'), textOf(vip, 'subnet_bits'))?.network)
        .filter((range) => range !== undefined),
      learnsDefault: /^(?:dhcp|pppoe|ppp|pptp|l2tp)$/.test(textOf(element, 'ipaddr')),
      gateways: [textOf(element, 'gateway'), textOf(element, 'gatewayv6')].filter((name) => name !== ''),
      blocksPrivate: isOn(element, 'blockpriv'),
      blocksBogons: isOn(element, 'blockbogons'),
    });
  }
  return interfaces;
}

function isOn(element: XmlElement | undefined, name: string): boolean {
  const found = childOf(element, name);
  return found !== undefined && found.text !== '0';
}

function networkOf(
  address: string,
  length: string,
): { readonly network: AddressRange; readonly own: AddressRange } | undefined {
  const own = parseAddress(address);
  if ('error' in own || !/^\d{1,3}$/.test(length)) return undefined;
  const network = looseRangeOf(`${address}/${length}`);
  return network && { network, own: { family: own.family, first: own.value, last: own.value } };
}

/** Groups of interfaces, by name. */
export function readGroups(root: XmlElement): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const entry of childrenOf(childOf(root, 'ifgroups'), 'ifgroupentry'))
    groups.set(textOf(entry, 'ifname'), words(textOf(entry, 'members')));
  for (const element of childOf(root, 'interfaces')?.children ?? [])
    if (textOf(element, 'type') === 'group' && !groups.has(element.name)) groups.set(element.name, []);
  return groups;
}

/** Gateways with the interfaces that they are behind, and static routes. */
export function readRouting(root: XmlElement): Pick<PfConfig, 'gateways' | 'routes'> {
  const sections = [childOf(root, 'gateways'), childOf(childOf(root, 'OPNsense'), 'Gateways')];
  const defaults = new Set(sections.flatMap((s) => [textOf(s, 'defaultgw4'), textOf(s, 'defaultgw6')]));
  const gateways = new Map<string, { interface: string; isDefault: boolean }>();
  for (const section of sections)
    for (const item of section?.children ?? []) {
      if (item.name !== 'gateway_item') continue;
      const name = textOf(item, 'name');
      const isDefault = isOn(item, 'defaultgw') || defaults.has(name);
      if (!isOn(item, 'disabled')) gateways.set(name, { interface: textOf(item, 'interface'), isDefault });
    }
  const routes: { range: AddressRange; gateway: string }[] = [];
  const models = childOf(childOf(root, 'staticroutes'), 'route')
    ? childrenOf(childOf(root, 'staticroutes'), 'route')
    : [];
  for (const route of models) {
    if (isOn(route, 'disabled')) continue;
    const range = looseRangeOf(textOf(route, 'network'));
    // A route to an alias is one that is not known.
    routes.push({ range: range ?? ANY_IPV4, gateway: range ? textOf(route, 'gateway') : '' });
    if (!range) routes.push({ range: ANY_IPV6, gateway: '' });
  }
  return { gateways, routes };
}

/** Port forwards and 1:1 translations that are switched on. */
export function readTranslations(draft: Draft, root: XmlElement): readonly Translation[] {
  const nat = childOf(root, 'nat');
  const found: Translation[] = [];
  for (const name of ['rule', 'onetoone', 'npt'])
    for (const element of childrenOf(nat, name)) {
      if (childOf(element, 'disabled') || childOf(element, 'nordr')) continue;
      const external = textOf(element, 'external');
      const destination =
        name === 'onetoone' && external !== ''
          ? { names: [external], not: false }
          : name === 'npt'
            ? { not: false }
            : readEnd(draft, childOf(element, 'destination'), [], 'destination');
      found.push({
        statement: draft.statement(element),
        interfaces: words(textOf(element, 'interface')),
        destination,
      });
    }
  // The new kind is known by sight: which destinations it translates is not read.
  const firewall = childOf(childOf(root, 'OPNsense'), 'Firewall');
  const filter = childOf(firewall, 'Filter');
  for (const section of [
    childOf(filter, 'onetoone'),
    childOf(filter, 'npt'),
    childOf(firewall, 'DNat'),
    childOf(childOf(firewall, 'DNat'), 'rules'),
  ])
    for (const element of childrenOf(section, 'rule')) {
      if (textOf(element, 'enabled') === '0' || textOf(element, 'disabled') === '1') continue;
      found.push({
        statement: draft.statement(element),
        interfaces: words(textOf(element, 'interface')),
        destination: { not: false },
      });
    }
  return found;
}
