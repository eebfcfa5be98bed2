import type { DialectReader } from '../reader.ts';
import { linesOf } from '../source/lines.ts';
import type { WindowsConfig } from './read/model.ts';
import { otherForm } from './read/other-form.ts';
import { runScript } from './read/powershell/run.ts';
import { raise } from './read/raise/raise.ts';
import { formOf, recogniseWindows } from './read/recognise.ts';
import { parseRegistry } from './read/registry/parse-registry.ts';
import { write } from './read/write.ts';

/** A Windows host's own firewall: PowerShell scripts, and rules as the registry holds them. */
export const windowsFirewallReader: DialectReader<WindowsConfig> = {
  id: 'windows-firewall',
  title: 'Windows Defender Firewall',

  recognises: recogniseWindows,

  parse(text, file) {
    const lines = linesOf(text, file);
    const form = formOf(text);
    switch (form) {
      case 'registry': {
        const { steps, diagnostics } = parseRegistry(lines);
        return { config: { kind: 'windows-firewall', form, file, steps }, diagnostics };
      }
      case 'powershell':
      case 'none': {
        const { steps, diagnostics } = runScript(lines);
        return { config: { kind: 'windows-firewall', form: 'powershell', file, steps }, diagnostics };
      }
      case 'netsh':
      case 'json':
      case 'hive': {
        const { steps, diagnostics } = otherForm(lines, form);
        return { config: { kind: 'windows-firewall', form: 'other', file, steps }, diagnostics };
      }
      default:
        return form satisfies never;
    }
  },

  raise,
  write,
};
