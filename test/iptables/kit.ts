/** Reads small iptables configurations and asks them about packets. */
import { iptablesReader } from '../../src/dialects/iptables/reader.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { NEW, type StateSet } from '../../src/net/state.ts';
import type { Configuration, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';

export type Interfaces = ReadonlyMap<string, readonly AddressRange[]>;

export interface ReadFile {
  readonly configuration: Configuration;
  /** Codes with their lines: `PT8001:3`. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

export function readFile(text: string, interfaces: Interfaces = new Map(), file = 'rules'): ReadFile {
  const { config, diagnostics } = iptablesReader.parse(text, file);
  const raised = iptablesReader.raise(config, { interfaces });
  const all = [...diagnostics, ...raised.diagnostics];
  return {
    configuration: raised.configuration,
    codes: all.map(({ code, place }) => `${code}:${place?.line ?? '-'}`),
    messages: all.map(({ message }) => message),
  };
}

/** A table `filter` that drops, with these lines; the first of them is line 5. */
export function filterTable(...lines: string[]): string {
  return [
    '*filter',
    ':INPUT DROP [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT DROP [0:0]',
    ...lines,
    'COMMIT',
    '',
  ].join('\n');
}

/** What becomes of a packet that is sent through. */
export function verdictOf(
  { configuration }: ReadFile,
  packet: string,
  { hook = 'forward', state = NEW }: { hook?: Ruleset['hook']; state?: StateSet } = {},
): string {
  const parsed = parsePacket(packet);
  if ('error' in parsed) throw new Error(`${packet}: ${parsed.error}`);
  return judgeAll(configuration, hook, parsed, state).verdict;
}

export function rulesetNamed({ configuration }: ReadFile, name: string, hook?: Ruleset['hook']): Ruleset {
  const found = configuration.rulesets.find((r) => r.name === name && (hook ?? r.hook) === r.hook);
  if (!found) throw new Error(`no ${name} in ${configuration.rulesets.map((r) => r.name).join(', ')}`);
  return found;
}

/** The rules of `filter FORWARD`. */
export function forwardRules(file: ReadFile): readonly FilterRule[] {
  return rulesetNamed(file, 'iptables filter FORWARD').rules;
}
