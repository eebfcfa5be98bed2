import type { NftChain, NftFile } from './model.ts';

/** Where a host's administrator says what the plan doesn't know; the file need not exist. */
const localFile = (table: string, hook: string): string => `/etc/nftables.d/${table}-${hook}-local*.nft`;

/** What a person has to know before loading the file. */
export function headerOf({ kind, hierarchy, name, table }: NftFile): string[] {
  const subject = kind === 'network' ? `the filter "${name}"` : `the host "${name}"`;
  return [
    `Rules for ${subject} of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    ...(kind === 'network'
      ? [
          'Permitted is what the plan needs across this filter, and nothing else: the table drops all other',
          'forwarded traffic, also what has nothing to do with Configuration Manager. On a router that carries',
          'more than that, keep the chain "plan" and jump to it from a chain of your own.',
        ]
      : [
          'Permitted is what the plan needs to and from this host, and nothing else. MANAGEMENT ACCESS SUCH AS SSH',
          'IS NOT IN THE PLAN: without a local file these rules lock you out. Write your own rules first, one on',
          `a line, into ${localFile(table, 'input').replace('*', '')} and`,
          `${localFile(table, 'output').replace('*', '')}, for example:`,
          '  ip saddr 192.0.2.0/28 tcp dport 22 accept',
        ]),
    '',
    'check      nft -c -f FILE',
    'load       nft -f FILE          (one transaction; replaces what an earlier file loaded)',
    `take back  nft delete table inet ${table}`,
  ];
}

/** The base chain around a chain of planned rules. */
export function frameOf({ table }: NftFile, hook: NftChain['hook'], plan: string): string[] {
  const local = `local_${hook}`;
  const block = (name: string, lines: readonly string[]): string[] => [
    `  chain ${name} {`,
    ...lines.map((line) => `    ${line}`),
    '  }',
    '',
  ];
  const base = [`type filter hook ${hook} priority filter; policy drop;`];
  const replies = [
    '# Answers, and ICMP errors about permitted connections (without them path MTU discovery fails).',
    'ct state established,related counter accept comment "answers"',
  ];
  const invalid = 'ct state invalid counter drop comment "invalid"';
  const rest = 'counter comment "everything else"';
  switch (hook) {
    case 'forward':
      return block('forward', [...base, ...replies, invalid, `jump ${plan}`, rest]);
    case 'input':
      return [
        ...block(local, ['# What the plan does not know: see above.', `include "${localFile(table, hook)}"`]),
        ...block('input', [
          ...base,
          'iifname "lo" accept',
          ...replies,
          '# Neighbour discovery from the own link only (a router lowers the hop limit): IPv6 needs it.',
          'ip6 hoplimit 255 icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } counter accept',
          'ip6 saddr fe80::/10 icmpv6 type mld-listener-query counter accept',
          invalid,
          `jump ${local}`,
          `jump ${plan}`,
          rest,
        ]),
      ];
    case 'output':
      return [
        ...block(local, ['# What the plan does not know: see above.', `include "${localFile(table, hook)}"`]),
        ...block('output', [
          ...base,
          'oifname "lo" accept',
          ...replies,
          '# Neighbour discovery and group membership reports: IPv6 needs them.',
          'ip6 hoplimit 255 icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } counter accept',
          'icmpv6 type mld2-listener-report counter accept',
          invalid,
          `jump ${local}`,
          `jump ${plan}`,
          rest,
        ]),
      ];
    default:
      return hook satisfies never;
  }
}
