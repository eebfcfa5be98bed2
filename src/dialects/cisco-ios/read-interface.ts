/** `interface` and the lines under it: what it filters with, and which networks it stands in. */
import type { Line } from '../source/command-lines.ts';
import { readPrefix6, readQuad } from '../source/dotted.ts';
import type { Block, Draft, DraftInterface } from './draft.ts';
import { interfaceKey } from './interface-name.ts';
import { networkOfAddress } from './read-terms.ts';

const COMMANDS: ReadonlySet<string> = new Set([
  'description',
  'shutdown',
  'switchport',
  'vrf',
  'zone-member',
]);

/** `interface NAME`; the same name again adds to it. `interface range …` is of a script, and not followed. */
export function readInterface(draft: Draft, line: Line): Block | undefined {
  const words = line.words.slice(1);
  if (words.length === 0 || words[0] === 'range') return undefined;
  const name = (
    words.at(-1) === 'point-to-point' || words.at(-1) === 'multipoint' ? words.slice(0, -1) : words
  )
    .join('')
    .trim();
  const key = interfaceKey(name);
  const made = draft.interfaces.get(key) ?? newInterface(draft, line, name);
  draft.interfaces.set(key, made);
  const read = (child: Line): void => readInterfaceLine(draft, made, child);
  return { indent: line.indent, takes: ({ words: inner }) => isOfInterface(inner), read };
}

/** Whether a line that isn't indented, as in a script, belongs to an interface: the top level has no such command. */
function isOfInterface(words: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = words;
  if (COMMANDS.has(first)) return true;
  switch (`${first} ${second}`) {
    case 'no ip':
    case 'no ipv6':
      return third === 'access-group' || third === 'traffic-filter';
    case 'ip nat':
      return words.length === 3;
    case 'ip inspect':
      return words.length === 4 && third !== 'name';
    case 'ip vrf':
      return third === 'forwarding';
    case 'ip address':
    case 'ip access-group':
    case 'ip unnumbered':
    case 'ipv6 address':
    case 'ipv6 traffic-filter':
    case 'ipv6 enable':
    case 'no shutdown':
    case 'no switchport':
    case 'vrf forwarding':
    case 'vrf member':
      return true;
    default:
      return false;
  }
}

function newInterface(draft: Draft, line: Line, name: string): DraftInterface {
  return {
    statement: draft.statement(line),
    name,
    vrf: '',
    connected: [],
    learnsDefault: false,
    ipv6: false,
    shutdown: false,
    isPort: false,
    inspections: [],
    policies: [],
  };
}

function readInterfaceLine(draft: Draft, made: DraftInterface, line: Line): void {
  const { words } = line;
  const [command = '', first, second] = words;
  switch (command) {
    case 'shutdown':
      made.shutdown = true;
      return;
    case 'no':
      if (first === 'shutdown') made.shutdown = false;
      if (first === 'switchport' && second === undefined) made.isPort = false;
      if (first === 'ip' || first === 'ipv6') takeBack(draft, made, words.slice(1));
      return;
    case 'switchport':
      made.isPort = true;
      return;
    case 'vrf':
      if ((first === 'forwarding' || first === 'member') && second !== undefined) made.vrf = second;
      return;
    case 'crypto':
      if (first === 'map') made.cryptoMap = draft.statement(line);
      return;
    case 'zone-member':
      made.zone = draft.statement(line);
      return;
    case 'service-policy': {
      const name = words.at(-1);
      if (name !== undefined && first !== 'type')
        made.policies.push({ name, statement: draft.statement(line) });
      return;
    }
    case 'ip':
      if (!readIp(draft, made, line)) draft.doubt(line);
      return;
    case 'ipv6':
      if (!readIpv6(draft, made, line)) draft.doubt(line);
      return;
    default:
      if (
        /access-group|traffic-filter|firewall|filter|drop|deny/.test(words.join(' ')) &&
        !isHarmless(command)
      )
        draft.doubt(line);
  }
}

/** `no ip access-group NAME in`, `no ip address`. */
function takeBack(draft: Draft, made: DraftInterface, words: readonly string[]): void {
  const [family = '', command] = words;
  const version = family === 'ip' ? 4 : 6;
  if (command === 'access-group' || command === 'traffic-filter')
    draft.bindings.delete(`${interfaceKey(made.name)} ${words.at(-1)} ${version}`);
  if (command === 'address') made.connected = made.connected.filter((range) => range.family !== version);
}

/** Filters of frames that are not IP's, and words of people. */
const isHarmless = (command: string): boolean =>
  command === 'description' ||
  command === 'mac' ||
  command === 'spanning-tree' ||
  command === 'storm-control';

function readIp(draft: Draft, made: DraftInterface, line: Line): boolean {
  const { words } = line;
  const [, command, first, second] = words;
  switch (command) {
    case 'access-group':
      return bind(draft, made, line, words.slice(2), 4);
    case 'port':
      return first === 'access-group' && bind(draft, made, line, words.slice(3), 4);
    case 'address':
      return readIpAddress(made, first, second);
    case 'unnumbered':
    case 'unnumbered-interface':
      return true;
    case 'vrf':
      if (first === 'forwarding' && second !== undefined) made.vrf = second;
      return true;
    case 'nat':
      // `ip nat enable`: either side, as packets go.
      if (first === 'inside' || first === 'outside' || first === 'enable')
        made.nat = { side: first === 'inside' ? first : 'outside', statement: draft.statement(line) };
      return true;
    case 'inspect':
      if (first === undefined) return false;
      made.inspections.push({ name: first, statement: draft.statement(line) });
      return true;
    case 'traffic-filter':
    case 'admission':
    case 'auth-proxy':
    case 'ips':
      return false;
    default:
      return true;
  }
}

function readIpAddress(made: DraftInterface, first: string | undefined, mask: string | undefined): boolean {
  if (first === 'dhcp' || first === 'negotiated' || first === 'pool') {
    made.learnsDefault = true;
    return true;
  }
  const network = networkOfAddress(first, mask);
  if (network) made.connected.push(network);
  return network !== undefined || (first !== undefined && readQuad(first) < 0 && first === 'virtual');
}

function readIpv6(draft: Draft, made: DraftInterface, line: Line): boolean {
  const { words } = line;
  const [, command, first] = words;
  if (command === 'traffic-filter') return bind(draft, made, line, words.slice(2), 6);
  if (command === 'port')
    return (
      (first === 'traffic-filter' || first === 'access-group') && bind(draft, made, line, words.slice(3), 6)
    );
  if (command === 'inspect') return false;
  if (command === 'enable') made.ipv6 = true;
  if (command !== 'address' || first === undefined) return command !== undefined;
  made.ipv6 = true;
  if (words[3] === 'link-local' || first === 'autoconfig' || first === 'dhcp') return true;
  const network = readPrefix6(first, true);
  if (network) made.connected.push(network);
  // An address may be of a prefix that has a name: which networks that is isn't in the text.
  return network !== undefined || !first.includes('/');
}

/** `NAME in`, `NAME out`. */
function bind(
  draft: Draft,
  made: DraftInterface,
  line: Line,
  [list, direction, ...more]: readonly string[],
  family: 4 | 6,
): boolean {
  if (list === undefined || (direction !== 'in' && direction !== 'out') || more.length > 0) return false;
  const statement = draft.statement(line);
  const binding = { statement, list, family, direction, interface: made.name } as const;
  draft.bindings.set(`${interfaceKey(made.name)} ${direction} ${family}`, binding);
  return true;
}
