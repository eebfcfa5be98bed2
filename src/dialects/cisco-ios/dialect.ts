import type { Dialect } from '../dialect.ts';
import { IOS_CAPABILITIES, NXOS_CAPABILITIES } from './capabilities.ts';
import { lowerFor } from './lower.ts';
import { print } from './print.ts';
import type { RouterFile } from './print-model.ts';

/** Cisco IOS and IOS-XE: a list of each family inbound at each interface, with the way back. */
export const ciscoIos: Dialect<RouterFile> = {
  id: 'cisco-ios',
  title: 'Cisco IOS and IOS-XE',
  extension: 'cfg',
  reader: 'cisco-ios',
  capabilities: IOS_CAPABILITIES,
  lower: (policy) => lowerFor('ios', policy),
  print,
};

/** Cisco NX-OS: the same for a Nexus, with its groups of addresses and ports. */
export const ciscoNxos: Dialect<RouterFile> = {
  id: 'cisco-nxos',
  title: 'Cisco NX-OS',
  extension: 'cfg',
  reader: 'cisco-nxos',
  capabilities: NXOS_CAPABILITIES,
  lower: (policy) => lowerFor('nxos', policy),
  print,
};
