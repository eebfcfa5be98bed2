import type { Dialect } from '../../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { StaticPolicy } from './model.ts';
import { print } from './print.ts';

/** IPsec of a Windows host as a static policy, for hosts that have nothing newer. */
export const windowsNetshIpsec: Dialect<StaticPolicy> = {
  id: 'windows-netsh-ipsec',
  title: 'Windows IPsec policy (netsh ipsec static)',
  extension: 'cmd',
  reader: 'windows-netsh-ipsec',
  capabilities: CAPABILITIES,
  lower,
  print,
};
