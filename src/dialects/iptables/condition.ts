import { ICMP, ICMPV6 } from '../../net/match.ts';
import { ANY_STATE, NEW } from '../../net/state.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { addressRange, iprange, outside } from './addresses.ts';
import type { Case } from './case.ts';
import {
  type Draft,
  draft,
  finish,
  narrowAddresses,
  narrowServices,
  narrowStates,
  type Scene,
  tooLarge,
} from './draft.ts';
import { narrowByInterface } from './interfaces.ts';
import { knownKind } from './kinds-of-packets.ts';
import type { IptablesOption, IptablesRule } from './model.ts';
import { DEPENDENT_MODULES, READ_MODULES } from './modules.ts';
import {
  icmpServices,
  type PortSide,
  portList,
  portRange,
  portServices,
  protocolNumber,
  protocolServices,
} from './services.ts';
import { connectionStates, synStates, tcpFlagStates } from './states.ts';
import { isTarget } from './targets.ts';

/** What an option does to a rule's condition. @returns whether it was understood. */
type Reader = (to: Draft, option: IptablesOption) => boolean;

const understood: Reader = () => true;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['source', (to, option) => address(to, 'sources', option)],
  ['destination', (to, option) => address(to, 'destinations', option)],
  ['src-range', (to, option) => range(to, 'sources', option)],
  ['dst-range', (to, option) => range(to, 'destinations', option)],
  ['protocol', protocol],
  ['sport', (to, option) => onePort(to, 'source', option)],
  ['dport', (to, option) => onePort(to, 'destination', option)],
  ['sports', (to, option) => ports(to, 'source', option)],
  ['dports', (to, option) => ports(to, 'destination', option)],
  ['ports', (to, option) => ports(to, 'either', option)],
  ['icmp-type', (to, option) => icmpType(to, ICMP, option)],
  ['icmpv6-type', (to, option) => icmpType(to, ICMPV6, option)],
  ['syn', syn],
  ['tcp-flags', tcpFlags],
  ['ctstate', connectionState],
  ['state', connectionState],
  ['in-interface', (to, option) => interfaceOf(to, 'in', option)],
  ['out-interface', (to, option) => interfaceOf(to, 'out', option)],
  ['fragment', fragment],
  ['match', module],
  ['match-set', matchSet],
  ['jump', (_, { negated }) => !negated],
  ['goto', (_, { negated }) => !negated],
  ['comment', understood],
  ['set-counters', understood],
  ['table', understood],
  ['ipv4', (to, { negated }) => onlyFamily(to, 4, negated)],
  ['ipv6', (to, { negated }) => onlyFamily(to, 6, negated)],
]);

/** More than these in one rule were not written by anybody. */
const MOST_OPTIONS = 1000;

/** The packets that a rule matches, in cases; what isn't understood is a proviso, and reported. */
export function casesOf(rule: IptablesRule, scene: Scene): readonly Case[] {
  const to = draft(rule, scene);
  if (rule.options.length > MOST_OPTIONS) return tooLarge(to);
  for (const option of rule.options) {
    const read = READERS.get(option.name) ?? other;
    if (!read(to, option)) notUnderstood(to, option);
  }
  return finish(to);
}

function notUnderstood(to: Draft, option: IptablesOption): void {
  const written = writtenAs(option);
  to.depends.push({ kind: 'not-understood', text: `"${written}", which was not understood` });
  to.scene.reports.reportOnce(`${to.rule.span.start} ${written}`, 'PT8002', {
    message: `"${written}" was not understood`,
    place: to.rule.place,
    help: 'what the rule decides is reported as unproven',
  });
}

