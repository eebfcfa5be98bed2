import { Names } from '../lowering/names.ts';
import { CAPABILITIES } from './capabilities.ts';

/**
 * Words that Check Point keeps for itself, in lower case: no object is called so, nor ends in a dash and such a word.
 * And `esp`, which is there.
 *
 * Source: Check Point knowledge base sk40179, "What are the characters and reserved words forbidden for use".
 */
const RESERVED: ReadonlySet<string> = new Set(
  `accept account accounting alert all and any apr aug auth authalert between black blue broadcasts call cancel
  clear clock_time conn connstate count cyan dark date day dec define delete delta deny destination direct
  dnsinfo do domain drop dst duplicate dynamic else esp expire expires export expr feb firebrick first
  foreground forest forward fri friday from gateways get gold gray green gui host hosts icmp_code icmp_type if
  ifaddr ifid import in in_range inbound ip ip_p is jan jul jun kbuf keep limit local location log long lvip
  mail mar may mday medium modify mon monday month mortrap navy netof nets nexpires none not nov oct or orange
  origdport origdst origsport origsrc out outbound packet packetid packetlen pass r_arg r_call_counter r_cdir
  r_cflags r_client_encrypt_key record red refuse reject sat saturday sep set short sienna skip spoof spoofalert
  sr src static sun sunday sync targets tcp tcpdone than thu thursday time to tod tot tue udp ufp users vanish
  wasskipped wed wednesday when whence while white with within xor yellow`.split(/\s+/),
);

/** Letters, digits and what stands in names everywhere; `SR0` to `SR15` start none. */
const RULES = {
  longest: CAPABILITIES.nameLength,
  illegal: /[^A-Za-z0-9_.-]/u,
  start: { legal: /^(?![Ss][Rr]\d)[A-Za-z]/, prefix: 'n_' },
  ignoresCase: true,
  reserved: RESERVED,
} as const;

/** Names of objects: addresses and services share one space of them. */
export class ObjectNames extends Names {
  constructor() {
    super(RULES);
  }

  override take(wish: string): string {
    return super.take(
      wish.replace(/-([A-Za-z]+)/g, (part, word: string) =>
        RESERVED.has(word.toLowerCase()) ? `_${word}` : part,
      ),
    );
  }
}
