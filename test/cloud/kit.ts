/** Small questions to a text of a cloud's filter. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { DialectReader, RaiseContext } from '../../src/dialects/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface CloudReading {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** The codes of all diagnostics, in their order. */
  readonly codes: readonly string[];
  ask(packet: string, hook?: Ruleset['hook']): Verdict;
  /** Everything that the verdict depends on. */
  why(packet: string, hook?: Ruleset['hook']): readonly string[];
}

const packetOf = (text: string): Packet => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(`${text}: ${packet.error}`);
  return packet;
};

const networks = (text: string): readonly AddressRange[] =>
  text.split(',').map((one) => {
    const network = parseNetwork(one.trim());
    if ('error' in network) throw new Error(`${one}: ${network.error}`);
    return network;
  });

/** Reads texts of a language as the command line would. */
export function readingWith(
  reader: DialectReader<never>,
): (
  text: string,
  kind?: RaiseContext['kind'],
  interfaces?: Readonly<Record<string, string>>,
) => CloudReading {
  return (text, kind = 'host', interfaces = {}) => {
    const parsed = reader.parse(text, 'cloud.json');
    const raised = reader.raise(parsed.config, {
      interfaces: new Map(Object.entries(interfaces).map(([name, text]) => [name, networks(text)])),
      kind,
    });
    const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
    const { configuration } = raised;
    const usual = kind === 'network' ? 'forward' : 'in';
    return {
      configuration,
      diagnostics,
      codes: diagnostics.map((d) => d.code),
      ask: (packet, hook = usual) => judgeAll(configuration, hook, packetOf(packet)).verdict,
      why: (packet, hook = usual) =>
        judgeAll(configuration, hook, packetOf(packet)).judgements.flatMap((j) =>
          j.conditional.flatMap((rule) => rule.depends.map((d) => d.text)),
        ),
    };
  };
}

export function fixture(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
}
