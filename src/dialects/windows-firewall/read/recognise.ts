import { isRuleString } from './registry/rule-string.ts';

/** How a text says its rules. `netsh` and `json` are known by sight only. */
export type Form = 'powershell' | 'registry' | 'netsh' | 'json' | 'hive' | 'none';

/** How much of a text is looked at for its form. */
const START = 200_000;
/** How much for what its rules are called. */
const SAMPLE = 1_000_000;

/** By what stands in the text, looked at from its start. */
export function formOf(text: string): Form {
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
  if (/^[[{]\s*(?:[{"]|$)/.test(start) && /"(?:displayname|direction|localport|protocol)"\s*:/i.test(start))
    return 'json';
  if (/^[^:\n]{1,60}:[^\n]*\r?\n-{40,}\r?$/m.test(start)) return 'netsh';
  return /netfirewall(?:rule|profile)|\$\w|^\s*#/i.test(start) ? 'powershell' : 'none';
}

/** How surely a text holds rules of a Windows host's own firewall, from 0 to 1. */
export function recogniseWindows(text: string, file: string): number {
  const form = formOf(text);
  if (form === 'registry')
    return /v\d{1,2}\.\d{1,3}\||firewallpolicy|windowsfirewall/i.test(text.slice(0, SAMPLE)) ? 1 : 0.2;
  if (form === 'netsh' || form === 'json' || form === 'hive') return form === 'hive' ? 0.3 : 0.4;
  if (/-netfirewall(?:rule|profile)\b/i.test(text.slice(0, SAMPLE))) return 0.95;
  return /\.ps1$/i.test(file) ? 0.5 : 0;
}
