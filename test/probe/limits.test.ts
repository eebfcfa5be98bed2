/** What a run may send and open, counted by the kernel. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROBE = `'${process.execPath}' '${path.join(ROOT, 'src/cli/main.ts')}' probe '${path.join(ROOT, 'examples/contoso')}' --from cm01`;

/** Connections that are begun faster than 30 in a second, each counted once whatever is sent again; nobody answers. */
const COUNTED = `table inet t {
  set begun {
    type ipv4_addr . inet_service . inet_service
    size 65535
    flags dynamic
  }
  counter first { }
  counter over { }
  chain out {
    type filter hook output priority 0;
    ip daddr 10.10.2.10 return
    tcp flags & (syn | ack) != syn return
    ip daddr . tcp dport . tcp sport @begun drop
    add @begun { ip daddr . tcp dport . tcp sport } counter name first limit rate over 30/second burst 15 packets counter name over
    drop
  }
}
`;

/** As cm01, in a network where everything stays silent. */
function alone(script: string): string {
  writeFileSync(path.join(folder, 'counted.nft'), COUNTED);
  const text = `PATH=$PATH:/usr/sbin:/sbin
    ip link set lo up; ip addr add 10.10.2.10/32 dev lo
    ip link add wire type veth peer name end; ip link set wire up; ip link set end up
    ip addr add 10.99.0.2/24 dev wire; ip neigh add 10.99.0.1 lladdr 02:00:00:00:00:09 dev wire
    ip route add default via 10.99.0.1
    nft -f counted.nft
    ${script}`;
  const done = spawnSync('unshare', ['-n', 'sh', '-c', text], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 90_000,
  });
  return done.stdout + done.stderr;
}

describe('a run of probes', () => {
  it('begins connections no faster than it may, the second look included', () => {
    const out = alone(
      `${PROBE} --to dc01 --rate 20 --timeout 1500 --journal j.jsonl >/dev/null; nft list counters | grep packets`,
    );
    const [first = 0, over] = [...out.matchAll(/packets (\d+)/g)].map(([, packets]) => Number(packets));
    const lines = readFileSync(path.join(folder, 'j.jsonl'), 'utf8').trim().split('\n').slice(1);
    // More than the first look's, so that the second is counted, too.
    expect(first).toBeGreaterThan(lines.length);
    expect(over).toBe(0);
  });

  it('asks fewer at once where few files may be open', () => {
    const out = alone(
      `ulimit -n 100; ${PROBE} --phase always,install --rate 0 --concurrency 8192 --timeout 1500 --connect-only --no-locate --format json`,
    );
    expect(out.match(/"verdict":"filtered"/g)?.length).toBeGreaterThan(80);
    expect(out).not.toContain('EMFILE');
  });
});
