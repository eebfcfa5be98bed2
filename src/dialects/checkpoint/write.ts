import { createHash } from 'node:crypto';
import { ICMP, ICMPV6, type Match, SCTP, type ServiceRange, TCP, UDP } from '../../net/match.ts';
import { type AddressRange, network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import type { NewRule } from '../reader.ts';
import type { Command, CpConfig } from './model.ts';
import { addressCommand } from './objects.ts';
import { printCommand } from './print.ts';
import { type ShellCommand, shellCommands } from './shell.ts';

const PREFIX = 'portolan-';
/** More objects than a person would make by hand. */
const MOST_OBJECTS = 500;

/**
 * Commands that make the objects and the rule, before the command of `anchor`. Absent for answers of the management
 * API, which are no text that could be run, and where the anchor isn't put at the bottom of something: then a
 * command before it would make a rule behind it.
 */
export function write(rule: NewRule, anchor: FilterRule, config: CpConfig): readonly string[] | undefined {
  if (config.form !== 'script') return undefined;
  const at = anchorOf(config.lines.text.slice(anchor.span.start, anchor.span.end));
  if (!at || families(rule.match) !== 1) return undefined;
  const services = rule.match.services.map(serviceOf);
  if (services.some((service) => service === undefined)) return undefined;
  const sources = rule.match.sources.map(addressOf);
  const destinations = rule.match.destinations.map(addressOf);
  const known = services.filter((service) => service !== undefined);
  const made = new Map([...sources, ...destinations, ...known].map((one) => [one.name, one.command]));
  if (made.size > MOST_OBJECTS) return undefined;
  const list = (key: string, objects: readonly { readonly name: string }[]): [string, string][] =>
    [...new Set(objects.map(({ name }) => name))].map((name, i) => [`${key}.${i + 1}`, name]);
  const fields: Command['fields'] = [
    ['layer', at.layer],
    [at.key, at.position],
    ['name', nameOf(rule)],
    ...list('source', sources),
    ...list('destination', destinations),
    ...list('service', known),
    ['action', rule.action === 'permit' ? 'Accept' : 'Drop'],
    ['comments', rule.comment],
  ];
  const added: Command = { verb: 'add', type: 'access-rule', fields, rules: [] };
  const objects = [...made]
    .filter(([name]) => !config.objects.has(name))
    .flatMap(([, command]) => (command ? [command] : []));
  return [...objects, added].map((command) => printCommand(command, at.options));
}

interface Anchor {
  readonly layer: string;
  readonly key: string;
  readonly position: string;
  readonly options: readonly string[];
}

/** Where a command puts its rule. */
function anchorOf(text: string): Anchor | undefined {
  const commands: ShellCommand[] = [];
  shellCommands(text, (command) => commands.push(command));
  const words = commands[0]?.words ?? [];
  if (commands.length !== 1 || words[0] !== 'mgmt_cli' || commands[0]?.open.includes(true)) return undefined;
  const after = (key: string): string | undefined => {
    const index = words.indexOf(key);
    return index > 0 ? words[index + 1] : undefined;
  };
  const layer = after('layer');
  const section = after('position.bottom');
  const options = words.flatMap((word, i) => (/^--?[a-z]/i.test(word) ? [word, words[i + 1] ?? ''] : []));
  if (layer === undefined) return undefined;
  if (section !== undefined) return { layer, key: 'position.bottom', position: section, options };
  return after('position') === 'bottom' ? { layer, key: 'position', position: 'bottom', options } : undefined;
}

/** One, or a rule with a service for both would say more than is meant. */
const families = ({ sources, destinations }: Match): number =>
  new Set([...sources, ...destinations].map((range) => range.family)).size;

function nameOf({ action, match, comment }: NewRule): string {
  const seed = JSON.stringify([action, comment, match], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return `${PREFIX}${createHash('sha256').update(seed).digest('hex').slice(0, 10)}`;
}

interface NewObject {
  readonly name: string;
  /** Absent for what is there already. */
  readonly command?: Command;
}

function addressOf({ family, first, last }: AddressRange): NewObject {
  const range = network(family, first, last);
  if (range.text === '0.0.0.0/0' || range.text === '::/0') {
    const name = `${PREFIX}all-ipv${family}`;
    return { name, command: addressCommand({ name, network: range, party: name }) };
  }
  const name = `${PREFIX}${range.text.replace('/', '_').replaceAll(':', '.')}`;
  return { name, command: addressCommand({ name, network: range, party: name }) };
}

const isFull = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;
const textOf = ({ first, last }: PortRange): string => (first === last ? `${first}` : `${first}-${last}`);
const TRANSPORTS: ReadonlyMap<number, string> = new Map([
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [SCTP, 'sctp'],
]);

function serviceOf({ protocol, source, destination }: ServiceRange): NewObject | undefined {
  const isPlain = isFull(source) && isFull(destination);
  if (protocol.first === 0 && protocol.last === 255) return isPlain ? { name: 'Any' } : undefined;
  if (protocol.first !== protocol.last) return undefined;
  const number = protocol.first;
  const transport = TRANSPORTS.get(number);
  const make = (type: string, name: string, ...fields: Command['fields'][number][]): NewObject => ({
    name: `${PREFIX}${name}`,
    command: { verb: 'add', type, fields: [['name', `${PREFIX}${name}`], ...fields], rules: [] },
  });
  if (transport !== undefined) {
    const from: Command['fields'] = isFull(source) ? [] : [['source-port', textOf(source)]];
    const name = `${transport}-${textOf(destination)}${isFull(source) ? '' : `-from-${textOf(source)}`}`;
    return make(`service-${transport}`, name, ['port', textOf(destination)], ...from, [
      'match-for-any',
      false,
    ]);
  }
  const isIcmp = number === ICMP || number === ICMPV6;
  if (!isIcmp)
    return isPlain ? make('service-other', `protocol-${number}`, ['ip-protocol', number]) : undefined;
  const type = number === ICMP ? 'service-icmp' : 'service-icmp6';
  const [kind, code] = [source.first >> 8, destination.first >> 8];
  if (isPlain) return make(type, `icmp-${number}`);
  if (isFull(source) || source.last >> 8 !== kind) return undefined;
  if (isFull(destination)) return make(type, `icmp-${number}-${kind}`, ['icmp-type', kind]);
  if (destination.last >> 8 !== code) return undefined;
  return make(type, `icmp-${number}-${kind}-${code}`, ['icmp-type', kind], ['icmp-code', code]);
}
