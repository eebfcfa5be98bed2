/** Small questions to a text of a router or a switch. */

import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { ciscoIosReader, ciscoNxosReader } from '../../src/dialects/cisco-ios/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { NEW, type StateSet } from '../../src/net/state.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface Reading {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** The codes of all diagnostics, in their order. */
  readonly codes: readonly string[];
  ask(packet: string, state?: StateSet): Verdict;
  /** Everything that the verdict depends on. */
  why(packet: string, state?: StateSet): readonly string[];
}

type Behind = Readonly<Record<string, readonly string[]>>;

function networksOf(texts: readonly string[]): AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

function readWith(reader: typeof ciscoIosReader, text: string, behind: Behind): Reading {
  const parsed = reader.parse(text, 'r1.cfg');
  const interfaces = new Map(Object.entries(behind).map(([name, texts]) => [name, networksOf(texts)]));
  const raised = reader.raise(parsed.config, { interfaces });
  const { configuration } = raised;
  const judged = (packetText: string, state: StateSet) => {
    const packet = parsePacket(packetText);
    if ('error' in packet) throw new Error(`${packetText}: ${packet.error}`);
    return judgeAll(configuration, 'forward', packet, state);
  };
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  return {
    configuration,
    diagnostics,
    codes: diagnostics.map((d) => d.code),
    ask: (packet, state = NEW) => judged(packet, state).verdict,
    why: (packet, state = NEW) =>
      judged(packet, state).judgements.flatMap((j) =>
        j.conditional.flatMap((rule) => rule.depends.map((d) => d.text)),
      ),
  };
}

/** Reads a text as the command line would. */
export const readIos = (text: string, behind: Behind = {}): Reading => readWith(ciscoIosReader, text, behind);
export const readNxos = (text: string, behind: Behind = {}): Reading =>
  readWith(ciscoNxosReader, text, behind);

/** One list that judges everything of a family; its entries only. */
export const iosList = (...entries: readonly string[]): Reading =>
  readIos(['ip access-list extended L', ...entries.map((entry) => ` ${entry}`)].join('\n'));
export const iosList6 = (...entries: readonly string[]): Reading =>
  readIos(['ipv6 access-list L', ...entries.map((entry) => ` ${entry}`)].join('\n'));
export const nxosList = (...entries: readonly string[]): Reading =>
  readNxos(['ip access-list L', ...entries.map((entry) => `  ${entry}`)].join('\n'));

/** A hand-made configuration. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
