import type { Dialect } from '../../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { IpsecScript } from './model.ts';
import { print } from './print.ts';

/** IPsec of a Windows host, as a PowerShell script. */
export const windowsIpsec: Dialect<IpsecScript> = {
  id: 'windows-ipsec',
  title: 'Windows connection security rules (PowerShell)',
  extension: 'ps1',
  reader: 'windows-ipsec',
  capabilities: CAPABILITIES,
  lower,
  print,
};
