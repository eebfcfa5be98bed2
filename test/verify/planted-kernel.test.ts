/** The real nft and iptables load the examples' configurations, and the kernel does with packets what verification says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { READERS, recogniseDialect } from '../../src/dialects/readers.ts';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { repair } from '../../src/verify/repair.ts';
import { cutOf, judgeOf, verifyCut } from '../../src/verify/verify.ts';
import { askKernel, unavailable } from '../referee/kernel.ts';
import { planExample } from '../rules/examples.ts';
import { type Example, PLANTED } from './planted-mistakes.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: planted-kernel.test.ts: ${unavailable}`);

const { plan, hierarchy } = planExample('contoso');
const FOLDER = new URL('../../examples/contoso/configurations/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

const LOAD: Readonly<Record<string, string>> = {
  nftables: 'nft -f rules',
  iptables: 'iptables-nft-restore rules',
};

/** What the kernel does with packets that are sent through, each as a text with its verdict. */
function ask(dialect: string, rules: string, packets: readonly Packet[]): string[] {
  const load = LOAD[dialect];
  if (load === undefined) throw new Error(`no program loads ${dialect}`);
  const verdicts = askKernel({ load, files: { rules }, packets, hook: 'forward' });
  return packets.map((packet, n) => `${formatPacket(packet)}: ${verdicts[n]}`);
}

function questions({ name, mistaken }: Example): {
  dialect: string;
  needed: Packet[];
  findings: readonly Finding[];
  repaired: string;
} {
  const text = textOf(mistaken);
  const reader = recogniseDialect(text, mistaken) ?? READERS.get('nftables');
  if (!reader) throw new Error('there is no reader');
  const read = (some: string) => {
    const { config } = reader.parse(some, mistaken);
    return { config, configuration: reader.raise(config, { interfaces: new Map() }).configuration };
  };
  const cut = cutOf(plan, hierarchy, 'filter', name);
  const needed = cut.needs.flatMap(({ needed: matches }) =>
    matches.flatMap((match) => PacketSet.of([match]).witness() ?? []),
  );
  const write = reader.write.bind(reader);
  return {
    dialect: reader.id,
    needed,
    findings: verifyCut(cut, [read(text).configuration]).filter((f) => f.witness),
    repaired: repair({ text, read, write }, judgeOf(cut)).text,
  };
}

const KERNEL = PLANTED.filter(({ name }) => name === 'branch' || name === 'perimeter');

describe.skipIf(unavailable !== undefined).each(KERNEL)('the kernel with $clean', (example) => {
  const { dialect, needed, findings, repaired } = questions(example);
  const witnesses = findings.flatMap(({ witness }) => witness ?? []);
  const expected = (missing: string, excess: string): string[] =>
    findings.map(
      ({ kind, witness }) => `${formatPacket(witness as Packet)}: ${kind === 'missing' ? missing : excess}`,
    );

  it('permits a packet of all that is needed', () => {
    const permitted = needed.map((packet) => `${formatPacket(packet)}: permit`);
    expect(ask(dialect, textOf(example.clean), needed)).toEqual(permitted);
    expect(needed.length).toBeGreaterThan(20);
  });

  it('and its mistakes denies what is missing and permits what is excess', () => {
    expect(ask(dialect, textOf(example.mistaken), witnesses)).toEqual(expected('deny', 'permit'));
    expect(witnesses.length).toBeGreaterThan(5);
  });

  it('and its repair permits what was missing and all else that is needed, and denies what was excess', () => {
    expect(ask(dialect, repaired, witnesses)).toEqual(expected('permit', 'deny'));
    const permitted = needed.map((packet) => `${formatPacket(packet)}: permit`);
    expect(ask(dialect, repaired, needed)).toEqual(permitted);
  });
});
