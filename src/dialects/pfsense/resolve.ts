import type { Place } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PORT } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import type { Lookup } from '../raising/lookup.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, possible, type Resolved, surely } from '../raising/resolved.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import { looseRangeOf } from '../source/cidr.ts';
import { readRange } from './addresses.ts';
import { isException, lessExceptions } from './exceptions.ts';
import type { Alias, End, PfConfig } from './model.ts';
import { PORTS } from './names.ts';

/** The addresses of one side of a rule. */
export function resolveEnd(config: PfConfig, lookup: Lookup, end: End, place: Place): Resolved<AddressRange> {
  if (!end.names) return surely(ANY_ADDRESS);
  const found = gathered(
    end.names.map((name) => named(config, lookup, name, place)),
    joinRanges,
  );
  if (!end.not) return found;
  const most = restOf(found.sure);
  if (found.depends.length === 0) return surely(most);
  const least = restOf(joinRanges(possible(found)));
  return { sure: least, unsure: subtractRanges(most, least), depends: found.depends };
}

function named(config: PfConfig, lookup: Lookup, name: string, place: Place): Resolved<AddressRange> {
  const range = readRange(name);
  if (range) return surely([range]);
  if (name === '(self)') return surely([...config.interfaces.values()].flatMap((i) => i.own));
  const network = config.interfaces.get(/^__(\w+)_network$/.exec(name)?.[1] ?? name);
  if (network) {
    const sure = joinRanges([...network.connected]);
    const depends = {
      kind: 'interface',
      text: `the networks of the interface "${network.key}"`,
      value: network.key,
    } as const;
    if (sure.length === 0 || network.learnsDefault)
      return { ...perhaps<AddressRange>(ANY_ADDRESS, depends), sure };
    return network.virtual.length > 0
      ? { sure, unsure: joinRanges(network.virtual), depends: [depends] }
      : surely(sure);
  }
  // The firewall's own address: no packet on its way through has one that isn't in the text.
  const own = /^(\w+)ip$/.exec(name)?.[1];
  const owner = own === undefined ? undefined : config.interfaces.get(own);
  if (owner) return surely(owner.own);
  if (config.aliases.has(name)) return alias(config, lookup, name, 0);
  if (config.groups.has(name) || OWN_NAMES.test(name))
    return perhaps(ANY_ADDRESS, { kind: 'interface', text: `the networks of "${name}"`, value: name });
  return perhaps(ANY_ADDRESS, lookup.missing(`the alias "${name}"`, place));
}

/** Interfaces that the text need not have. */
const OWN_NAMES = /^(?:wan|lan|opt\d+|pppoe|pptp|l2tp|openvpn|enc0)(?:ip)?$/;

function alias(config: PfConfig, lookup: Lookup, name: string, depth: number): Resolved<AddressRange> {
  return lookup.once(`alias ${name}`, name, ANY_ADDRESS, depth, () => {
    const found = config.aliases.get(name) as Alias;
    const open = openAlias(found, name);
    if (open) return open;
    if (found.entries.length === 0)
      return perhaps(ANY_ADDRESS, notUnderstood(`the alias "${name}" without entries`));
    const entries = found.entries.filter((entry) => !isException(entry));
    const whole = (of: readonly string[]): Resolved<AddressRange> =>
      gathered(
        of.map((entry) => member(config, lookup, entry, depth)),
        joinRanges,
      );
    if (!config.hasExceptions) return whole(entries);
    return lessExceptions(config, found, whole(entries.filter((entry) => !looseRangeOf(entry))));
  });
}

/** Aliases whose entries somebody else knows. */
function openAlias({ type, isDisabled }: Alias, name: string): Resolved<AddressRange> | undefined {
  if (isDisabled) return perhaps(ANY_ADDRESS, notUnderstood(`the alias "${name}", which is switched off`));
  switch (type) {
    case 'host':
    case 'network':
    case 'networkgroup':
      return undefined;
    case 'port':
      return perhaps(ANY_ADDRESS, notUnderstood(`the alias "${name}", which is one of ports`));
    default:
      return perhaps(ANY_ADDRESS, {
        kind: 'name',
        text: `the alias "${name}" (${type || 'of no kind'})`,
        value: name,
      });
  }
}

function member(config: PfConfig, lookup: Lookup, entry: string, depth: number): Resolved<AddressRange> {
  const range = readRange(entry);
  if (range) return surely([range]);
  if (config.aliases.has(entry)) return alias(config, lookup, entry, depth + 1);
  const interfaceName = /^__(\w+)_network$/.exec(entry)?.[1];
  const network = interfaceName === undefined ? undefined : config.interfaces.get(interfaceName);
  if (network && network.connected.length > 0 && !network.learnsDefault) return surely(network.connected);
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(entry) || looseRangeOf(entry))
    return perhaps(ANY_ADDRESS, notUnderstood(`"${entry}" in an alias`));
  return perhaps(ANY_ADDRESS, { kind: 'name', text: `the addresses of "${entry}"`, value: entry });
}

/** The ports of one side of a rule. */
export function resolvePorts(
  config: PfConfig,
  lookup: Lookup,
  text: string | undefined,
  place: Place,
): Resolved<PortRange> {
  if (text === undefined) return surely([ANY_PORT]);
  const range = readPort(text);
  if (range) return surely([range]);
  const found = config.aliases.get(text);
  if (!found) return perhaps([ANY_PORT], lookup.missing(`the port or alias "${text}"`, place));
  return ports(config, lookup, text, found, 0);
}

function ports(
  config: PfConfig,
  lookup: Lookup,
  name: string,
  found: Alias,
  depth: number,
): Resolved<PortRange> {
  return lookup.once(`ports ${name}`, name, [ANY_PORT], depth, () => {
    if (found.type !== 'port' || found.isDisabled)
      return perhaps([ANY_PORT], {
        kind: /^url/.test(found.type) ? 'name' : 'not-understood',
        text: `the alias "${name}" as ports`,
        value: name,
      });
    if (found.entries.length === 0)
      return perhaps([ANY_PORT], notUnderstood(`the alias "${name}" without entries`));
    const parts = found.entries.map((entry): Resolved<PortRange> => {
      const range = readPort(entry);
      if (range) return surely([range]);
      const inner = config.aliases.get(entry);
      return inner
        ? ports(config, lookup, entry, inner, depth + 1)
        : perhaps([ANY_PORT], lookup.missing(`the port or alias "${entry}"`, found.statement.place));
    });
    return gathered(parts, normalizePorts);
  });
}

/** `80`, `80-90` in rules, `80:90` in aliases, `https`. */
function readPort(text: string): PortRange | undefined {
  const [, first, last] = /^(\d{1,5})(?:[-:](\d{1,5}|any))?$/.exec(text) ?? [];
  if (first !== undefined) {
    const range = {
      first: Number(first),
      last: last === undefined ? Number(first) : last === 'any' ? 65535 : Number(last),
    };
    return range.last <= 65535 && range.first <= range.last ? range : undefined;
  }
  const number = PORTS.get(text.toLowerCase());
  return number === undefined ? undefined : { first: number, last: number };
}
