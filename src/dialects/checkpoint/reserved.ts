/**
 * Words that Check Point keeps for itself, in lower case; objects of these names are refused.
 *
 * Source: Check Point knowledge base sk40179, "Reserved words", as far as single words go.
 */
export const RESERVED: ReadonlySet<string> = new Set(
  `accept account accounting all and any apr aug between black blue broadcasts call cancel clear clock_time conn
  connstate count date day dec define delete delta deny destination direct dnsinfo do domain drop dst dynamic else
  expires export expire expr feb forward from fri get gold gray green gui host hosts icmp_code icmp_type if ifaddr
  ifid import in in_range inbound ip ip_p is jan jul jun kbuf keep limit local location log long lvip mar may mday
  modify mon month mortrap navy netof nets nexpires none not nov oct or orange origdport origdst origsport origsrc out
  outbound packet packetid packetlen pass r_arg r_call_counter r_cdir r_cflags r_client_encrypt_key record red refuse
  reject sat sep set skip sr src static sun sync targets tcp tcpdone than thu time to tod tot tue udp ufp vanish wasskipped
  wed when whence while white with within xor yellow`.split(/\s+/),
);
