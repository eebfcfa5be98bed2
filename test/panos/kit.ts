/** Small questions to a text of PAN-OS. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface PanosReading {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** Code and line of all diagnostics, in their order. */
  readonly said: readonly string[];
  ask(packet: string): Verdict;
  /** Everything that the verdict depends on. */
  why(packet: string): readonly string[];
}

const packetOf = (text: string): Packet => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(`${text}: ${packet.error}`);
  return packet;
};

const networkOf = (text: string): AddressRange => {
  const network = parseNetwork(text);
  if ('error' in network) throw new Error(`${text}: ${network.error}`);
  return network;
};

/** Reads a text as the command line would; `zones` say what stands in them: `10.0.0.0/8,fd00::/8`. */
export function readPanos(
  text: string,
  zones: Readonly<Record<string, string>> = {},
  file: string = 'fw.conf',
): PanosReading {
  const interfaces = new Map(
    Object.entries(zones).map(([zone, networks]) => [zone, networks.split(',').map(networkOf)]),
  );
  const parsed = panosReader.parse(text, file);
  const raised = panosReader.raise(parsed.config, { interfaces });
  const { configuration } = raised;
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  return {
    configuration,
    diagnostics,
    said: diagnostics.map((d) => `${d.code} ${d.place?.line ?? '-'}`),
    ask: (packet) => judgeAll(configuration, 'forward', packetOf(packet)).verdict,
    why: (packet) =>
      judgeAll(configuration, 'forward', packetOf(packet)).judgements.flatMap((j) =>
        j.conditional.flatMap((rule) => rule.depends.map((d) => d.text)),
      ),
  };
}

export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/panos/${name}`, import.meta.url), 'utf8');
}

/** A rule in the set format: everything is `any` but what is said. */
export function rule(name: string, says: string, action: string = 'allow'): string {
  const parts = ['from', 'to', 'source', 'destination', 'application', 'service'];
  const rest = parts.filter((key) => !` ${says}`.includes(` ${key} `)).map((key) => `${key} any`);
  return `set rulebase security rules "${name}" ${[...rest, `action ${action}`, says].join(' ').trim()}\n`;
}
