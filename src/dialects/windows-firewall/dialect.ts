import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { WindowsScript } from './model.ts';
import { print } from './print.ts';

/** A Windows host's own firewall, as a PowerShell script. */
export const windowsFirewall: Dialect<WindowsScript> = {
  id: 'windows-firewall',
  title: 'Windows Defender Firewall (PowerShell)',
  extension: 'ps1',
  reader: 'windows-firewall',
  capabilities: CAPABILITIES,
  lower: (policy) => lower(policy, CAPABILITIES),
  print,
};
