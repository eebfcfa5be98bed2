import { describe, expect, it } from 'vitest';
import { readAsa } from '../../../test/dialects/asa-kit.ts';
import { networks } from '../../../test/dialects/reader-kit.ts';
import { ANY_ADDRESS, ANY_PORT, ANY_SERVICE, icmpRange, type Match } from '../../net/match.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { ciscoAsaReader } from './reader.ts';

const LIST = `access-list L remark web
access-list L extended permit tcp any any eq 80
access-list L extended deny ip any any
`;
const tcp = (first: number, last: number = first): Match['services'][number] => ({
  protocol: { first: 6, last: 6 },
  source: ANY_PORT,
  destination: { first, last },
});
const match: Match = {
  sources: networks('10.20.0.0/16', '10.30.0.10-10.30.0.12', 'fd20::/64'),
  destinations: networks('10.0.0.5', 'fd00::5'),
  services: [tcp(443), tcp(49152, 65535)],
};

function written(
  text: string,
  rule: number,
  comment: string,
  of: Match = match,
): readonly string[] | undefined {
  const { config } = ciscoAsaReader.parse(text, 'fw.cfg');
  const { configuration } = ciscoAsaReader.raise(config, { interfaces: new Map() });
  const anchor = configuration.rulesets[0]?.rules[rule] as FilterRule;
  return ciscoAsaReader.write({ action: 'permit', match: of, comment }, anchor, config);
}

describe('a new rule', () => {
  const lines = written(LIST, 1, 'clients → MP?\n  "443"') ?? [];

  it('stands before its anchor, prefix by prefix', () => {
    expect(lines).toEqual([
      'access-list L remark clients MP. "443"',
      'access-list L extended permit tcp 10.20.0.0 255.255.0.0 host 10.0.0.5 eq 443',
      'access-list L extended permit tcp 10.30.0.10 255.255.255.254 host 10.0.0.5 eq 443',
      'access-list L extended permit tcp host 10.30.0.12 host 10.0.0.5 eq 443',
      'access-list L extended permit tcp fd20::/64 host fd00::5 eq 443',
      'access-list L extended permit tcp 10.20.0.0 255.255.0.0 host 10.0.0.5 range 49152 65535',
      'access-list L extended permit tcp 10.30.0.10 255.255.255.254 host 10.0.0.5 range 49152 65535',
      'access-list L extended permit tcp host 10.30.0.12 host 10.0.0.5 range 49152 65535',
      'access-list L extended permit tcp fd20::/64 host fd00::5 range 49152 65535',
    ]);
  });

  it('has a number where its anchor has one', () => {
    const numbered = LIST.split('\n')
      .map((line, i) => line.replace('access-list L ', `access-list L line ${i + 1} `))
      .join('\n');
    expect(written(numbered, 1, 'x')?.slice(0, 2)).toEqual([
      'access-list L line 3 remark x',
      'access-list L line 4 extended permit tcp 10.20.0.0 255.255.0.0 host 10.0.0.5 eq 443',
    ]);
  });

  it('permits just its packets when the list is read with it', () => {
    const asa = readAsa(LIST.replace('access-list L extended deny', `${lines.join('\n')}\n$&`));
    for (const packet of [
      'tcp 10.20.3.4 > 10.0.0.5:443',
      'tcp 10.30.0.11 > 10.0.0.5:50000',
      'tcp [fd20::9] > [fd00::5]:443',
      'tcp 1.1.1.1 > 10.0.0.5:80',
    ])
      expect(asa.ask(packet), packet).toBe('permit');
    for (const packet of [
      'tcp 10.30.0.13 > 10.0.0.5:443',
      'tcp 10.20.3.4 > 10.0.0.5:444',
      'udp 10.20.3.4 > 10.0.0.5:443',
    ])
      expect(asa.ask(packet), packet).toBe('deny');
    expect(asa.configuration.rulesets[0]?.rules.at(-1)?.text).toBe('access-list L extended deny ip any any');
  });

  it('has a remark of 100 characters at most, and none without a comment', () => {
    const [remark] = written(LIST, 0, 'x'.repeat(300)) ?? [];
    expect(remark).toBe(`access-list L remark ${'x'.repeat(100)}`);
    expect(written(LIST, 0, '\u00e9')?.[0]).toMatch(/^access-list L extended permit/);
  });

  it('says everything, protocols without ports and types of ICMP', () => {
    const service = (protocol: number, source = ANY_PORT, destination = ANY_PORT): Match => ({
      ...match,
      sources: ANY_ADDRESS,
      services: [{ protocol: { first: protocol, last: protocol }, source, destination }],
    });
    const bodies = (of: Match): string[] | undefined =>
      written(LIST, 0, '', of)?.map((line) => line.replace(/^.*permit /, ''));
    expect(bodies({ ...match, sources: ANY_ADDRESS, services: [ANY_SERVICE] })).toEqual([
      'ip any4 host 10.0.0.5',
      'ip any6 host fd00::5',
    ]);
    expect(bodies(service(50))?.[0]).toBe('esp any4 host 10.0.0.5');
    expect(bodies(service(200))?.[0]).toBe('200 any4 host 10.0.0.5');
    expect(bodies(service(1, icmpRange(8), icmpRange(0)))?.[0]).toBe('icmp any4 host 10.0.0.5 8 0');
    expect(bodies(service(1, icmpRange(8)))?.[0]).toBe('icmp any4 host 10.0.0.5 8');
    expect(bodies(service(17, { first: 53, last: 53 }))?.[0]).toBe('udp any4 eq 53 host 10.0.0.5');
    expect(bodies(service(33, { first: 53, last: 53 }))).toBeUndefined();
  });

  it('is not written where its anchor is in no list, or where it has no end', () => {
    const levels = `interface G0
 nameif inside
 ip address 10.0.0.1 255.0.0.0
interface G1
 nameif outside
 ip address 192.0.2.1 255.255.255.0
`;
    expect(written(levels, 0, 'x')).toBeUndefined();
    const holes = networks(...Array.from({ length: 40 }, (_, i) => `10.0.${i}.1-10.0.${i}.254`));
    expect(written(LIST, 0, 'x', { ...match, sources: holes, destinations: holes })).toBeUndefined();
  });
});
