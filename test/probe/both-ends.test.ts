import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import type { Observation } from '../../src/plan/observation.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-both-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PORTOLAN = `'${process.execPath}' '${path.join(ROOT, 'src/cli/main.ts')}'`;
const BRANCH = `'${path.join(ROOT, 'examples/branch')}'`;

/** Runs a shell script as both hosts: an own network namespace has the addresses of cm1 and dc1. */
function both(script: string): {
  readonly out: string;
  readonly errors: string;
  readonly status: number | null;
} {
  const text = `set -e
    PATH=$PATH:/usr/sbin:/sbin
    ip link set lo up
    for a in 192.168.10.10 192.168.10.20; do ip addr add $a/32 dev lo; done
    ${script}`;
  const done = spawnSync('unshare', ['-n', 'sh', '-c', text], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { out: done.stdout, errors: done.stderr, status: done.status };
}

function documentOf(text: string): readonly Observation[] {
  return (JSON.parse(text) as { observations: Observation[] }).observations;
}

/** Waits until the listener says that its ports are open. */
const LISTEN = (options: string): string => `rm -f listen.err; touch listen.err
  ${PORTOLAN} listen ${BRANCH} --as dc1 ${options} 2>listen.err & listener=$!
  while ! grep -q ' open; ' listen.err; do sleep 0.05; done`;

describe('both ends', () => {
  it('finds every port open to the listener, and joins the records', () => {
    const done = both(`${LISTEN('--out dc1.jsonl')}
      ${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --timeout 1500 --journal cm1.jsonl --format json >probe.json
      kill -INT $listener; wait $listener
      ${PORTOLAN} probe ${BRANCH} --read cm1.jsonl --read dc1.jsonl --format json`);
    const found = documentOf(readFileSync(path.join(folder, 'probe.json'), 'utf8'));
    expect(found.length).toBeGreaterThan(10);
    expect(found.map(({ service, verdict }) => [service, verdict])).toEqual(
      found.map(({ service }) => [service, 'listener']),
    );
    const joined = documentOf(done.out.slice(done.out.indexOf('{\n')));
    expect(joined.map(({ task }) => task).sort()).toEqual(found.map(({ task }) => task).sort());
    expect(joined.filter(({ facts }) => facts.bothEnds !== 'sent and received')).toEqual([]);
    expect(done.status).toBe(0);
  });

  it('tells a datagram that never came from an answer that never came back', () => {
    writeFileSync(
      path.join(folder, 'drop.nft'),
      `table inet t {
        chain in {
          type filter hook input priority 0
          ip saddr 192.168.10.20 udp dport 53 drop
          ip saddr 192.168.10.10 udp sport 88 drop
        }
      }`,
    );
    const done = both(`nft -f drop.nft
      ${LISTEN('--out dc1.jsonl')}
      ${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --timeout 1500 --no-locate --journal cm1.jsonl >/dev/null || true
      kill -INT $listener; wait $listener
      ${PORTOLAN} probe ${BRANCH} --read cm1.jsonl --read dc1.jsonl --format json || true`);
    const joined = documentOf(done.out.slice(done.out.indexOf('{\n')));
    const udp = joined.filter(({ transport }) => transport === 'udp');
    const told = new Map(
      udp.map(({ service, verdict, facts }) => [service, `${verdict}: ${facts.bothEnds}`]),
    );
    expect(Object.fromEntries(told)).toEqual({
      'dns-udp': 'filtered: sent, not received',
      'kerberos-udp': 'filtered: sent and received',
      'ldap-udp': 'listener: sent and received',
    });
  });

  it('says which ports another program has already', () => {
    const done = both(`
      '${process.execPath}' -e "require('net').createServer().listen(389, '0.0.0.0', () => console.error('up'))" 2>up & server=$!
      while ! grep -q up up; do sleep 0.05; done
      ${PORTOLAN} listen ${BRANCH} --as dc1 --for 1 --out dc1.jsonl || test $? = 1
      kill $server`);
    expect(done.errors).toContain('their services seem to be there:\n  tcp/389 IPv4 ldap\n');
    expect(done.status).toBe(0);
  });

  it('keeps what was found when it is stopped, and goes on with it', async () => {
    // TCP to an address that is nobody's stays silent until its time is over.
    writeFileSync(
      path.join(folder, 'silent.nft'),
      `table inet t {
        chain in {
          type filter hook input priority 0
          tcp dport != 389 drop
        }
      }`,
    );
    const script = `ip link set lo up; ip addr add 192.168.10.10/32 dev lo; ip addr add 192.168.10.20/32 dev lo
      nft -f silent.nft
      exec ${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --timeout 20000 --rate 5 --journal stop.jsonl`;
    const child = spawn('unshare', ['-n', 'sh', '-c', `PATH=$PATH:/usr/sbin:/sbin; ${script}`], {
      cwd: folder,
    });
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += String(text);
    });
    const journal = path.join(folder, 'stop.jsonl');
    for (let i = 0; i < 800 && linesOf(journal) < 2; i++) await new Promise((r) => setTimeout(r, 50));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(1);
    expect(out).toMatch(/Stopped: \d+ questions? not asked\./);
    const kept = linesOf(journal) - 1;
    expect(kept).toBeGreaterThan(0);
    const resumed = both(
      `${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --timeout 1500 --no-locate --resume stop.jsonl --format json || true`,
    );
    const all = documentOf(resumed.out);
    expect(all.length).toBeGreaterThan(10);
    expect(linesOf(journal)).toBe(all.length + 1);
  });

  it.each(['', '{"format":"portolan/obs'])('goes on with a journal that was barely begun: %j', (begun) => {
    writeFileSync(path.join(folder, 'begun.jsonl'), begun);
    const done = both(`${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --service dns-udp --timeout 1500 \\
      --resume begun.jsonl --format json || true`);
    expect(documentOf(done.out)).toHaveLength(1);
    expect(linesOf(path.join(folder, 'begun.jsonl'))).toBe(2);
  });

  it('asks once more what was stopped before the second look', () => {
    const probe = `${PORTOLAN} probe ${BRANCH} --from cm1 --to dc1 --service ldap --timeout 1500`;
    const done = both(`${probe} --journal look.jsonl >/dev/null || true
      sed -i 's/"facts":{}/"facts":{"interrupted":"x"}/' look.jsonl
      ${probe} --resume look.jsonl --format json || true`);
    const again = documentOf(done.out);
    expect(again.filter(({ facts }) => facts.interrupted !== undefined)).toEqual([]);
    expect(linesOf(path.join(folder, 'look.jsonl'))).toBe(1 + again.length * 2);
  });
});

function linesOf(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
