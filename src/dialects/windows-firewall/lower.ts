import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family, Network } from '../../net/network.ts';
import type { Party, Policy, Rule } from '../../policy/model.ts';
import type { Capabilities, Limits } from '../dialect.ts';
import { networkList } from '../network-list.ts';
import type { WindowsPorts, WindowsRule, WindowsScript } from './model.ts';

/** Meaning only: neutral policy → rules of Windows, as one form of them can hold. */
export function lower(
  policy: Policy,
  capabilities: Capabilities,
): { model: WindowsScript; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  if (policy.kind !== 'host') {
    diagnostics.push(
      diagnostic('PT7003', {
        message: `Windows Defender Firewall filters on a host, so it can not be the filter ${policy.name} between networks`,
        help: 'Give the filter another dialect. Rules for the hosts are printed for each host',
      }),
    );
  }
  const addresses = new Set(
    policy.rules
      .filter((rule) => !isToEverybody(rule))
      .flatMap((rule) => localSide(rule).flatMap((party) => party.networks.map((n) => n.text))),
  );
  const rules = withoutTwins(
    policy.rules
      .filter((rule) => rule.direction !== 'forward')
      .flatMap((rule) => lowerRule(rule, addresses.size > 1, capabilities)),
  ).flatMap((rule) => splitRule(rule, capabilities.limits ?? {}));
  return { model: { host: policy.name, hierarchy: policy.hierarchy, rules }, diagnostics };
}

/**
 * A flow to the host and to everybody on its subnet is one rule here, where neither names a local address: the second
 * is left out if the first says for all of its flows what it is there for.
 */
function withoutTwins(rules: readonly WindowsRule[]): WindowsRule[] {
  const first = new Map<string, WindowsRule>();
  return rules.filter((entry) => {
    const { name: _, rule, localNetworks, remoteNetworks, ...rest } = entry;
    const texts = (networks: readonly Network[] | undefined): string[] | undefined =>
      networks?.map((network) => network.text);
    const key = JSON.stringify([rest, texts(localNetworks), texts(remoteNetworks)]);
    const twin = first.get(key);
    if (!twin) {
      first.set(key, entry);
      return true;
    }
    const known = new Set(twin.rule.origins.map((origin) => origin.flow));
    return !rule.origins.every((origin) => known.has(origin.flow));
  });
}

/** Inbound to a broadcast address or multicast group instead of an address of the host. */
const isToEverybody = ({ cast, direction, to }: Rule): boolean =>
  cast !== undefined && direction === 'in' && to.every((party) => party.name === cast);

const localSide = (rule: Rule): readonly Party[] => (rule.direction === 'in' ? rule.to : rule.from);
const remoteSide = (rule: Rule): readonly Party[] => (rule.direction === 'in' ? rule.from : rule.to);

function lowerRule(rule: Rule, severalAddresses: boolean, capabilities: Capabilities): WindowsRule[] {
  const families = ([4, 6] satisfies Family[]).filter(
    (family) => networkList(rule.from, family).length > 0 && networkList(rule.to, family).length > 0,
  );
  const networks = (side: readonly Party[], some: readonly Family[]): Network[] =>
    some.flatMap((family) => networkList(side, family));
  // Windows matches LocalAddress with the host's own addresses, which a broadcast isn't sent to.
  const anyLocal = !severalAddresses || isToEverybody(rule);
  const entry = (suffix: string, some: readonly Family[]): Omit<WindowsRule, 'protocol'> => ({
    name: `Portolan-${rule.id}${suffix}`,
    direction: rule.direction === 'in' ? 'Inbound' : 'Outbound',
    ...(!anyLocal && { localNetworks: networks(localSide(rule), some) }),
    remoteNetworks: networks(remoteSide(rule), some),
    ...(rule.program !== undefined && { program: rule.program }),
    ...(rule.windowsService !== undefined && { service: rule.windowsService }),
    rule,
  });
  switch (rule.transport) {
    case 'tcp':
    case 'udp':
      if (families.length === 0) return [];
      return [
        {
          ...entry('', families),
          protocol: rule.transport === 'tcp' ? 'TCP' : 'UDP',
          ports: portsOf(rule, capabilities),
        },
      ];
    case 'icmp':
      return families.map((family) =>
        family === 4
          ? { ...entry('-v4', [4]), protocol: 'ICMPv4', icmpType: 8 }
          : { ...entry('-v6', [6]), protocol: 'ICMPv6', icmpType: 128 },
      );
    case 'esp':
      return families.length === 0 ? [] : [{ ...entry('', families), protocol: '50' }];
    default:
      return rule.transport satisfies never;
  }
}

/**
 * Inbound, Windows knows which ports it has handed out to RPC servers, however the range is set. Outbound the
 * ports are the other host's, so only the range can be named.
 */
function portsOf({ direction, transport, rpc, ports }: Rule, { dynamicRpc }: Capabilities): WindowsPorts {
  if (dynamicRpc !== 'keyword') return { kind: 'ranges', ranges: ports };
  if (direction === 'in' && transport === 'tcp' && rpc === 'dynamic')
    return { kind: 'keyword', keyword: 'RPC' };
  if (direction === 'in' && transport === 'tcp' && rpc === 'endpoint-mapper') {
    return { kind: 'keyword', keyword: 'RPCEPMap' };
  }
  return { kind: 'ranges', ranges: ports };
}

/** Rules that together permit the same, each within the limits. */
function splitRule(rule: WindowsRule, { networksPerSide, portsPerRule }: Limits): WindowsRule[] {
  const { localNetworks, remoteNetworks, ports } = rule;
  const locals = localNetworks ? chunks(localNetworks, networksPerSide) : [undefined];
  const services: (WindowsPorts | undefined)[] =
    ports?.kind === 'ranges'
      ? chunks(ports.ranges, portsPerRule).map((ranges) => ({ kind: 'ranges', ranges }))
      : [ports];
  const parts = chunks(remoteNetworks, networksPerSide).flatMap((remote) =>
    locals.flatMap((local) => services.map((some) => ({ remote, local, some }))),
  );
  return parts.map(({ remote, local, some }, i) => ({
    ...rule,
    name: i === 0 ? rule.name : `${rule.name}-${i + 1}`,
    remoteNetworks: remote,
    ...(local && { localNetworks: local }),
    ...(some && { ports: some }),
  }));
}

function chunks<T>(list: readonly T[], size = Number.POSITIVE_INFINITY): (readonly T[])[] {
  if (list.length <= size) return [list];
  const pieces: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size));
  return pieces;
}
