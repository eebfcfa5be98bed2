/** The real iptables, in both of its forms, in a network namespace that is thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const VARIANTS = ['nft', 'legacy'] as const;
export type Variant = (typeof VARIANTS)[number];

const UNSHARE = 'unshare';
/** Root needs no user namespace. */
const FLAGS = process.getuid?.() === 0 ? ['-n'] : ['-rn'];
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;

function unshare(script: string, args: readonly string[]) {
  return spawnSync(UNSHARE, [...FLAGS, 'sh', '-ec', script, 'sh', ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH },
    maxBuffer: 1 << 28,
  });
}

const probe = unshare(
  'for v in nft legacy; do ip6tables-$v -S >/dev/null; iptables-$v -S >/dev/null; done',
  [],
);
/** Why nothing can be loaded on this machine. */
export const unavailable: string | undefined =
  probe.status === 0
    ? undefined
    : `iptables or unshare can not be used here: ${probe.stderr || 'not installed'}`;

/** Tries a file, loads it twice for each family, and gives what iptables-save and ip6tables-save then print. */
export function load(text: string, variant: Variant): { readonly four: string; readonly six: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-iptables-'));
  try {
    const file = path.join(folder, 'rules');
    writeFileSync(file, text);
    const script = `v=$1; file=$2
      for f in iptables ip6tables; do
        $f-$v-restore --test --noflush "$file" >&2
        for i in 1 2; do $f-$v-restore --noflush "$file"; done
        $f-$v-save -t filter >"$file.$f"
      done
      cat "$file.iptables"; echo '--six--'; cat "$file.ip6tables"`;
    const { status, stdout, stderr } = unshare(script, [variant, file]);
    if (status !== 0) throw new Error(`iptables refused the file: ${stderr}\n${text}`);
    const [four = '', six = ''] = stdout.split('--six--\n');
    return { four, six };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
