/** Small questions to a rule set of nftables. */
import { expect } from 'vitest';
import type { ReadNft } from '../../src/dialects/nftables/read/model.ts';
import { nftablesReader } from '../../src/dialects/nftables/reader.ts';
import type { RaiseContext } from '../../src/dialects/reader.ts';
import { network } from '../../src/net/network.ts';
import { NEW } from '../../src/net/state.ts';
import type { Ruleset } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { packetOf, type Reading, readGiven } from '../dialects/reader-kit.ts';

interface Read extends Reading<ReadNft> {
  readonly messages: readonly string[];
}

const net = (first: bigint, last: bigint): ReturnType<typeof network> => network(4, first, last);
export const INTERFACES: RaiseContext['interfaces'] = new Map([
  ['lan', [net(0x0a000000n, 0x0a00ffffn)]],
  ['wan', [net(0xc0000200n, 0xc00002ffn)]],
]);

export function read(text: string, interfaces: RaiseContext['interfaces'] = new Map()): Read {
  const reading = readGiven(nftablesReader, text, Object.fromEntries(interfaces), 'f.nft');
  return { ...reading, messages: reading.diagnostics.map((d) => d.message) };
}

/** Rules in a forward chain that drops everything else. */
export const chain = (...rules: string[]): string =>
  `table inet t {\n  chain f {\n    type filter hook forward priority filter; policy drop;\n${rules.map((r) => `    ${r}`).join('\n')}\n  }\n}\n`;

export function ask(
  { configuration }: Read,
  packet: string,
  { hook = 'forward', state = NEW }: { hook?: Ruleset['hook']; state?: number } = {},
): string {
  return judgeAll(configuration, hook, packetOf(packet), state).verdict;
}

/** Packet → verdict, for rules without any finding. */
export function expectVerdicts(
  text: string,
  verdicts: Readonly<Record<string, string>>,
  interfaces: RaiseContext['interfaces'] = new Map(),
): void {
  const found = read(text, interfaces);
  expect(found.messages).toEqual([]);
  expect(Object.fromEntries(Object.keys(verdicts).map((packet) => [packet, ask(found, packet)]))).toEqual(
    verdicts,
  );
}
