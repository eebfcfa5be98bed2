/** Small questions to a text in any language that is read. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface Reading<Config> {
  readonly config: Config;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** The codes of all diagnostics, in their order. */
  readonly codes: readonly string[];
  ask(packet: string, hook?: Ruleset['hook']): Verdict;
  /** Everything that the verdict depends on. */
  why(packet: string): readonly string[];
}

export const packetOf = (text: string): Packet => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(`${text}: ${packet.error}`);
  return packet;
};

/** Networks behind an interface or zone, as a person says them. */
export function networks(...texts: readonly string[]): readonly AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

export type Behind = Readonly<Record<string, readonly AddressRange[]>>;

/** Reads a text as the command line would; `behind` says what stands behind which interface. */
export function readGiven<Config>(
  reader: DialectReader<Config>,
  text: string,
  behind: Behind = {},
  file: string = 'fw.conf',
): Reading<Config> {
  const { config, diagnostics: ofParsing } = reader.parse(text, file);
  const interfaces = new Map(Object.entries(behind));
  const { configuration, diagnostics: ofRaising } = reader.raise(config, { interfaces });
  const diagnostics = [...ofParsing, ...ofRaising];
  return {
    config,
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

/** The same, with networks as text. */
export function readWith<Config>(
  reader: DialectReader<Config>,
  text: string,
  interfaces: Readonly<Record<string, readonly string[]>> = {},
): Reading<Config> {
  const behind = Object.entries(interfaces).map(([name, texts]) => [name, networks(...texts)] as const);
  return readGiven(reader, text, Object.fromEntries(behind));
}

/** A fixture's text. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
}
