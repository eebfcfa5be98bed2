/** swanctl.conf: read back, and loaded into strongSwan itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strongswan } from '../../src/dialects/strongswan/dialect.ts';
import { strongswanReader } from '../../src/dialects/strongswan/reader.ts';
import { printProven } from '../../src/handout/print-proven.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { generatedProtection, protectedExample } from './kit.ts';

const { plan, hierarchy } = protectedExample();
const textOf = (policy: Policy): string => strongswan.print(strongswan.lower(policy).model).text;
const read = (text: string): { configuration: Configuration; codes: string[] } => {
  const { config, diagnostics } = strongswanReader.parse(text, 'swanctl.conf');
  const raised = strongswanReader.raise(config, { interfaces: new Map() });
  return {
    configuration: raised.configuration,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
  };
};

describe('children that carry nothing', () => {
  const child = (name: string, remote: string, ...more: readonly string[]): string =>
    [`${name} {`, 'local_ts = 10.1.0.1', `remote_ts = ${remote}`, ...more, '}'].join('\n');
  const ask = (packet: string, ...children: readonly string[]): string => {
    const text = ['connections {', 'site {', 'children {', ...children, '}', '}', '}'].join('\n');
    const parsed = parsePacket(packet);
    if ('error' in parsed) throw new Error(parsed.error);
    return judgeAll(read(text).configuration, 'out', parsed).verdict;
  };
  const all = child('all', '10.0.0.0/8');
  const NEAR = 'tcp 10.1.0.1 > 10.1.0.7:80';

  it('let pass outside of IPsec, whatever stands before them', () => {
    expect(ask(NEAR, all)).toBe('depends');
    const pass = child('near', '10.1.0.0/16', 'mode = pass', 'start_action = trap');
    expect(ask(NEAR, all, pass)).toBe('permit');
    expect(ask('tcp 10.1.0.1 > 10.2.0.7:80', all, pass)).toBe('depends');
    // Nobody installs it, as far as the text says.
    expect(ask(NEAR, all, child('near', '10.1.0.0/16', 'mode = pass'))).toBe('depends');
  });

  it('drop what no other carries', () => {
    const drop = child('drop', '0.0.0.0/0', 'mode = drop', 'start_action = trap');
    expect(ask('tcp 10.1.0.1 > 192.0.2.1:80', drop, all)).toBe('deny');
    expect(ask(NEAR, drop, all)).toBe('depends');
  });
});

it.each([
  ['one address at each end', '10.0.0.1', '10.1.0.5', []],
  ['networks of peers', '10.0.0.1', '10.1.0.0/24, 10.2.0.0/24', []],
  [
    'several peers',
    '10.0.0.1',
    '10.1.0.5, 10.1.0.6',
    ['which addresses b is for: its trap is for the first ones'],
  ],
  [
    'several own addresses',
    '10.0.0.1, 10.0.0.2',
    '10.1.0.5',
    ['which addresses b is for: its trap is for the first ones'],
  ],
])('is not sure of all that a trap in transport mode is for: %s', (_, local, remote, doubts) => {
  const text = `connections {\n a {\n local_addrs = ${local}\n remote_addrs = ${remote}\n children {\n b {\n mode = transport\n start_action = trap\n local_ts = ${local}\n remote_ts = ${remote}\n}\n}\n}\n}\n`;
  const depends = read(text).configuration.rulesets.flatMap(({ rules }) => rules.flatMap((r) => r.depends));
  const found = depends.filter(({ kind }) => kind === 'other').map((d) => d.text);
  expect([...new Set(found)]).toEqual(doubts);
});

describe('what is printed', () => {
  it.each(['sql01', 'mp01'])('for %s is what travels inside of IPsec', (name) => {
    const policy = ipsecPolicy(plan, hierarchy, name);
    expect(policy.rules.length).toBeGreaterThan(0);
    expect(printProven(policy, plan, hierarchy).proof).toBe('equal');
  });

  it('is that for any policy', () => {
    fc.assert(
      fc.property(generatedProtection, (policy) => {
        const { configuration, codes } = read(textOf(policy));
        if (policy.rules.length === 0) return;
        expect(codes).toEqual([]);
        expect(protectedDifference(policy, configuration)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['another port', /tcp\/1433/, 'tcp/1434'],
    ['another peer', /remote_ts = 10\.10\.1\.10/, 'remote_ts = 10.10.1.0/24'],
    ['a line that is strange', /version = 2/, 'version = 2\n    what is this'],
  ])('is not the policy with %s', (_, text, instead) => {
    const policy = ipsecPolicy(plan, hierarchy, 'sql01');
    expect(textOf(policy)).toMatch(text);
    expect(
      protectedDifference(policy, read(textOf(policy).replace(text, instead)).configuration),
    ).toBeDefined();
  });
});

it.each([
  ['a selector', 'local_ts = 10.0.0.1[tcp/443]\nremote_ts = 10.1.0.0/16', 'depends'],
  ['another port', 'local_ts = 10.0.0.1[tcp/444]\nremote_ts = 10.1.0.0/16', 'permit'],
  ['what is trapped', 'start_action = trap\nlocal_ts = 10.0.0.1\nremote_ts = 10.1.0.0/16', 'depends'],
  ['a selector that is not understood', 'local_ts = dynamic[%any]\nremote_ts = 10.1.0.0/16', 'depends'],
  ['a selector that is left out', 'remote_ts = 10.1.0.0/16', 'depends'],
])('says of %s whether it passes', (_, selectors, verdict) => {
  const text = `connections {\n a {\n children {\n b {\n${selectors}\n}\n}\n}\n}\n`;
  const packet = parsePacket('tcp 10.1.0.5:50000 > 10.0.0.1:443');
  if ('error' in packet) throw new Error(packet.error);
  expect(judgeAll(read(text).configuration, 'in', packet).verdict).toBe(verdict);
});

/** What a file says that the host secures, as `ip xfrm policy` lists it; of several ports the first. */
function writtenPolicies(text: string): string[] {
  return [...text.matchAll(/local_ts = (.*)\n\s*remote_ts = (.*)/g)].flatMap(([, local = '', remote = '']) =>
    local.split(', ').flatMap((own) =>
      remote.split(', ').map((other) => {
        const [src, protocol, sport] = selectorParts(own);
        const [dst, , dport] = selectorParts(other);
        const ports = [sport && `sport ${sport}`, dport && `dport ${dport}`].filter(Boolean);
        return [src, dst, protocol, ...ports].join(' ');
      }),
    ),
  );
}