function writtenAs({ name, negated, values }: IptablesOption): string {
  const dashes = name === '' || name.startsWith('-') ? '' : '--';
  const text = [...(negated ? ['!'] : []), ...(name === '' ? [] : [dashes + name]), ...values].join(' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function depend(to: Draft, dependency: Dependency): true {
  if (!to.depends.some(({ kind, text }) => kind === dependency.kind && text === dependency.text))
    to.depends.push(dependency);
  return true;
}

function address(to: Draft, side: 'sources' | 'destinations', { values, negated }: IptablesOption): boolean {
  const { family } = to.scene;
  const text = values[0] ?? '';
  const parts = text.includes(',') ? text.split(',') : [text];
  // iptables makes a rule of each, and refuses that for a negation.
  if (negated && parts.length > 1) return false;
  const ranges = [];
  for (const part of parts) {
    const found = addressRange(part, family);
    if (found) ranges.push(found);
    else if (/^[a-z_][\w.-]*$/i.test(part))
      return depend(to, { kind: 'name', text: `the address of the host "${part}"`, value: part });
    else return false;
  }
  narrowAddresses(to, side, negated ? outside(ranges, family) : ranges);
  return true;
}

function range(to: Draft, side: 'sources' | 'destinations', { values, negated }: IptablesOption): boolean {
  const { family } = to.scene;
  const found = iprange(values[0] ?? '', family);
  if (!found) return false;
  const ranges = found === 'none' ? [] : [found];
  narrowAddresses(to, side, negated ? outside(ranges, family) : ranges);
  return true;
}

function protocol(to: Draft, { values, negated }: IptablesOption): boolean {
  const number = protocolNumber(values[0] ?? '');
  if (number === undefined) return false;
  if (number === 'any') return !negated;
  if (!negated) to.protocol = number;
  narrowServices(to, protocolServices(number, negated));
  return true;
}

function onePort(to: Draft, side: PortSide, { values, negated }: IptablesOption): boolean {
  const found = portRange(values[0] ?? '');
  return found !== undefined && narrowPorts(to, side, [found], negated);
}

function ports(to: Draft, side: PortSide, { values, negated }: IptablesOption): boolean {
  const found = portList(values[0] ?? '');
  return found !== undefined && narrowPorts(to, side, found, negated);
}

function narrowPorts(
  to: Draft,
  side: PortSide,
  found: Parameters<typeof portServices>[2],
  negated: boolean,
): boolean {
  if (to.protocol === undefined) return false;
  const services = portServices(to.protocol, side, found, negated);
  if (services) narrowServices(to, services);
  return services !== undefined;
}

function icmpType(to: Draft, of: number, { values, negated }: IptablesOption): boolean {
  const services = to.protocol === of ? icmpServices(of, values[0] ?? '', negated) : undefined;
  if (services) narrowServices(to, services);
  return services !== undefined;
}

const FLAGS: Dependency = Object.freeze({ kind: 'other', text: 'the flags of the TCP header' });
const TRANSLATED: Dependency = Object.freeze({
  kind: 'translation',
  text: 'whether the connection is translated',
});
const DIRECTION: Dependency = Object.freeze({ kind: 'other', text: 'the direction in the connection' });

function syn(to: Draft, { negated }: IptablesOption): boolean {
  narrowStates(to, synStates(negated), FLAGS);
  return true;
}

function tcpFlags(to: Draft, { values, negated }: IptablesOption): boolean {
  const answer = tcpFlagStates(values[0] ?? '', values[1] ?? '', negated);
  if (answer) narrowStates(to, answer, FLAGS);
  return answer !== undefined;
}

function connectionState(to: Draft, { values, negated }: IptablesOption): boolean {
  const answer = connectionStates(values[0] ?? '', negated, to.scene.translates);
  if (answer) narrowStates(to, answer, TRANSLATED);
  return answer !== undefined;
}

function interfaceOf(to: Draft, way: 'in' | 'out', { values, negated }: IptablesOption): boolean {
  narrowByInterface(to, way, values[0] ?? '', negated);
  return true;
}

/** `-f` matches all fragments but the first; a packet that is asked about is whole. */
function fragment(to: Draft, { negated }: IptablesOption): boolean {
  if (!negated) to.never = true;
  return true;
}

/** In a file for both families, lines marked `-4` are for iptables only, `-6` for ip6tables. */
function onlyFamily(to: Draft, family: 4 | 6, negated: boolean): boolean {
  if (to.scene.family !== family) to.never = true;
  return !negated;
}

function module(to: Draft, { values, negated }: IptablesOption): boolean {
  const name = values[0] ?? '';
  if (READ_MODULES.has(name)) return !negated;
  const found = DEPENDENT_MODULES.get(name);
  if (!found || negated) return false;
  const known = knownKind(to, name);
  if (known === 'never') to.never = true;
  if (known === 'never' || known === 'always') return true;
  const options = to.rule.options.filter(({ of, name: option }) => of === name && !READERS.has(option));
  const written = ['-m', name, ...options.map(writtenAs)].join(' ');
  return depend(to, { kind: found.kind, text: `${found.what} ("${written.slice(0, 80)}")` });
}

function matchSet(to: Draft, { values, negated }: IptablesOption): boolean {
  const name = values[0] ?? '';
  to.scene.reports.reportOnce(`set ${name}`, 'PT8003', {
    message: `the set ${name} is not in the file`,
    place: to.rule.place,
    help: 'what is in it shows `ipset save`; rules that name it are reported as unproven',
  });
  const text = `the set "${name}", which is not in the file`;
  return depend(to, { kind: 'name', text: negated ? `not being in ${text}` : text, value: name });
}

/** Options that only the match or target before them explains. */
function other(to: Draft, option: IptablesOption): boolean {
  const { name, of } = option;
  if (name === '') return false;
  if (DEPENDENT_MODULES.has(of) || of === 'set') return true;
  if (of === 'conntrack' && name.startsWith('ct')) return connectionOption(to, option);
  if (of === 'tcp' && name === 'tcp-option')
    return depend(to, { kind: 'other', text: `"${writtenAs(option)}"` });
  return isTarget(of);
}

function connectionOption(to: Draft, option: IptablesOption): boolean {
  const { name, values, negated } = option;
  if (name !== 'ctdir') return depend(to, { kind: 'other', text: `the connection ("${writtenAs(option)}")` });
  const original = (values[0]?.toUpperCase() === 'ORIGINAL') !== negated;
  const certain = original ? NEW : 0;
  narrowStates(to, { certain, possible: original ? ANY_STATE : ANY_STATE & ~NEW }, DIRECTION);
  return true;
}
