/** Small questions to a configuration of pfSense or OPNsense. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { PfConfig } from '../../src/dialects/pfsense/model.ts';
import { pfsenseReader } from '../../src/dialects/pfsense/reader.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll, type Verdict } from '../../src/verify/judge.ts';

export interface PfReading {
  readonly config: PfConfig;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
  ask(packet: string): Verdict;
  why(packet: string): readonly string[];
}

export const packetOf = (text: string): Packet => {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(`${text}: ${packet.error}`);
  return packet;
};

export function networks(...texts: readonly string[]): readonly AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

/** Two sides that hold all addresses which are asked for. */
const TWO: Readonly<Record<string, readonly AddressRange[]>> = {
  lan: networks('10.1.0.0/16', '2001:db8:1::/48'),
  opt1: networks('10.0.0.0/16', '2001:db8:2::/48'),
};

export function readPf(
  text: string,
  interfaces: Readonly<Record<string, readonly AddressRange[]>> = TWO,
): PfReading {
  const parsed = pfsenseReader.parse(text, 'config.xml');
  const raised = pfsenseReader.raise(parsed.config, { interfaces: new Map(Object.entries(interfaces)) });
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  const { configuration } = raised;
  return {
    config: parsed.config,
    configuration,
    diagnostics,
    codes: diagnostics.map((d) => d.code),
    ask: (packet) => judgeAll(configuration, 'forward', packetOf(packet)).verdict,
    why: (packet) =>
      judgeAll(configuration, 'forward', packetOf(packet)).judgements.flatMap((j) =>
        j.conditional.flatMap((rule) => rule.depends.map((d) => d.text)),
      ),
  };
}

export interface Parts {
  readonly type?: string;
  readonly interface?: string;
  readonly source?: string;
  readonly destination?: string;
  /** Further elements; those that stand here are not added once more. */
  readonly more?: string;
}

/** A rule of the old kind; without more, TCP from anywhere to anywhere that comes in by lan. */
export function rule({
  type = 'pass',
  source = '<any/>',
  destination = '<any/>',
  more = '<protocol>tcp</protocol>',
  ...rest
}: Parts = {}): string {
  const key = rest.interface ?? 'lan';
  return `<rule><type>${type}</type>${key && `<interface>${key}</interface>`}<ipprotocol>inet</ipprotocol>${more}<source>${source}</source><destination>${destination}</destination><descr><![CDATA[a & b]]></descr></rule>\n`;
}

/** A configuration of rules and whatever else. */
export function pf(rules: string, rest: string = '', product: 'pfsense' | 'opnsense' = 'pfsense'): string {
  return `<?xml version="1.0"?>\n<${product}>\n${rest}<filter>\n${rules}</filter>\n</${product}>\n`;
}
