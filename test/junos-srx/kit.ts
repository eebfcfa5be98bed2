/** Small questions to a text of an SRX. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { SrxConfig } from '../../src/dialects/junos-srx/model.ts';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface SrxReading {
  readonly config: SrxConfig;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
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

/** Networks behind a zone, as a person says them. */
export function networks(...texts: readonly string[]): readonly AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

/** Two zones that hold all addresses between them. */
export const TWO: Readonly<Record<string, readonly AddressRange[]>> = {
  clients: networks('10.1.0.0/16', '2001:db8:1::/48'),
  servers: networks('10.0.0.0/16', '2001:db8:2::/48'),
};

/** Reads a text as the command line would. */
export function readSrx(
  text: string,
  interfaces: Readonly<Record<string, readonly AddressRange[]>> = TWO,
): SrxReading {
  const parsed = junosSrxReader.parse(text, 'srx.conf');
  const raised = junosSrxReader.raise(parsed.config, { interfaces: new Map(Object.entries(interfaces)) });
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  const { configuration } = raised;
  return {
    config: parsed.config,
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

const PAIR = 'set security policies from-zone clients to-zone servers';

/** One policy from clients to servers in set form; each argument is what stands behind the policy's name. */
export function policy(name: string, ...lines: readonly string[]): string {
  return lines.map((line) => `${PAIR} policy ${name} ${line}\n`).join('');
}

/** A policy with the usual parts; an empty part is `any`. */
export function permit(
  name: string,
  application: string = 'any',
  source: string = 'any',
  destination: string = 'any',
): string {
  return policy(
    name,
    `match source-address ${source}`,
    `match destination-address ${destination}`,
    `match application ${application}`,
    'then permit',
  );
}
