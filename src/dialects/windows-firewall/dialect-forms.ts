/** The other forms of Windows' rules: the same rules, for other ways to get them to a host. */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Policy } from '../../policy/model.ts';
import type { Dialect } from '../dialect.ts';
import {
  CAPABILITIES,
  INTUNE_CAPABILITIES,
  NETSH_CAPABILITIES,
  STRING_CAPABILITIES,
} from './capabilities.ts';
import { lower } from './lower.ts';
import type { WindowsScript } from './model.ts';
import { printGroupPolicy } from './print-gpo.ts';
import { printIntune } from './print-intune.ts';
import { printJson } from './print-json.ts';
import { printNetsh } from './print-netsh.ts';
import { printRegistry } from './print-registry.ts';

type Form = Omit<Dialect<WindowsScript>, 'reader' | 'lower'>;

/** One reader reads all of them back. */
const form = (fields: Form): Dialect<WindowsScript> => ({
  ...fields,
  reader: 'windows-firewall',
  lower: (policy) => lower(policy, fields.capabilities),
});

export const windowsNetsh: Dialect<WindowsScript> = form({
  id: 'windows-netsh',
  title: 'Windows Defender Firewall (netsh)',
  extension: 'cmd',
  capabilities: NETSH_CAPABILITIES,
  print: printNetsh,
});

export const windowsRegistry: Dialect<WindowsScript> = form({
  id: 'windows-registry',
  title: 'Windows Defender Firewall (registry file)',
  extension: 'reg',
  encoding: 'utf16le',
  capabilities: STRING_CAPABILITIES,
  print: printRegistry,
});

export const windowsGpo: Dialect<WindowsScript> = form({
  id: 'windows-gpo',
  title: 'Windows Defender Firewall (group policy, Registry.pol)',
  extension: 'pol',
  encoding: 'utf16le',
  capabilities: STRING_CAPABILITIES,
  print: printGroupPolicy,
});

export const windowsJson: Dialect<WindowsScript> = form({
  id: 'windows-json',
  title: 'Windows Defender Firewall (JSON of Get-NetFirewallRule)',
  extension: 'json',
  capabilities: CAPABILITIES,
  print: printJson,
});

export const windowsIntune: Dialect<WindowsScript> = {
  ...form({
    id: 'windows-intune',
    title: 'Windows Defender Firewall (Intune settings catalog)',
    extension: 'json',
    capabilities: INTUNE_CAPABILITIES,
    print: printIntune,
  }),
  lower: lowerForIntune,
};

/** The settings catalog has no type of ICMP, and a rule without one would permit all of them. */
function lowerForIntune(policy: Policy): ReturnType<typeof lower> {
  const { model, diagnostics } = lower(policy, INTUNE_CAPABILITIES);
  const rules = model.rules.filter((rule) => rule.icmpType === undefined);
  const lost = model.rules.find((rule) => rule.icmpType !== undefined);
  if (lost)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `a settings-catalog policy can not say "${lost.rule.title}" and other rules for ICMP: it has no type of it`,
        help: 'Permit ICMP by a group policy (windows-gpo) or a script (windows-firewall)',
      }),
    );
  return { model: { ...model, rules }, diagnostics };
}
