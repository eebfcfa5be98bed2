/** Reads a text as rules of Windows Defender Firewall and asks what becomes of packets. */

import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { parsePacket } from '../../src/net/packet.ts';
import type { Configuration, FilterRule } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface ReadText {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
  /** Inbound and outbound rules. */
  readonly rules: readonly FilterRule[];
  ask(hook: 'in' | 'out', packet: string): Verdict;
}

export function readWindows(
  text: string,
  interfaces: ReadonlyMap<string, readonly AddressRange[]> = new Map(),
): ReadText {
  const { config, diagnostics } = windowsFirewallReader.parse(text, 'fw.txt');
  const raised = windowsFirewallReader.raise(config, { interfaces });
  const all = [...diagnostics, ...raised.diagnostics];
  return {
    configuration: raised.configuration,
    diagnostics: all,
    codes: all.map((d) => d.code),
    rules: raised.configuration.rulesets.flatMap((r) => r.rules),
    ask(hook, packetText) {
      const packet = parsePacket(packetText);
      if ('error' in packet) throw new Error(packet.error);
      return judgeAll(raised.configuration, hook, packet).verdict;
    },
  };
}

export const HTTP = 'tcp 10.1.0.5:50000 > 10.0.0.1:80';
