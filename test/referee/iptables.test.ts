/** Rule sets are loaded with iptables-restore, packets sent through: the kernel's verdict is the one predicted. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iptablesReader } from '../../src/dialects/iptables/reader.ts';
import { ANY_IPV4, ANY_IPV6, anyOf, ICMP, icmpRange, type Match, TCP, UDP } from '../../src/net/match.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { edgePackets, type GeneratedRules, generatedRules } from './generated-iptables.ts';
import { askKernel, type KernelVerdict, unavailable as noKernel } from './kernel.ts';

const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
const COMMAND = 'iptables-legacy-restore';
const installed = spawnSync(COMMAND, ['--version'], { env: { ...process.env, PATH } }).status === 0;
/** Why the kernel can't be asked on this machine. */
const unavailable = noKernel ?? (installed ? undefined : 'iptables is not installed');
if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: iptables.test.ts: ${unavailable}`);

const LONG = process.env.PORTOLAN_LONG === '1';
/** Rule sets for each family and hook, and packets for each of them. */
const RUNS = LONG ? 60 : 5;
const PACKETS = LONG ? 2000 : 600;

/** In the harness, everything comes in by `eth0` and goes on by `eth1`. */
const interfaces = new Map([
  ['eth0', [ANY_IPV4, ANY_IPV6]],
  ['eth1', [ANY_IPV4, ANY_IPV6]],
]);

function configurationOf(text: string): Configuration {
  const { config, diagnostics } = iptablesReader.parse(text, 'generated');
  const raised = iptablesReader.raise(config, { interfaces });
  const notes = [...diagnostics, ...raised.diagnostics].filter(({ code }) => code !== 'PT8004');
  expect(notes, text).toEqual([]);
  return raised.configuration;
}

interface Answer {
  readonly verdicts: readonly KernelVerdict[];
  /** What the kernel gives back of the rules. */
  readonly saved: string;
}

function ask(rules: GeneratedRules, variant: 'nft' | 'legacy', packets: readonly Packet[]): Answer {
  const command = `${rules.family === 4 ? 'iptables' : 'ip6tables'}-${variant}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-saved-'));
  const saved = path.join(folder, 'saved');
  try {
    const verdicts = askKernel({
      load: `${command}-restore rules\n${command}-save -c >${saved}`,
      clear: variant === 'nft' ? 'nft flush ruleset' : `${command}-restore none`,
      files: {
        rules: rules.text,
        none: '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n',
      },
      packets,
      hook: rules.hook,
    });
    return { verdicts, saved: readFileSync(saved, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packets that the kernel decides on in another way than the configuration says. */
function disagreements(
  configuration: Configuration,
  hook: 'forward' | 'in',
  packets: readonly Packet[],
  verdicts: readonly KernelVerdict[],
): string[] {
  return packets.flatMap((packet, i) => {
    const kernel = verdicts[i];
    const { verdict } = judgeAll(configuration, hook, packet);
    if (kernel === 'undeliverable' || kernel === verdict) return [];
    return [`${formatPacket(packet)}: the kernel says ${kernel}, we say ${verdict}`];
  });
}

function filterFile(...lines: string[]): string {
  const chains = [':INPUT ACCEPT [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]'];
  return ['*filter', ...chains, ...lines, 'COMMIT', ''].join('\n');
}

describe.skipIf(unavailable !== undefined)('the kernel agrees with what iptables rules are read as', () => {
  const cases = ([4, 6] as const).flatMap((family) =>
    (['forward', 'in'] as const).map((hook) => ({ family, hook })),
  );
  it.each(cases)(
    'IPv$family, hook $hook',
    ({ family, hook }) => {
      const all = fc.sample(generatedRules(family, hook), { numRuns: RUNS, seed: 20260701 + family });
      let sent = 0;
      let arrived = 0;
      let permitted = 0;
      for (const [i, rules] of all.entries()) {
        const configuration = configurationOf(rules.text);
        const packets = edgePackets(rules, configuration, PACKETS);
        const { verdicts, saved } = ask(rules, i % 2 === 0 ? 'legacy' : 'nft', packets);
        expect(disagreements(configuration, hook, packets, verdicts), rules.text).toEqual([]);
        const again = configurationOf(saved);
        expect(disagreements(again, hook, packets, verdicts), saved).toEqual([]);
        sent += packets.length;
        arrived += verdicts.filter((verdict) => verdict !== 'undeliverable').length;
        permitted += verdicts.filter((verdict) => verdict === 'permit').length;
      }
      console.info(`IPv${family} ${hook}: ${sent} packets, ${arrived} decided, ${permitted} permitted`);
      // Otherwise little would have been tried.
      expect(arrived).toBeGreaterThan(sent * 0.9);
      expect(permitted).toBeGreaterThan(arrived * 0.05);
      expect(permitted).toBeLessThan(arrived * 0.95);
    },
    600_000,
  );

  it('takes the lines that are written, and gives them back word for word', () => {
    const rules: GeneratedRules = {
      family: 4,
      hook: 'forward',
      text: filterFile('-A FORWARD -s 10.1.2.0/24 -j DROP'),
      asksForStates: false,
    };
    const { config } = iptablesReader.parse(rules.text, 'generated');
    const anchor = configurationOf(rules.text).rulesets[0]?.rules[0];
    if (!anchor) throw new Error('no anchor');
    const range = (first: bigint, last: bigint): AddressRange => ({ family: 4, first, last });
    const match: Match = {
      sources: [range(0x0a01_0200n, 0x0a01_02ffn), range(0x0a01_0305n, 0x0a01_0307n)],
      destinations: [ANY_IPV4],
      services: [
        ...[80, 443, 8530].map((port) => ({ ...anyOf(TCP), destination: { first: port, last: port } })),
        { ...anyOf(UDP), source: { first: 67, last: 68 }, destination: { first: 1, last: 9 } },
        { ...anyOf(ICMP), source: icmpRange(8) },
        anyOf(50),
      ],
    };
    const comment = `"a" \\ it's -j DROP; $(b)\n${'é'.repeat(200)}`;
    const lines = iptablesReader.write({ action: 'permit', match, comment }, anchor, config) ?? [];
    expect(lines).toHaveLength(8);
    const text = filterFile(...lines, '-A FORWARD -s 10.1.2.0/24 -j DROP');
    const packets = edgePackets(rules, configurationOf(text), 300);
    for (const variant of ['legacy', 'nft'] as const) {
      const { verdicts, saved } = ask({ ...rules, text }, variant, packets);
      const given = saved.split('\n').map((line) => line.replace(/^\[\d+:\d+\] /, ''));
      expect(given.filter((line) => line.endsWith('ACCEPT') && line.startsWith('-A'))).toEqual(lines);
      expect(disagreements(configurationOf(text), 'forward', packets, verdicts)).toEqual([]);
    }
  }, 60_000);

  it('notices a prediction that is wrong', () => {
    const text = filterFile('-A FORWARD -s 10.1.2.0/24 -p tcp -m multiport --dports 80,443 -j ACCEPT');
    const rules: GeneratedRules = { family: 4, hook: 'forward', text, asksForStates: false };
    const packets = edgePackets(rules, configurationOf(text), 200);
    const { verdicts } = ask(rules, 'nft', packets);
    const disagree = (other: string): string[] =>
      disagreements(configurationOf(other), 'forward', packets, verdicts);
    expect(disagree(text)).toEqual([]);
    expect(disagree(text.replace('/24', '/25'))).not.toEqual([]);
    expect(disagree(text.replace('80,443', '80,442'))).not.toEqual([]);
    expect(disagree(text.replace('tcp', 'udp'))).not.toEqual([]);
    expect(disagree(text.replace('FORWARD DROP', 'FORWARD ACCEPT'))).not.toEqual([]);
  }, 60_000);
});
