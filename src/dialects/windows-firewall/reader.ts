import type { DialectReader } from '../reader.ts';
import { linesOf } from '../source/lines.ts';
import { parseJson } from './read/json/parse-json.ts';
import type { WindowsConfig } from './read/model.ts';
import { parseListing } from './read/netsh/parse-listing.ts';
import { parseScript } from './read/netsh/parse-script.ts';
import { otherForm } from './read/other-form.ts';
import { runScript } from './read/powershell/run.ts';
import { raise } from './read/raise/raise.ts';
import { formOf, recogniseWindows } from './read/recognise.ts';
import { parsePol } from './read/registry/parse-pol.ts';
import { parseRegistry } from './read/registry/parse-registry.ts';
import { write } from './read/write.ts';

/** A Windows host's own firewall, in all forms in which it is exported and scripted. */
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
      case 'group-policy': {
        const { steps, diagnostics } = parsePol(text, file);
        return { config: { kind: 'windows-firewall', form: 'registry', file, steps }, diagnostics };
      }
      case 'netsh-listing': {
        const { steps, diagnostics } = parseListing(lines);
        return { config: { kind: 'windows-firewall', form: 'netsh', file, steps }, diagnostics };
      }
      case 'netsh-script': {
        const { steps, diagnostics } = parseScript(lines);
        return { config: { kind: 'windows-firewall', form: 'netsh', file, steps }, diagnostics };
      }
      case 'json': {
        const { steps, diagnostics } = parseJson(lines);
        return { config: { kind: 'windows-firewall', form: 'json', file, steps }, diagnostics };
      }
      case 'foreign-listing':
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
