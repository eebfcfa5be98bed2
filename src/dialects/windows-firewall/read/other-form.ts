import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { type Lines, writtenAt } from './lines.ts';
import type { Step } from './model.ts';
import { isRuleString } from './registry/rule-string.ts';

/** How a text says its rules. `netsh` and `json` are known by sight only. */
export type Form = 'powershell' | 'registry' | 'netsh' | 'json' | 'hive' | 'none';

const SAMPLE = 200_000;

/** By what stands in the text, looked at from its start. */
export function formOf(text: string): Form {
  const start = text
    .slice(0, SAMPLE)
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

const WHAT = {
  netsh: 'the output of netsh, which is written in the language of its Windows',
  json: 'JSON',
  hive: 'a binary export',
} as const;

/** A form that is not read: named, with what to give instead, and taken for something that could do anything. */
export function otherForm(
  lines: Lines,
  form: keyof typeof WHAT,
): { steps: Step[]; diagnostics: Diagnostic[] } {
  const written = writtenAt(lines, 0, lines.text.length);
  return {
    steps: [{ kind: 'unknown', ...written, conditions: [] }],
    diagnostics: [
      diagnostic('PT8008', {
        message: `${lines.file} looks like rules of Windows Defender Firewall as ${WHAT[form]}, which is not read`,
        place: written.place,
        help: 'Export them with: reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy FILE.reg',
      }),
    ],
  };
}