function selectorParts(text: string): [network: string, protocol: string, port: string | undefined] {
  const [, address = '', protocol = '', port] = /^([^[]+)\[([\w-]+)(?:\/(\d+))?/.exec(text) ?? [];
  const whole = address.includes(':') ? '128' : '32';
  return [address.includes('/') ? address : `${address}/${whole}`, protocol, port];
}

const isInstalled = spawnSync('sh', ['-c', 'command -v swanctl charon-systemd unshare']).status === 0;
const mayUnshare = isInstalled && spawnSync('unshare', ['-n', 'true']).status === 0;

describe.skipIf(!mayUnshare)(
  'strongSwan itself (skipped where it is not installed, or namespaces are not allowed)',
  () => {
    it('loads every connection with its selectors', () => {
      const folder = mkdtempSync(join(tmpdir(), 'swan-'));
      try {
        const policies = ['sql01', 'mp01', 'cm01'].map((name) => ipsecPolicy(plan, hierarchy, name));
        const hostile = fc
          .sample(generatedProtection, { seed: 1, numRuns: 30 })
          .filter((p) => p.rules.length > 0)
          .slice(0, 4);
        const files = [...policies, ...hostile].map((policy, i) => {
          const text = textOf(policy);
          const file = join(folder, `${i}.conf`);
          writeFileSync(file, text);
          return { file, text };
        });
        expect(files.length).toBeGreaterThan(3);
        writeFileSync(
          join(folder, 'strongswan.conf'),
          `charon-systemd {
  load = random nonce aes sha1 sha2 hmac pem pkcs1 x509 pubkey vici kernel-netlink socket-default
  plugins { vici { socket = unix://${folder}/vici } }
}
swanctl { load = pem pkcs1 x509 pubkey random }
`,
        );
        const script = `export STRONGSWAN_CONF=${folder}/strongswan.conf
ip link set lo up
charon-systemd >${folder}/log 2>&1 &
daemon=$!
for try in $(seq 100); do swanctl --stats --uri unix://${folder}/vici >/dev/null 2>&1 && break; sleep 0.1; done
for file in ${files.map(({ file }) => file).join(' ')}; do
  echo "file $file"
  swanctl --load-conns --file "$file" --uri unix://${folder}/vici || echo failed
  swanctl --list-conns --uri unix://${folder}/vici
  ip xfrm policy list dir out | grep '^src'
done
kill -9 $daemon
`;
        const { stdout } = spawnSync('unshare', ['-n', 'sh', '-c', script], {
          encoding: 'utf8',
          timeout: 50_000,
        });
        const parts = stdout.split(/^file .*\n/m).slice(1);
        expect(parts).toHaveLength(files.length);
        for (const [i, part] of parts.entries()) {
          const { text } = files[i] as (typeof files)[number];
          expect(part).not.toMatch(/failed/);
          const children = [...text.matchAll(/^ {6}([\w-]+) \{$/gm)].map((m) => m[1]);
          const loaded = [...part.matchAll(/^ {2}([\w-]+): TRANSPORT/gm)].map((m) => m[1]);
          expect(loaded.sort()).toEqual(children.sort());
          if (i >= policies.length) continue;
          // What the kernel secures is what is written: no address is left out, and nothing is widened.
          const kernel = [...part.matchAll(/^src (\S+) dst (\S+) proto (\S+) ?(.*?) *$/gm)];
          expect(kernel.length).toBeGreaterThan(0);
          const secured = kernel.map(([, src, dst, protocol, ports]) =>
            [src, dst, protocol, ports].join(' ').trim(),
          );
          expect([...new Set(secured)].sort()).toEqual([...new Set(writtenPolicies(text))].sort());
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);
