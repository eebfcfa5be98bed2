import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { type Lines, writtenAt } from '../../source/lines.ts';
import type { Step } from './model.ts';

const WHAT = {
  'foreign-listing': 'the output of netsh in a language of Windows that is not known',
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
