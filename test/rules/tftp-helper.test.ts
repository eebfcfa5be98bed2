/** Network boot across a filter of nftables: the kernel's helper stands for the range of the transfer, and is read back as that. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { verify } from '../../src/verify/verify.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';
import { printAsked } from '../../src/workspace/print-rules.ts';

const TEXT = `
hierarchy: Boot
version: "2509"
internet: none
zones: { servers: [10.1.0.0/16, "fd01::/64"], office: [10.2.0.0/16, "fd02::/64"] }
filters: { core: { between: [servers, office], dialect: nftables } }
sites: { BR1: { server: cm1, database: cm1 } }
hosts:
  dc1: { address: 10.1.0.10, roles: [domain-controller, global-catalog, dns-server] }
  cm1: { address: 10.1.0.20, roles: [management-point] }
  dp1: { address: [10.1.0.30, "fd01::30"], roles: [{ distribution-point: { pxe: wds, multicast: true } }] }
clients: { office: { subnets: [10.2.0.0/24, "fd02::/64"] } }
`;

function boot(): NonNullable<ReturnType<typeof planReading>['planned']> {
  const { planned } = planReading(readText({ file: 'h.yaml', text: TEXT }, loadCatalog()));
  if (!planned) throw new Error('the hierarchy has errors');
  return planned;
}

const planned = boot();

function printed(dialect: string): string {
  const { text, diagnostics } = printAsked(planned, { group: 'filters', name: 'core', dialect });
  if (text === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return text;
}

/** What verification misses in a text, sorted. */
function missing(text: string, dialect = 'nftables'): string[] {
  const reader = READERS.get(dialect);
  if (!reader) throw new Error(`no reader for ${dialect}`);
  const { config } = reader.parse(text, 'core.nft');
  const { configuration } = reader.raise(config, { kind: 'network', interfaces: new Map() });
  const { findings } = verify({
    ...planned,
    targets: [{ kind: 'filter', name: 'core', configurations: [configuration] }],
  });
  return findings.flatMap(({ kind, message }) => (kind === 'missing' ? message : [])).sort();
}

const DATA = expect.stringMatching(
  /^"office to dp1: TFTP transfer" is (not permitted|permitted in part only)$/,
);
const HELPER = /^ *ip saddr .* udp dport 69 .* ct helper set "tftp"$/m;

function without(pattern: RegExp | string, replacement = ''): string {
  const text = printed('nftables');
  const changed = text.replace(pattern, replacement);
  expect(changed).not.toBe(text);
  return changed;
}

describe('the helper for TFTP', () => {
  it.each(['nftables', 'nftables-json'])('stands for the transfer in what is printed in %s', (dialect) => {
    expect(printed(dialect)).toContain('tftp');
  });

  it('stands for it as the kernel lists it', ({ skip }) => {
    const script = 'nft -f - && nft list ruleset';
    const { stdout, status, error } = spawnSync('unshare', ['-Urn', 'sh', '-c', script], {
      input: printed('nftables'),
      encoding: 'utf8',
      env: { ...process.env, PATH: `/usr/sbin:/sbin:${process.env.PATH}` },
    });
    if (!process.env.CI) skip(error !== undefined || status !== 0, 'nft can’t be run here');
    expect(stdout).toContain('l3proto inet');
    expect(missing(stdout)).toEqual([]);
  });

  it('is missed where a family’s requests don’t come to it', () => {
    expect(missing(without(HELPER))).toEqual([DATA]);
  });

  it('is missed where a rule before it decides', () => {
    const early = without(/^ {2}chain plan \{$/m, '  chain plan {\n    udp dport 69 ct state new accept');
    expect(missing(early)).toEqual([DATA]);
  });

  it('is missed where it is set for some clients only', () => {
    const some = without(
      'ip saddr 10.2.0.0/24 ip daddr 10.1.0.30 udp dport 69',
      'ip saddr 10.2.0.0/25 udp dport 69',
    );
    expect(missing(some)).toEqual([DATA]);
  });

  it('is missed where it follows something else, one family, or nothing that is known', () => {
    expect(missing(without('type "tftp"', 'type "ftp"'))).toEqual([DATA]);
    expect(missing(without('protocol udp', 'protocol udp; l3proto ip'))).toEqual([DATA]);
    expect(missing(without(/ {2}ct helper tftp \{[^}]*\}/))).toEqual([DATA]);
  });

  it('is of no use where answers that are related don’t pass', () => {
    const strict = without('ct state established,related', 'ct state established');
    expect(missing(strict)).toContainEqual(
      expect.stringMatching(/^answers to "office to dp1: TFTP transfer"/),
    );
  });

  it('may be set before the routing, but not before connection tracking', () => {
    const at = (priority: number): string =>
      `${without(HELPER)}\ntable inet early {\n  ct helper t {\n    type "tftp" protocol udp\n  }\n  chain pre {\n    type filter hook prerouting priority ${priority};\n    udp dport 69 ct helper set "t"\n  }\n}\n`;
    expect(missing(at(-150))).toEqual([]);
    expect(missing(at(-300))).toEqual([DATA]);
  });
});
