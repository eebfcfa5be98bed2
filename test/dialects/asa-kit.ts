/** Small questions to a text of an ASA. */

import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { ciscoAsaReader } from '../../src/dialects/cisco-asa/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface AsaReading {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** The codes of all diagnostics, in their order. */
  readonly codes: readonly string[];
  ask(packet: string, hook?: Ruleset['hook']): Verdict;
  /** Everything that the verdict depends on. */
  why(packet: string): readonly string[];
}

const packetOf = (text: string): Packet => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(`${text}: ${packet.error}`);
  return packet;
};

/** Networks behind an interface, as a person says them. */
export function networks(...texts: readonly string[]): readonly AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

/** Reads a text as the command line would. */
export function readAsa(
  text: string,
  interfaces: Readonly<Record<string, readonly AddressRange[]>> = {},
): AsaReading {
  const parsed = ciscoAsaReader.parse(text, 'fw.cfg');
  const raised = ciscoAsaReader.raise(parsed.config, { interfaces: new Map(Object.entries(interfaces)) });
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  const { configuration } = raised;
  return {
    configuration,
    diagnostics,
    codes: diagnostics.map((d) => d.code),
    ask: (packet, hook = 'forward') => judgeAll(configuration, hook, packetOf(packet)).verdict,
    why: (packet) =>
      judgeAll(configuration, 'forward', packetOf(packet)).judgements.flatMap((j) =>
        j.conditional.flatMap((rule) => rule.depends.map((d) => d.text)),
      ),
  };
}

/** One list that judges everything; the lines without `access-list L extended`. */
export function readList(...entries: readonly string[]): AsaReading {
  return readAsa(entries.map((entry) => `access-list L extended ${entry}`).join('\n'));
}
