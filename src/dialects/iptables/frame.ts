import type { RestoreChain, RestoreFile } from './written-model.ts';

/** What a person has to know before loading the file. */
export function headerOf({ kind, hierarchy, name, chains }: RestoreFile): string[] {
  const subject = kind === 'network' ? `the filter "${name}"` : `the host "${name}"`;
  const builtIn = chains.map((chain) => chain.builtIn);
  return [
    `Rules for ${subject} of the hierarchy "${hierarchy}", made by Portolan from its plan, for IPv4 and IPv6.`,
    '',
    ...(kind === 'network'
      ? [
          'Permitted is what the plan needs across this filter, and nothing else: all other forwarded traffic is',
          'dropped, also what has nothing to do with Configuration Manager. On a router that carries more than',
          `that, add its rules where the file says so, or keep ${chains[0]?.name} alone and jump to it.`,
        ]
      : [
          'Permitted is what the plan needs to and from this host, and nothing else. MANAGEMENT ACCESS SUCH AS SSH',
          'IS NOT IN THE PLAN: without rules of your own, in the places that are marked below, these lock you out.',
        ]),
    '',
    `${builtIn.length === 1 ? 'The chain' : 'The chains'} ${builtIn.join(' and ')} ${builtIn.length === 1 ? 'is' : 'are'} emptied and written anew; with --noflush all others stay as they are.`,
    '',
    'check      iptables-restore --test --noflush FILE; ip6tables-restore --test --noflush FILE',
    'load       iptables-restore --noflush FILE; ip6tables-restore --noflush FILE     (each as a whole)',
    ...chains.map(
      (chain, i) =>
        `${i === 0 ? 'take back' : '         '}  iptables -P ${chain.builtIn} ACCEPT; iptables -F ${chain.builtIn}; iptables -F ${chain.name}; iptables -X ${chain.name}`,
    ),
    '           and the same with ip6tables',
  ];
}

/** A rule with its family; a rule without one is for both. */
export interface FrameRule {
  readonly family?: 4 | 6;
  readonly match: string;
  readonly target: string;
}

const ANSWERS = '-m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment answers';
const OWN_LINK = '-m hl --hl-eq 255';

/** The lines of a built-in chain: strings are comments. */
export function frameOf({ builtIn, name }: RestoreChain): (string | FrameRule)[] {
  const answers: (string | FrameRule)[] = [
    'Answers, and ICMP errors about permitted connections (without them path MTU discovery fails).',
    { match: ANSWERS, target: 'ACCEPT' },
  ];
  const rest: (string | FrameRule)[] = [
    { match: '-m conntrack --ctstate INVALID', target: 'DROP' },
    `What the plan does not know, such as: -4 -A ${builtIn} ${OWN[builtIn]} -j ACCEPT`,
    // The marks say that the file is for both, also where no rule of the plan does.
    { family: 4, match: '', target: name },
    { family: 6, match: '', target: name },
  ];
  const neighbours = (types: readonly number[]): FrameRule[] =>
    types.map((type) => ({
      family: 6,
      match: `-p ipv6-icmp ${OWN_LINK} -m icmp6 --icmpv6-type ${type}`,
      target: 'ACCEPT',
    }));
  switch (builtIn) {
    case 'FORWARD':
      return [...answers, ...rest];
    case 'INPUT':
      return [
        { match: '-i lo', target: 'ACCEPT' },
        ...answers,
        'Neighbour discovery from the own link only (a router lowers the hop limit): IPv6 needs it.',
        ...neighbours([134, 135, 136]),
        { family: 6, match: '-s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 130', target: 'ACCEPT' },
        ...rest,
      ];
    case 'OUTPUT':
      return [
        { match: '-o lo', target: 'ACCEPT' },
        ...answers,
        'Neighbour discovery and group membership reports: IPv6 needs them.',
        ...neighbours([133, 135, 136]),
        { family: 6, match: '-p ipv6-icmp -m icmp6 --icmpv6-type 143', target: 'ACCEPT' },
        ...rest,
      ];
    default:
      return builtIn satisfies never;
  }
}

const OWN: Readonly<Record<RestoreChain['builtIn'], string>> = {
  FORWARD: '-s 192.0.2.0/28 -p tcp --dport 22',
  INPUT: '-s 192.0.2.0/28 -p tcp --dport 22',
  OUTPUT: '-d 192.0.2.53 -p udp --dport 53',
};
