/** What Portolan reads out of nftables rules, held against what the kernel does with real packets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nftablesReader } from '../../src/dialects/nftables/reader.ts';
import { ANY_ADDRESS } from '../../src/net/match.ts';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { generatedNft } from './generated-nft.ts';
import { askKernel, type KernelVerdict, listed, stateInKernel, unavailable } from './kernel.ts';
import { packetsAt } from './points.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: referee/nftables.test.ts: ${unavailable}`);

const LONG = process.env.PORTOLAN_LONG === '1';
/** Both interfaces of the referee carry everything. */
const interfaces = new Map([
  ['eth0', ANY_ADDRESS],
  ['eth1', ANY_ADDRESS],
]);

function raise(text: string): Configuration {
  const { config, diagnostics } = nftablesReader.parse(text, 'a.nft');
  const raised = nftablesReader.raise(config, { interfaces });
  const messages = [...diagnostics, ...raised.diagnostics]
    .filter((d) => d.code !== 'PT8004')
    .map((d) => d.message);
  expect(messages, text).toEqual([]);
  return raised.configuration;
}

/** Packets about which Portolan and the kernel disagree. */
function disagreements(
  configuration: Configuration,
  hook: 'forward' | 'in',
  packets: readonly Packet[],
  verdicts: readonly KernelVerdict[],
): string[] {
  return packets.flatMap((packet, i) => {
    const kernel = verdicts[i];
    const { verdict } = judgeAll(configuration, hook, packet, stateInKernel(packet));
    return kernel === 'undeliverable' || kernel === verdict
      ? []
      : [`${formatPacket(packet)}: the kernel says ${kernel}, Portolan ${verdict}`];
  });
}

function referee(text: string, hook: 'forward' | 'in', packets: readonly Packet[]): string[] {
  const verdicts = askKernel({ load: 'nft -f a.nft', files: { 'a.nft': text }, packets, hook });
  const lost = verdicts.filter((v) => v === 'undeliverable').length;
  expect(lost, 'packets that never arrive').toBeLessThan(packets.length / 4);
  return disagreements(raise(text), hook, packets, verdicts);
}

describe.skipIf(unavailable !== undefined)('the kernel agrees', () => {
  it.each(['forward', 'in'] as const)(
    'with every verdict on packets at the edges of generated rules (%s)',
    (hook) => {
      const runs = LONG ? 400 : 12;
      fc.assert(
        fc.property(generatedNft(hook === 'in' ? 'input' : 'forward'), ({ text, points }) => {
          expect(referee(text, hook, packetsAt(points, 400, text.length)), text).toEqual([]);
        }),
        { numRuns: runs, seed: LONG ? Date.now() % 1_000_000 : 20, endOnFailure: true },
      );
    },
    LONG ? 3_600_000 : 60_000,
  );

  it('with the spelling of its own listing, which is read as the same rules', () => {
    fc.assert(
      fc.property(generatedNft('forward'), ({ text, points }) => {
        const written = raise(text);
        const list = listed(text);
        // nft 1.0.6 prints `tcp sport < 92 tcp dport > 27` as `tcp dport != 92-27`, which says something else.
        fc.pre(![...list.matchAll(/!= (\d+)-(\d+)/g)].some((range) => Number(range[1]) > Number(range[2])));
        const listing = raise(list);
        const verdict = (configuration: Configuration, packet: Packet): string =>
          judgeAll(configuration, 'forward', packet, stateInKernel(packet)).verdict;
        const differ = packetsAt(points, 400, text.length).filter(
          (p) => verdict(written, p) !== verdict(listing, p),
        );
        expect(differ.map(formatPacket), text).toEqual([]);
      }),
      { numRuns: LONG ? 500 : 30, seed: 4, endOnFailure: true },
    );
  });

  it('and would not with a rule that was read wrongly', () => {
    const text = (last: number): string =>
      `table inet t { chain f {\n type filter hook forward priority 0; policy drop;\n tcp dport 80-${last} accept\n}\n}\n`;
    const points = {
      source: [],
      destination: [],
      sourcePort: [],
      destinationPort: [79, 80, 90, 91],
      protocol: 6,
    };
    const packets = packetsAt([points], 40, 1);
    const verdicts = askKernel({
      load: 'nft -f a.nft',
      files: { 'a.nft': text(90) },
      packets,
      hook: 'forward',
    });
    expect(disagreements(raise(text(90)), 'forward', packets, verdicts)).toEqual([]);
    const wrong = disagreements(raise(text(91)), 'forward', packets, verdicts);
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong[0]).toMatch(/:91: the kernel says deny, Portolan permit$/);
  });
});
