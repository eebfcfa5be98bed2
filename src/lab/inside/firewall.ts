/** The kernel's firewall in the lab's filters and hosts. */
import type { LabDialect } from '../dialects.ts';
import type { LoadableRules } from '../rules.ts';
import type { Inside } from './lab.ts';
import { chunksOf } from './nft-chunks.ts';
import { runIn } from './run-in.ts';

/** What follows the last rule: the silent drop that is printed, or, for the lab alone, a refusal that comes at once. */
export type Final = 'drop' | 'reject';

/** @throws {Error} where the kernel refuses them. */
export async function loadRules(inside: Inside, rules: LoadableRules, final: Final): Promise<void> {
  if (rules.dialect === 'nftables') await loadNft(inside, rules, final);
  else await loadIptables(inside, rules, final);
}

/**
 * TCP is reset: an ICMP error that arrives while the asking program still has hold of its socket is lost, a reset is
 * not. As every host listens on every port that is asked, no reset is a host's own.
 */
const REFUSALS: readonly string[] = [
  'meta l4proto tcp reject with tcp reset',
  'reject with icmpx type admin-prohibited',
];

async function loadNft(inside: Inside, { place, text, kind }: LoadableRules, final: Final): Promise<void> {
  const table = nftTable(text);
  const chains = kind === 'network' ? ['forward'] : ['input', 'output'];
  const last =
    final === 'reject'
      ? chains
          .flatMap((chain) => REFUSALS.map((refusal) => `add rule inet ${table} ${chain} ${refusal}\n`))
          .join('')
      : '';
  const chunks = inside.isMapped ? chunksOf(text) : [text];
  for (const [n, chunk] of chunks.entries())
    await runIn(inside, place, ['nft', '-f', '-'], n === chunks.length - 1 ? chunk + last : chunk);
}

/** The table that a printed file makes. */
function nftTable(text: string): string {
  return /^table inet (\S+) \{$/m.exec(text)?.[1] ?? '';
}

const PROGRAMS = [
  { restore: 'iptables-restore', edit: 'iptables', save: 'iptables-save', refusal: 'icmp-admin-prohibited' },
  {
    restore: 'ip6tables-restore',
    edit: 'ip6tables',
    save: 'ip6tables-save',
    refusal: 'icmp6-adm-prohibited',
  },
] as const;

async function loadIptables(
  inside: Inside,
  { place, text, kind }: LoadableRules,
  final: Final,
): Promise<void> {
  const chains = kind === 'network' ? ['FORWARD'] : ['INPUT', 'OUTPUT'];
  for (const { restore, edit, refusal } of PROGRAMS) {
    await runIn(inside, place, [restore, '--noflush'], text);
    if (final !== 'reject') continue;
    const reset = ['-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset'];
    for (const chain of chains) {
      await runIn(inside, place, [edit, '-A', chain, ...reset]);
      await runIn(inside, place, [edit, '-A', chain, '-j', 'REJECT', '--reject-with', refusal]);
    }
  }
}

/** Lets nothing through a filter, and nothing new into a host. */
export async function loadDenyAll(inside: Inside, place: string, kind: LoadableRules['kind']): Promise<void> {
  const text = [
    'table inet portolan_lab {',
    '  chain deny {',
    `    type filter hook ${kind === 'network' ? 'forward' : 'input'} priority filter; policy drop;`,
    // A host still sends for itself, and finds its neighbours.
    ...(kind === 'host'
      ? [
          '    iifname "lo" accept',
          '    ct state established,related accept',
          '    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept',
        ]
      : []),
    ...REFUSALS.map((refusal) => `    ${refusal}`),
    '  }',
    '}',
    '',
  ];
  await runIn(inside, place, ['nft', '-f', '-'], text.join('\n'));
}

const EMPTY = '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n';

/** Takes all rules away. */
export async function unloadRules(inside: Inside, place: string, dialect: LabDialect): Promise<void> {
  if (dialect === 'iptables')
    for (const { restore } of PROGRAMS) await runIn(inside, place, [restore], EMPTY);
  await runIn(inside, place, ['nft', 'flush', 'ruleset']);
}

/** Packets that each planned line let through, by the id of the rule that its comment starts with. */
export type Counters = ReadonlyMap<string, number>;

export async function countersOf(inside: Inside, rules: LoadableRules): Promise<Counters> {
  const counters = new Map<string, number>();
  const add = (comment: string, packets: number): void => {
    const id = comment.split(' ')[0] ?? '';
    counters.set(id, (counters.get(id) ?? 0) + packets);
  };
  if (rules.dialect === 'nftables') {
    const json = await runIn(inside, rules.place, [
      'nft',
      '-j',
      'list',
      'table',
      'inet',
      nftTable(rules.text),
    ]);
    for (const { rule } of (JSON.parse(json) as NftListing).nftables) {
      const counted = rule?.expr.find((e) => e.counter !== undefined)?.counter;
      if (rule?.comment !== undefined && counted) add(rule.comment, counted.packets);
    }
    return counters;
  }
  for (const { save } of PROGRAMS) {
    const text = await runIn(inside, rules.place, [save, '-c', '-t', 'filter']);
    for (const [, packets, comment] of text.matchAll(
      /^\[(\d+):\d+\] .*--comment "?([^"\n]*?)"? -j ACCEPT$/gm,
    ))
      add(comment ?? '', Number(packets));
  }
  return counters;
}

interface NftListing {
  readonly nftables: readonly {
    readonly rule?: {
      readonly comment?: string;
      readonly expr: readonly { readonly counter?: { readonly packets: number } }[];
    };
  }[];
}
