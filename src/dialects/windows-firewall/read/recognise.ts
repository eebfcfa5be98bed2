import { FIRST_LABELS, listingLabel } from './netsh/words.ts';
import { isRuleString } from './registry/rule-string.ts';

/** How a text says its rules. */
export type Form =
  | 'powershell'
  | 'registry'
  | 'group-policy'
  | 'netsh-listing'
  | 'netsh-script'
  | 'json'
  /** Known by sight only. */
  | 'foreign-listing'
  | 'hive'
  | 'none';

/** How much of a text is looked at for its form. */
const START = 200_000;
/** How much for what its rules are called. */
const SAMPLE = 1_000_000;

/** `PReg`, with one character for each byte, or one for each unit of 16 bits ([MS-GPREG] 2.2.1). */
const isGroupPolicy = (text: string): boolean => text.startsWith('PReg') || text.startsWith('\u5250\u6765');

/** By what stands in the text, looked at from its start. */
export function formOf(text: string): Form {
  if (isGroupPolicy(text)) return 'group-policy';
  const start = text
    .slice(0, START)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('regf')) return 'hive';
  const first = start.slice(0, 400);
  if (/^(windows registry editor version|regedit4|hkey_|\[-?hkey_)/i.test(first) || isRuleString(first))
    return 'registry';
  if (/^[\t ]*(?:"[^"\n]{0,200}"=")?v\d{1,2}\.\d{1,3}\|[a-z]/im.test(start)) return 'registry';
  if (/REG_SZ {4,}v\d{1,2}\.\d{1,3}\|/.test(start)) return 'registry';
  // A list without rules is one, where somebody says that it is.
  if (/^[[{]/.test(start) && (jsonLikeness(start) > 0 || /^\[\s*\]\s*$/.test(start))) return 'json';
  const label = listingLabel(start);
  if (label !== undefined) return FIRST_LABELS.has(label) ? 'netsh-listing' : 'foreign-listing';
  if (/netfirewall(?:rule|profile)\b|^\s*\$\w+\s*=/im.test(start)) return 'powershell';
  if (NETSH.test(start) || /^@echo off\b/i.test(start)) return 'netsh-script';
  return /\$\w|^\s*#/.test(start) ? 'powershell' : 'none';
}

const NETSH = /^[^#\n]{0,200}?\bnetsh(?:\.exe)?"?\s+advfirewall\s/im;

/** How much JSON looks like rules of Windows: by the names that its own tools use. */
function jsonLikeness(start: string): number {
  if (/vendor_msft_firewall_mdmstore_|#microsoft\.graph\.windowsFirewallRule"/i.test(start)) return 1;
  if (/"trafficDirection"\s*:/.test(start) && /"(?:profileTypes|displayName)"\s*:/.test(start)) return 0.9;
  if (!/"(?:DisplayName|InstanceID)"\s*:/i.test(start) || !/"Direction"\s*:/i.test(start)) return 0;
  return /"(?:LocalPort|EdgeTraversalPolicy|DisplayGroup|Profiles?|Enabled)"\s*:/i.test(start) ? 0.9 : 0.5;
}

/** How surely a text holds rules of a Windows host's own firewall, from 0 to 1. */
export function recogniseWindows(text: string, file: string): number {
  const form = formOf(text);
  switch (form) {
    case 'group-policy':
      return 1;
    case 'registry':
      return /v\d{1,2}\.\d{1,3}\||firewallpolicy|windowsfirewall/i.test(text.slice(0, SAMPLE)) ? 1 : 0.2;
    case 'json':
      return jsonLikeness(text.slice(0, START));
    case 'netsh-listing':
      return 0.95;
    case 'netsh-script':
      return NETSH.test(text.slice(0, START)) ? 0.95 : 0.3;
    case 'foreign-listing':
      return 0.4;
    case 'hive':
      return 0.3;
    case 'powershell':
    case 'none':
      if (/-netfirewall(?:rule|profile)\b/i.test(text.slice(0, SAMPLE))) return 0.95;
      return /\.ps1$/i.test(file) ? 0.5 : 0;
    default:
      return form satisfies never;
  }
}
