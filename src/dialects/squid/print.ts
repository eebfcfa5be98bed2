import { type Network, network } from '../../net/network.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { isEverything } from '../network-list.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { SquidAcl, SquidFile } from './model.ts';
import { regexOf } from './names.ts';

const CONNECT = 'cm_connect';

/** Text only: lines for squid.conf, or for a file that it includes. */
export function print({ proxy, hierarchy, acls, rules }: SquidFile): Printed {
  const lines = [
    `Allow-list for the proxy "${proxy}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    'Allowed is what Configuration Manager fetches through it, for the hosts that need it. Other lines decide about',
    'all else: where there are none, it is denied, because the last line here allows.',
    '',
    '  check      squid -k parse -f FILE',
    '  apply      include FILE in squid.conf before its own http_access lines, then squid -k reconfigure',
    '  take back  remove the include line, then squid -k reconfigure',
  ].map(comment);
  const origins: LineOrigin[] = [];
  lines.push('', `acl ${CONNECT} method CONNECT`);
  for (const acl of acls) lines.push(...aclLines(acl));
  for (const { term, allows } of rules) {
    const own = originsOf(term);
    lines.push(
      '',
      comment(`${term.title} (${timeText(term)})`),
      comment(`flows: ${own.map((o) => o.flow).join(', ')}`),
    );
    for (const { connect, acls: names } of allows) {
      lines.push(`http_access allow ${connect ? '' : '!'}${CONNECT} ${names.join(' ')}`);
      for (const rule of term.rules)
        origins.push({ line: lines.length, rule: rule.id, origins: rule.origins });
    }
  }
  lines.push('');
  return { text: lines.join('\n'), lines: origins };
}

const comment = (text: string): string =>
  `# ${truncateBytes(visible(text), CAPABILITIES.commentBytes)}`.trimEnd();

/** Squid refuses a prefix of length 0 and wants `all`, which is both families. */
function halves(n: Network): Network[] {
  if (!isEverything(n)) return [n];
  const middle = (n.last + 1n) / 2n;
  return [network(n.family, n.first, middle - 1n), network(n.family, middle, n.last)];
}

function aclLines(acl: SquidAcl): string[] {
  switch (acl.type) {
    case 'src':
      return [
        comment(acl.about),
        ...acl.networks.flatMap(halves).map((n) => `acl ${acl.name} src ${n.text}`),
      ];
    case 'port':
      return [
        `acl ${acl.name} port ${acl.ports.map((p) => (p.first === p.last ? `${p.first}` : `${p.first}-${p.last}`)).join(' ')}`,
      ];
    // `-n`: a request for an address isn't looked up to find a name that might fit.
    case 'dstdomain':
      return acl.names.map((name) => `acl ${acl.name} dstdomain -n ${name}`);
    case 'dstdom_regex':
      return acl.names.map((name) => `acl ${acl.name} dstdom_regex -n -i ${regexOf(name)}`);
    default:
      return acl satisfies never;
  }
}
