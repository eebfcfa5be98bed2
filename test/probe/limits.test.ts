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

/** Every connection that is begun, once, whatever the kernel sends again; nobody answers. */
const COUNTED = `table inet t {
  set begun {
    type ipv4_addr . inet_service . inet_service
    size 65535
    flags dynamic
  }
  chain out {
    type filter hook output priority 0;
    ip daddr 10.10.2.10 return
    tcp flags & (syn | ack) == syn add @begun { ip daddr . tcp dport . tcp sport }
    tcp flags & (syn | ack) == syn drop
  }
}
`;

/** As cm01, in a network where everything stays silent. */
function alone(script: string): string {
  writeFileSync(path.join(folder, 'counted.nft'), COUNTED);
  const text = `PATH=$PATH:/usr/sbin:/sbin
    ip link set lo up; ip addr add 10.10.2.10/32 dev lo; ip route add default dev lo
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
  it('begins no more connections in a second than it may, the second look included', () => {
    const out =
      alone(`timeout -s INT 9 ${PROBE} --phase always --service smb --rate 40 --timeout 1500 --journal j.jsonl >/dev/null
      date +%s.%N >end; nft list set inet t begun >begun`);
    expect(out).toBe('');
    const begun = readFileSync(path.join(folder, 'begun'), 'utf8').match(/\d+ \. \d+/g) ?? [];
    const lines = readFileSync(path.join(folder, 'j.jsonl'), 'utf8').trim().split('\n').slice(1);
    const first = Math.min(...lines.map((line) => Date.parse((JSON.parse(line) as { time: string }).time)));
    const seconds = Number(readFileSync(path.join(folder, 'end'), 'utf8')) - first / 1000;
    // More than the first look's, so that the second is counted, too.
    expect(begun.length).toBeGreaterThan(lines.length + 10);
    expect(begun.length).toBeLessThan(seconds * 40 + 10);
  });

  it('asks fewer at once where few files may be open', () => {
    const out = alone(
      `ulimit -n 100; ${PROBE} --phase always,install --rate 0 --concurrency 8192 --timeout 1500 --connect-only --no-locate --format json`,
    );
    expect(out.match(/"verdict":"filtered"/g)?.length).toBeGreaterThan(80);
    expect(out).not.toContain('EMFILE');
  });
});
