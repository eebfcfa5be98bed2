/** Probes a second on loopback against `nmap -sT`: the same addresses, ports and timeouts, in a namespace of their own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';

interface Kind {
  readonly name: 'rejected' | 'open' | 'dropped';
  readonly count: number;
  readonly concurrency: number;
  /** First port and prefix, as in `probe-tasks.ts`. */
  readonly port: number;
  readonly targets: string;
  readonly atLeast: number;
}

const KINDS: readonly Kind[] = [
  { name: 'rejected', count: 30_000, concurrency: 256, port: 9, targets: '127.1', atLeast: 0.6 },
  { name: 'open', count: 30_000, concurrency: 128, port: 7, targets: '127.2', atLeast: 0.6 },
  { name: 'dropped', count: 10_000, concurrency: 8192, port: 9, targets: '127.3', atLeast: 1.3 },
];
const CHECKED = { count: 10_000, concurrency: 128, perSecond: 2000 } as const;

export function measureProbe(runs: number): Section {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-probe-'));
  try {
    const facts: Record<string, string>[] = [];
    const figures: Figure[] = [];
    for (const kind of KINDS) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < runs; i++) {
        ours.push(own(kind.name, kind.count, kind.concurrency));
        theirs.push(nmap(folder, kind));
      }
      const [mine, other] = [median(ours), median(theirs)];
      const rate = (milliseconds: number): string => `${formatCount((kind.count / milliseconds) * 1000)} /s`;
      facts.push({
        probes: `${formatCount(kind.count)} ${kind.name}`,
        ours: formatMilliseconds(mine),
        'nmap -sT': formatMilliseconds(other),
      });
      figures.push({
        what: `${kind.name} probes a second`,
        ours: rate(mine),
        peer: rate(other),
        ratio: other / mine,
        target: `≥ ${kind.atLeast}×`,
        holds: other / mine >= kind.atLeast,
      });
    }
    figures.push(checked(runs));
    return { title: `Probing over loopback, against nmap (median of ${runs} runs in turns)`, facts, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checked(runs: number): Figure {
  const times = Array.from({ length: runs }, () => own('smb', CHECKED.count, CHECKED.concurrency));
  const perSecond = (CHECKED.count / median(times)) * 1000;
  return {
    what: 'probes a second that negotiate SMB',
    ours: `${formatCount(perSecond)} /s`,
    peer: `${formatCount(CHECKED.perSecond)} /s`,
    ratio: perSecond / CHECKED.perSecond,
    target: '> 1×',
    holds: perSecond > CHECKED.perSecond,
  };
}

const SETUP = `
PATH=$PATH:/usr/sbin:/sbin
ip link set lo up
printf '%s\\n' 'table ip t {' 'chain in {' 'type filter hook input priority 0' 'ip daddr 127.3.0.0/16 drop' '}' '}' | nft -f -
ulimit -n $(ulimit -Hn)
`;

function inside(script: string): string {
  const done = spawnSync('unshare', ['-n', 'sh', '-ec', `${SETUP}\n${script}`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) throw new Error(`${script}: ${done.stderr}`);
  return done.stdout;
}

function own(kind: string, count: number, concurrency: number): number {
  const task = path.join(import.meta.dirname, 'task.ts');
  const text = inside(`exec '${process.execPath}' '${task}' probe ${kind} ${count} ${concurrency}`);
  const { took, wrong } = JSON.parse(text) as { took: number; wrong: number };
  if (wrong > 0) throw new Error(`${wrong} wrong verdicts of ${kind}`);
  return took;
}

/** A second for each answer, no port asked twice. */
const NMAP =
  '-sT -T5 -n -Pn --max-retries 0 --min-rate 5000 --initial-rtt-timeout 1s --min-rtt-timeout 1s --max-rtt-timeout 1s';
/** What makes it faster where nothing answers, and slower elsewhere. */
const AT_ONCE = '--min-hostgroup 10000';

/** What nmap says that its scan took, without its start. No name is asked, and no host sought. */
function nmap(folder: string, { count, port, targets, name }: Kind): number {
  const list = path.join(folder, 'targets');
  writeFileSync(list, Array.from({ length: count }, (_, i) => `${targets}.${i >> 8}.${i & 255}\n`).join(''));
  const server = path.join(import.meta.dirname, 'probe-server.ts');
  const start =
    name === 'open'
      ? `'${process.execPath}' '${server}' open >'${folder}/up' & server=$!
         while ! grep -q ready '${folder}/up'; do sleep 0.05; done`
      : '';
  const text = inside(`${start}
    nmap ${NMAP} ${name === 'dropped' ? AT_ONCE : ''} -p ${port} -iL '${list}' -oG - | tail -1
    ${name === 'open' ? 'kill $server' : ''}`);
  const seconds = / scanned in ([\d.]+) seconds/.exec(text)?.[1];
  if (seconds === undefined) throw new Error(`nmap said: ${text}`);
  return Number(seconds) * 1000;
}
