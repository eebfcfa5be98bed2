/** What blocks wins over what permits: it is narrowed, or taken out, where the language can say what is left of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { compareConfigurations } from '../../src/verify/compare.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { type Repair, repair } from '../../src/verify/repair.ts';
import { cutOf, judgeOf } from '../../src/verify/verify.ts';
import { planExample } from '../rules/examples.ts';

const { plan, hierarchy } = planExample('contoso');
const CLEAN = readFileSync(
  new URL('../../examples/contoso/configurations/mp01.ps1', import.meta.url),
  'utf8',
);
const cut = cutOf(plan, hierarchy, 'host', 'mp01');
const judge = judgeOf(cut);

function read(text: string): { configuration: Configuration; config: unknown } {
  const { config } = windowsFirewallReader.parse(text, 'mp01.ps1');
  const rpc = hierarchy.hosts.find((h) => h.name === 'mp01')?.rpc;
  const context = { interfaces: new Map(), ...(rpc && { dynamicRpc: rpc }) };
  return { configuration: windowsFirewallReader.raise(config, context).configuration, config };
}

const BEGIN = 'New-NetFirewallRule -DisplayName Block -Direction Inbound -Action Block';

/** The clean configuration with lines that block, repaired. */
function repairedWith(...blocks: string[]): Repair & { readonly added: string[] } {
  const text = `${CLEAN.trimEnd()}\n${blocks.map((block) => `${BEGIN} ${block}\n`).join('')}`;
  const write = (
    rule: Parameters<typeof windowsFirewallReader.write>[0],
    anchor: Parameters<typeof windowsFirewallReader.write>[1],
    own: unknown,
  ) => windowsFirewallReader.write(rule, anchor, own as never);
  const repaired = repair({ text, read, write }, judge);
  const added = repaired.edits.flatMap((edit) => edit.lines);
  // Whatever was done: what opens is needed, and nothing closes.
  const changes = compareConfigurations(
    [read(text).configuration],
    [read(repaired.text).configuration],
  ).changes;
  for (const { kind, hook, packets } of changes) {
    const needed = cut.needs.filter((need) => need.hook === hook).flatMap((need) => need.allowed);
    expect(kind).toBe('permitted');
    expect(PacketSet.of(needed).contains(PacketSet.of(packets))).toBe(true);
  }
  return { ...repaired, added };
}

const whys = ({ left }: Repair): string[] => [...new Set(left.map(({ why }) => why))];
const verdict = (text: string, packet: string): string => {
  const parsed = parsePacket(packet);
  if ('error' in parsed) throw new Error(parsed.error);
  return judgeAll(read(text).configuration, 'in', parsed).verdict;
};

describe('a line that blocks what is needed', () => {
  it('is narrowed to what it blocks besides', () => {
    const repaired = repairedWith('-Protocol TCP -LocalPort 139, 445');
    expect(repaired.left).toEqual([]);
    expect(repaired.edits.map(({ kind }) => kind)).toEqual(['replace']);
    expect(repaired.added.every((line) => line.includes('-Action Block'))).toBe(true);
    expect(verdict(repaired.text, 'tcp 10.10.2.10 > 10.10.2.31:445')).toBe('permit');
    expect(verdict(repaired.text, 'tcp 10.10.2.12 > 10.10.2.31:445')).toBe('deny');
    expect(verdict(repaired.text, 'tcp 10.10.2.10 > 10.10.2.31:139')).toBe('deny');
    expect(verdict(repaired.text, 'tcp 10.10.2.10 > 10.10.2.30:445')).toBe('deny');
  });

  it('is taken out where it blocks nothing else', () => {
    const repaired = repairedWith(
      "-Protocol TCP -LocalPort 445 -LocalAddress 10.10.2.31 -RemoteAddress '10.10.2.10-10.10.2.11'",
    );
    expect(repaired.left).toEqual([]);
    expect(repaired.edits).toMatchObject([{ kind: 'replace', lines: [] }]);
    expect(repaired.text.trimEnd()).toBe(CLEAN.trimEnd());
  });

  it('is narrowed together with another that blocks the same', () => {
    const repaired = repairedWith('-Protocol TCP -LocalPort 445', '-Protocol TCP -LocalPort 440-449');
    expect(repaired.left).toEqual([]);
    expect(repaired.edits).toHaveLength(2);
    expect(verdict(repaired.text, 'tcp 10.10.2.10 > 10.10.2.31:445')).toBe('permit');
    expect(verdict(repaired.text, 'tcp 10.10.2.10 > 10.10.2.31:444')).toBe('deny');
  });

  it('keeps its profiles', () => {
    const { added, left } = repairedWith('-Protocol TCP -LocalPort 445 -Profile Domain, Private');
    expect(left).toEqual([]);
    expect(added.length).toBeGreaterThan(0);
    expect(added.every((line) => line.endsWith('-Profile Domain, Private'))).toBe(true);
  });

  it('is left, with the reason, where the language can not say the rest', () => {
    const repaired = repairedWith('');
    expect(repaired.edits).toEqual([]);
    expect(whys(repaired).join()).toContain('can not be said in this language');
  });

  it('is left where it blocks for one program only: what it depends on is no finding to mend', () => {
    const repaired = repairedWith("-Protocol TCP -LocalPort 445 -Program 'C:\\x.exe'");
    expect(repaired.edits).toEqual([]);
  });
});
