import type { Cursor } from './cursor.ts';
import type { ReadNftSelector } from './model.ts';
import { WORD } from './tokens.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Field → its selector, made once: there are millions of uses. */
const under = (head: string, fields: ReadonlySet<string>): ReadonlyMap<string, ReadNftSelector> =>
  new Map([...fields].map((field) => [field, `${head} ${field}`]));

/** Header → its fields (nft(8), "payload expressions"). */
const FIELDS: ReadonlyMap<string, ReadonlyMap<string, ReadNftSelector>> = new Map(
  (
    [
      ['ip', set('saddr daddr protocol version hdrlength dscp ecn length id frag-off ttl checksum')],
      ['ip6', set('saddr daddr nexthdr hoplimit version dscp ecn flowlabel length')],
      ['tcp', set('sport dport sequence ackseq doff reserved flags window checksum urgptr')],
      ['udp', set('sport dport length checksum')],
      ['udplite', set('sport dport checksum')],
      ['sctp', set('sport dport vtag checksum')],
      ['dccp', set('sport dport type')],
      ['th', set('sport dport')],
      ['icmp', set('type code checksum id sequence gateway mtu')],
      ['icmpv6', set('type code checksum id sequence packet-too-big parameter-problem mtu max-delay')],
      ['igmp', set('type checksum mrt group')],
      ['ah', set('nexthdr hdrlength reserved spi sequence')],
      ['esp', set('spi sequence')],
      ['comp', set('nexthdr flags cpi')],
      ['ether', set('saddr daddr type')],
      ['vlan', set('id dei cfi pcp type')],
      ['arp', set('htype ptype hlen plen operation')],
      ['frag', set('nexthdr reserved frag-off more-fragments id')],
      ['hbh', set('nexthdr hdrlength')],
      ['dst', set('nexthdr hdrlength')],
      ['mh', set('nexthdr hdrlength type reserved checksum')],
      ['rt', set('nexthdr hdrlength type seg-left classid nexthop mtu ipsec')],
      ['exthdr', set('hbh frag rt dst mh srh')],
      ['socket', set('transparent mark wildcard')],
    ] as const
  ).map(([head, fields]) => [head, under(head, fields)]),
);

const META: ReadonlyMap<string, ReadNftSelector> = under(
  'meta',
  set(
    'length protocol priority random mark iif iifname iiftype iifgroup oif oifname oiftype oifgroup skuid skgid nfproto l4proto pkttype cpu cgroup rtclassid nftrace secmark secpath ipsec ibrname obrname ibriport obriport sdif sdifname ibrpvid ibrvproto time day hour',
  ),
);
/** Those that may stand without `meta`. */
const BARE: ReadonlySet<string> = set(
  'mark iif iifname iiftype iifgroup oif oifname oiftype oifgroup skuid skgid pkttype cpu cgroup rtclassid nftrace ibrname obrname sdif sdifname time day hour',
);
const CT: ReadonlyMap<string, ReadNftSelector> = under(
  'ct',
  set(
    'state status direction mark expiration helper label zone bytes packets avgpkt id l3proto protocol proto-src proto-dst saddr daddr ip ip6',
  ),
);
const FIB_END: ReadonlySet<string> = set('oif oifname type');

/**
 * `ip saddr`, `meta iifname`, `ct original ip saddr`, `fib saddr . iif oif`, `@th,0,16`. Absent, with nothing taken,
 * where none stands here.
 */
export function parseSelector(cursor: Cursor): ReadNftSelector | undefined {
  if (cursor.kind() !== WORD) return undefined;
  const head = cursor.text();
  const fields = FIELDS.get(head);
  if (fields) {
    const field = fields.get(cursor.text(1));
    if (field !== undefined) cursor.at += 2;
    return field ?? (head === 'tcp' && cursor.is('option', 1) ? taken(cursor, 4) : undefined);
  }
  if (head === 'ct') return parseCt(cursor);
  if (head === 'meta') return parseMeta(cursor);
  if (BARE.has(head)) {
    cursor.at++;
    return META.get(head);
  }
  if (head === 'fib') return parseFib(cursor);
  if (head === '@ll' || head === '@nh' || head === '@th' || head === '@ih')
    return cursor.is(',', 1) && cursor.is(',', 3) ? taken(cursor, 5) : undefined;
  return undefined;
}

function taken(cursor: Cursor, words: number): string {
  let text = cursor.text();
  for (let i = 1; i < words; i++) text += ` ${cursor.text(i)}`;
  cursor.at += words;
  return text;
}

function parseMeta(cursor: Cursor): string | undefined {
  const selector = META.get(cursor.text(1));
  if (selector !== undefined) cursor.at += 2;
  return selector;
}

function parseCt(cursor: Cursor): string | undefined {
  const key = cursor.text(1);
  const way = key === 'original' || key === 'reply' ? 1 : 0;
  const last = way === 0 ? key : cursor.text(2);
  const selector = CT.get(last);
  if (selector === undefined) return undefined;
  if (way === 0 && last !== 'ip' && last !== 'ip6') {
    cursor.at += 2;
    return selector;
  }
  return taken(cursor, 2 + way + (last === 'ip' || last === 'ip6' ? 1 : 0));
}

/** `fib saddr . iif oif`, `fib daddr . iif type`. */
function parseFib(cursor: Cursor): string | undefined {
  for (let words = 2; words < 12; words++) {
    if (FIB_END.has(cursor.text(words)) && !cursor.is('.', words - 1)) return taken(cursor, words + 1);
  }
  return undefined;
}
