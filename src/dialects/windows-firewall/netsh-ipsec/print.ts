import { formatAddress, type Network } from '../../../net/network.ts';
import type { LineOrigin, Printed } from '../../dialect.ts';
import { originsOf } from '../../lowering/term.ts';
import { isEverything } from '../../network-list.ts';
import { truncateBytes, visibleAscii } from '../../plain-text.ts';
import { timeText } from '../../time-text.ts';
import { type NetshParameters, netshCommand, remark } from '../netsh-command.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { StaticFilter, StaticPolicy, StaticRule } from './model.ts';

/**
 * What netsh offers at best: it knows no other algorithms than DES and 3DES, MD5 and SHA1 (its help of
 * `add filteraction`). The lifetimes are those of the console.
 */
const METHODS = 'ESP[3DES,SHA1]:100000k/3600s';

const add = (what: string, parameters: NetshParameters): string =>
  netshCommand('ipsec static', `add ${what}`, parameters);
const quiet = (verb: string, parameters: NetshParameters): string =>
  `${netshCommand('ipsec static', verb, parameters)} >nul 2>&1`;

/** Text only: a batch file, in ASCII, that replaces the policy of an earlier one. */
export function print({ host, hierarchy, rules }: StaticPolicy): Printed {
  const policy = nameOf(`Portolan: ${hierarchy}, ${host}`);
  const action = nameOf(policy, ' (require security)');
  const named = rules.map((rule) => ({ ...rule, name: nameOf(rule.term.title, ` (${rule.term.id})`) }));
  const lines = [
    '@echo off',
    ...headerOf(host, hierarchy).map(remark),
    'setlocal DisableDelayedExpansion',
    '',
    remark('take back: from here'),
    quiet('set policy', [
      ['name', policy],
      ['assign', 'no'],
    ]),
    quiet('delete policy', [['name', policy]]),
    ...named.map(({ name }) => quiet('delete filterlist', [['name', name]])),
    quiet('delete filteraction', [['name', action]]),
    remark('take back: to here'),
    '',
    add('policy', [
      ['name', policy],
      ['description', `What travels inside of IPsec to and from ${visibleAscii(host)}`],
      ['activatedefaultrule', 'no'],
      ['assign', 'no'],
    ]),
    add('filteraction', [
      ['name', action],
      ['inpass', 'no'],
      ['soft', 'no'],
      ['action', 'negotiate'],
      ['qmsecmethods', METHODS],
    ]),
  ];
  const origins: LineOrigin[] = [];
  for (const { term, filters, name } of named) {
    lines.push('', remark(`${term.title} (${timeText(term)})`));
    const first = lines.length + 1;
    lines.push(...commandsOf({ term, filters }, name, policy, action));
    for (let line = first; line <= lines.length; line++)
      for (const rule of term.rules) origins.push({ line, rule: rule.id, origins: rule.origins });
  }
  const assigned: NetshParameters = [
    ['name', policy],
    ['assign', 'yes'],
  ];
  lines.push('', netshCommand('ipsec static', 'set policy', assigned), 'endlocal', '');
  return { text: lines.join('\r\n'), lines: origins };
}

const headerOf = (host: string, hierarchy: string): string[] => [
  `What travels inside of IPsec to and from the host "${host}" of the hierarchy "${hierarchy}", made by Portolan.`,
  'Run it on that host, as an administrator. Filters on the way have to permit UDP 500, UDP 4500 and ESP (protocol 50)',
  'between these addresses, both ways.',
  '',
  'try        leave out the last command: a policy has no effect before it is assigned',
  'apply      FILE.cmd                 (replaces the policy of an earlier file; only one policy is assigned at a time)',
  'take back  the commands between "take back: from here" and "to here"',
  'look       netsh ipsec static show policy name=all, and netsh ipsec dynamic show qmsas all',
  '',
  'Both ends need their policy: from then on, what is not authenticated is refused, in and out. Computers prove who they',
  'are by Kerberos. For certificates, put rootca="..." for kerberos=yes. A policy of the domain goes before this one.',
  'netsh ipsec offers 3DES and SHA1 at best: where both ends are of 2012 or later, take windows-ipsec instead.',
];

/** What netsh finds things by; the end stays, so that names differ. */
function nameOf(text: string, end = ''): string {
  return `${truncateBytes(visibleAscii(text), CAPABILITIES.nameLength - end.length)}${end}`;
}

function commandsOf({ term, filters }: StaticRule, name: string, policy: string, action: string): string[] {
  const flows = originsOf(term)
    .map((o) => o.flow)
    .join(', ');
  const description = truncateBytes(visibleAscii(`Flows: ${flows}`), CAPABILITIES.commentBytes);
  return [
    add('filterlist', [
      ['name', name],
      ['description', description],
    ]),
    ...filters.map((filter) =>
      add('filter', [
        ['filterlist', name],
        ...addressOf('src', filter.source),
        ...addressOf('dst', filter.destination),
        ...portOf(filter),
        ['mirrored', 'yes'],
        ['description', truncateBytes(visibleAscii(term.title), CAPABILITIES.nameLength)],
      ]),
    ),
    add('rule', [
      ['name', name],
      ['policy', policy],
      ['filterlist', name],
      ['filteraction', action],
      ['conntype', 'all'],
      ['activate', 'yes'],
      ['description', description],
      ['kerberos', 'yes'],
    ]),
  ];
}

function portOf({ protocol, port }: StaticFilter): NetshParameters {
  if (protocol !== 'TCP' && protocol !== 'UDP') return [['protocol', protocol]];
  return [
    ['protocol', protocol],
    ['srcport', '0'],
    ['dstport', `${port ?? 0}`],
  ];
}

/** Masks are for IPv4 (1 to 32 bits, says the help); of IPv6, a subnet is a range. */
function addressOf(side: 'src' | 'dst', { family, first, last }: Network): NetshParameters {
  const [from, to] = [formatAddress(family, first), formatAddress(family, last)];
  if (family === 6) return [[`${side}addr`, from === to ? from : `${from}-${to}`]];
  if (isEverything({ family, first, last, text: '' })) return [[`${side}addr`, 'any']];
  return [
    [`${side}addr`, from],
    [`${side}mask`, formatAddress(4, 0xffff_ffffn - (last - first))],
  ];
}
