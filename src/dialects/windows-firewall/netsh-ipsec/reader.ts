import type { DialectReader } from '../../reader.ts';
import { parseStatic, type ReadStatic } from './parse.ts';
import { raiseStatic } from './raise.ts';
import { recogniseNetshIpsec } from './recognise.ts';

/** Static IPsec policies of a Windows host, as the commands of netsh that make them. */
export const windowsNetshIpsecReader: DialectReader<ReadStatic> = {
  id: 'windows-netsh-ipsec',
  title: 'Windows IPsec policy (netsh ipsec static)',
  recognises: recogniseNetshIpsec,
  parse: parseStatic,
  raise: raiseStatic,
  // Where a line stands decides nothing here: which filter is asked first comes from what all of them match.
  write: () => undefined,
};
