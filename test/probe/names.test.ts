/** Names that a plan's flows lead to, on a machine whose DNS is silent or lies. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import type { Observation } from '../../src/plan/observation.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PORTOLAN = `'${process.execPath}' '${path.join(ROOT, 'src/cli/main.ts')}'`;

writeFileSync(
  path.join(folder, 'h.yaml'),
  `hierarchy: Names
version: "2509"
sites: { BR1: {} }
hosts:
  dc1: { address: 192.168.10.10, roles: [domain-controller] }
  cm1:
    address: 192.168.10.20
    roles: [site-server, sql-server, sms-provider, service-connection-point]
clients: { office: { subnet: 192.168.20.0/24 } }
`,
);

/** As cm1, with a DNS server that hears everything and says nothing. */
function silent(script: string): { readonly out: string; readonly errors: string; readonly seconds: number } {
  writeFileSync(path.join(folder, 'resolv.conf'), 'nameserver 192.168.10.53\n');
  writeFileSync(
    path.join(folder, 'drop.nft'),
    'table inet t { chain i { type filter hook input priority 0; udp dport 53 drop; }; }',
  );
  writeFileSync(
    path.join(folder, 'hosts'),
    '127.0.0.1 www.microsoft.com\n169.254.169.254 www.d-trust.net\n192.168.10.20 aka.ms\n192.168.10.66 go.microsoft.com\n',
  );
  const text = `set -e
    PATH=$PATH:/usr/sbin:/sbin
    ip link set lo up
    for a in 192.168.10.20 192.168.10.53 192.168.10.66; do ip addr add $a/32 dev lo; done
    ip route add default dev lo
    mount --bind resolv.conf /etc/resolv.conf
    mount --bind hosts /etc/hosts
    nft -f drop.nft
    ${script}`;
  const start = performance.now();
  const done = spawnSync('unshare', ['-n', '-m', 'sh', '-c', text], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { out: done.stdout, errors: done.stderr, seconds: (performance.now() - start) / 1000 };
}

const RESOLVE = `import { Resolver, resolvingWords } from '${path.join(ROOT, 'src/probe/resolve.ts')}';
const stop = new AbortController();
const resolver = new Resolver(stop.signal, Number(process.argv[2]));
const words = (name) => resolver.resolve(name, 4).catch(resolvingWords);
setTimeout(() => stop.abort(), Number(process.argv[3])).unref();
// More than there is room for, and one that the hosts file knows.
const names = Array.from({ length: 100 }, (_, i) => 'name' + i + '.example.com');
const all = await Promise.all(names.map(words));
const known = await words('go.microsoft.com');
console.log(JSON.stringify([known, [...new Set(all)]]));
await resolver.close();
`;

describe('a name', () => {
  writeFileSync(path.join(folder, 'resolve.ts'), RESOLVE);

  it('is given up when no DNS server answers, and the process ends', () => {
    const done = silent(`'${process.execPath}' resolve.ts 700 60000`);
    expect(done.errors).toBe('');
    expect(JSON.parse(done.out)).toEqual(['192.168.10.66', ['no DNS server answers within 0.7 seconds']]);
    expect(done.seconds).toBeLessThan(9);
  });

  it('is given up when the run is stopped', () => {
    const done = silent(`'${process.execPath}' resolve.ts 30000 500`);
    expect((JSON.parse(done.out) as unknown[])[1]).toEqual(['the system says ECANCELLED']);
    expect(done.seconds).toBeLessThan(9);
  });

  it('that leads to this machine, or to what no service has, is asked by nobody', () => {
    const done = silent(
      `timeout -s INT 4 ${PORTOLAN} probe h.yaml --from cm1 --service https --journal j.jsonl || true`,
    );
    expect(done.seconds).toBeLessThan(9);
    const lines = readFileSync(path.join(folder, 'j.jsonl'), 'utf8').trim().split('\n').slice(1);
    const found = lines.map((line) => JSON.parse(line) as Observation);
    const why = new Map(found.map(({ verdict, evidence, facts }) => [facts.name, `${verdict}: ${evidence}`]));
    expect(why.get('www.microsoft.com')).toMatch(
      /^unresolved: .*leads to 127\.0\.0\.1, this machine itself$/,
    );
    expect(why.get('www.d-trust.net')).toMatch(
      /^unresolved: .*169\.254\.169\.254, which no service can have$/,
    );
    expect(why.get('aka.ms')).toMatch(/^unresolved: .*192\.168\.10\.20, this machine itself$/);
    // What DNS was still waited for when it was stopped has no verdict: --resume asks it.
    expect([...why].filter(([, text]) => text.includes('no DNS'))).toEqual([]);
    expect(done.out).toMatch(/Stopped: \d+ questions not asked/);
  });
});
