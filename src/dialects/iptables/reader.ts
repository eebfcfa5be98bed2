import type { DialectReader } from '../reader.ts';
import type { IptablesConfig } from './model.ts';
import { parseIptables } from './parse.ts';
import { raiseIptables } from './raise.ts';
import { recogniseIptables } from './recognise.ts';
import { writeIptables } from './write.ts';

/** `iptables-save` and `ip6tables-save`: the older form of the Linux kernel's filter. */
export const iptablesReader: DialectReader<IptablesConfig> = {
  id: 'iptables',
  title: 'iptables-save, ip6tables-save',
  recognises: recogniseIptables,
  parse: parseIptables,
  raise: raiseIptables,
  write: writeIptables,
};
