/** `interface`, `route` and `ipv6 route`: what stands behind which interface. */
import type { AddressRange } from '../../net/network.ts';
import type { Line } from '../source/command-lines.ts';
import { networkOf, readHost, readNumber, readPrefix6, readQuad } from '../source/dotted.ts';
import type { Block, Draft, DraftInterface } from './draft.ts';
import { readNetwork } from './read-terms.ts';

const SCRIPTED: ReadonlySet<string> = new Set(['nameif', 'security-level']);

/** Commands of an interface that decide about no packet here. */
const IGNORED: ReadonlySet<string> = new Set(
  `allow-ssc-mgmt authentication backup bfd carrier-delay channel-group cts ddns delay description dhcp dhcprelay
  duplex eigrp encapsulation fec flowcontrol hello-interval hold-queue hold-time igmp isis lacp load-interval
  mac-address media-type member-interface mfib mtu multicast negotiation nve ospf pim policy-route
  port-channel power pppoe rip segment-id service-module speed split-horizon standby summary-address
  switchport traffic-forward trunk tunnel vlan vtep-nve zone-member poe cluster propagate policy`.split(
    /\s+/,
  ),
);

/** `interface HARDWARE` and the lines under it. */
export function readInterface(draft: Draft, line: Line): Block {
  const made: DraftInterface = {
    statement: draft.statement(line),
    hardware: line.words.slice(1).join(''),
    connected: [],
    own: [],
    learnsDefault: false,
    learnsAddress: false,
    ipv6: false,
    shutdown: false,
  };
  draft.interfaces.push(made);
  const read = (child: Line): void => {
    if (!readInterfaceLine(draft, made, child)) draft.doubt(child);
  };
  return { indent: line.indent, commands: SCRIPTED, read };
}

function readInterfaceLine(draft: Draft, made: DraftInterface, line: Line): boolean {
  const [command = '', first, second] = line.words;
  switch (command) {
    case 'nameif':
      if (first === undefined) return false;
      made.name = first;
      return true;
    case 'security-level': {
      const value = readNumber(first, 100);
      if (value >= 0) made.level = { value, statement: draft.statement(line) };
      return value >= 0;
    }
    case 'shutdown':
      made.shutdown = true;
      return line.words.length === 1;
    case 'management-only':
      made.managementOnly = draft.statement(line);
      return true;
    case 'bridge-group':
      if (first !== undefined) made.bridgeGroup = first;
      return first !== undefined;
    case 'ip':
      return first === 'address' && readIp(draft, made, line.words, second);
    case 'ipv6':
      return readIpv6(made, line.words);
    // What is switched off is at its default, also the address, the name and the level.
    case 'no':
      if (first === 'shutdown') made.shutdown = false;
      if (first === 'forward')
        made.notTo = { hardware: line.words.slice(3).join(''), statement: draft.statement(line) };
      return true;
    default:
      return IGNORED.has(command);
  }
}

function readIp(
  draft: Draft,
  made: DraftInterface,
  words: readonly string[],
  address: string | undefined,
): boolean {
  if (address === 'dhcp' || address === 'pppoe') {
    made.learnsAddress = true;
    if (words.includes('setroute')) made.learnsDefault = true;
    return true;
  }
  const host = addressOf(draft, address);
  const network = host && networkOf(Number(host.first), words[3]);
  if (!host || !network) return false;
  made.connected.push(network);
  made.own.push(host);
  if (words.length === 4) return true;
  const standby = words[4] === 'standby' && words.length === 6 ? addressOf(draft, words[5]) : undefined;
  if (standby) made.own.push(standby);
  return standby !== undefined || words[4] === 'pppoe' || words[4] === 'cluster-pool';
}

function addressOf(draft: Draft, word: string | undefined): AddressRange | undefined {
  const quad = readQuad(word);
  const range = quad >= 0 ? readHost(word) : draft.aliases.get(word ?? '');
  return range?.family === 4 ? range : undefined;
}

function readIpv6(made: DraftInterface, words: readonly string[]): boolean {
  const [, command, address] = words;
  if (command !== 'address') {
    if (command === 'enable') made.ipv6 = true;
    return command !== undefined;
  }
  made.ipv6 = true;
  if (address === 'autoconfig' || address === 'dhcp') {
    if (words.includes('default')) made.learnsDefault = true;
    return true;
  }
  if (words[3] === 'link-local') return readHost(address) !== undefined;
  const network = readPrefix6(address, true);
  if (!network) return false;
  made.connected.push(network);
  const own = readHost(address?.slice(0, address.indexOf('/')));
  if (own && words[3] !== 'eui-64') made.own.push(own);
  return true;
}

/** `route IF NETWORK MASK GATEWAY [METRIC] …`; false where it isn't understood. */
export function readRoute(draft: Draft, line: Line): boolean {
  const [, name, address, mask, gateway, metric] = line.words;
  if (name === undefined || (addressOf(draft, gateway) === undefined && !isDiscard(name))) return false;
  // Traffic that comes out of a tunnel only.
  if (line.words.at(-1) === 'tunneled') return true;
  const alias = address === undefined ? undefined : draft.aliases.get(address);
  const range = alias ? networkOf(Number(alias.first), mask) : readNetwork(address, mask);
  if (!range || (alias && range.first !== alias.first)) return false;
  addRoute(draft, line, name, range, metric);
  return true;
}

const isDiscard = (name: string): boolean => name.toLowerCase() === 'null0';

/** `ipv6 route IF PREFIX GATEWAY [METRIC]`. */
export function readRoute6(draft: Draft, line: Line): boolean {
  const [, , name, prefix, gateway, metric] = line.words;
  const range = readPrefix6(prefix);
  if (name === undefined || !range || (readHost(gateway) === undefined && !isDiscard(name))) return false;
  if (line.words.at(-1) !== 'tunneled') addRoute(draft, line, name, range, metric);
  return true;
}

function addRoute(
  draft: Draft,
  line: Line,
  name: string,
  range: AddressRange,
  metric: string | undefined,
): void {
  const value = readNumber(metric, 255);
  const statement = draft.statement(line);
  draft.routes.push({ statement, interface: name, range, metric: value < 0 ? 1 : value });
}
