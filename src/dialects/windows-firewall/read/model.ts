/**
 * What a text says about Windows Defender Firewall, whatever its form: steps in the words of the PowerShell module
 * NetSecurity, in order, with their places. What the words mean is decided in `raise.ts`.
 */
import type { Written } from '../../source/lines.ts';

/** A parameter of New-NetFirewallRule in lower case → its values as written; `null`: given, but not understood. */
export type Fields = ReadonlyMap<string, readonly string[] | null>;

/** How another rule is written beside this one. */
export type Beside =
  /** A command of its own. */
  | { readonly kind: 'command'; readonly indent: string }
  /** A command of `netsh` in a line of its own. */
  | { readonly kind: 'netsh'; readonly indent: string }
  /** An entry of a list; the command behind the list gives these fields to each of them. */
  | { readonly kind: 'entry'; readonly indent: string; readonly comma: boolean; readonly common: Fields }
  /** A rule string, with what stands around it. */
  | { readonly kind: 'string'; readonly form: 'plain' | 'reg-file' | 'reg-query'; readonly indent: string };

export interface CreateStep extends Written {
  readonly kind: 'create';
  readonly fields: Fields;
  /** Local rules have no effect where a group policy says so. */
  readonly store: 'local' | 'policy';
  /** After "depends on": what decides whether the step is taken at all. */
  readonly conditions: readonly string[];
  readonly via?: Written;
  /** Absent inside of a loop. */
  readonly beside?: Beside;
}

export interface ChangeStep extends Written {
  readonly kind: 'change';
  readonly how: 'set' | 'enable' | 'disable' | 'remove';
  /** Which rules, by their fields; `null`: not understood. */
  readonly query: Fields | null;
  readonly fields: Fields;
  readonly conditions: readonly string[];
}

export interface ProfileStep extends Written {
  readonly kind: 'profile';
  /** `enabled`, `defaultinboundaction`, `defaultoutboundaction`, `allowinboundrules`, `allowlocalfirewallrules`. */
  readonly fields: Fields;
  /** In lower case; `null`: not understood. */
  readonly profiles: readonly string[] | null;
  readonly store: 'local' | 'policy';
  readonly conditions: readonly string[];
}

/** A statement that could make, change or remove rules, nobody knows which. */
export interface UnknownStep extends Written {
  readonly kind: 'unknown';
  /** Absent: both. */
  readonly direction?: 'in' | 'out';
  readonly conditions: readonly string[];
}

/** The ports that Windows hands out to RPC servers. */
export interface PortsStep extends Written {
  readonly kind: 'dynamic-ports';
  readonly first: number;
  readonly last: number;
  readonly conditions: readonly string[];
}

export type Step = CreateStep | ChangeStep | ProfileStep | UnknownStep | PortsStep;

export interface WindowsConfig {
  readonly kind: 'windows-firewall';
  readonly form: 'powershell' | 'registry' | 'netsh' | 'json' | 'other';
  readonly file: string;
  readonly steps: readonly Step[];
}
