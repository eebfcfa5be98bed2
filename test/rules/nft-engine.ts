/** The real nft, in a network namespace that is thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const UNSHARE = 'unshare';
/** Root needs no user namespace; without one, an nftables transaction has no size limit. */
const FLAGS = process.getuid?.() === 0 ? ['-n'] : ['-rn'];

function unshare(
  script: string,
  files: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(UNSHARE, [...FLAGS, 'sh', '-ec', script, 'sh', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

const probe = unshare('nft list ruleset', []);
/** Why nothing can be loaded on this machine. */
export const unavailable: string | undefined =
  probe.status === 0 ? undefined : `nft or unshare can not be used here: ${probe.stderr || 'not installed'}`;

/** Loads texts one after the other, each twice, and gives the rules that the kernel then holds. */
export function load(...texts: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-nft-'));
  try {
    const files = texts.map((text, i) => {
      const file = path.join(folder, `${i}.nft`);
      writeFileSync(file, text);
      return file;
    });
    const script = 'for f; do nft -c -f "$f"; nft -f "$f"; nft -f "$f"; done; nft -j list ruleset';
    const { status, stdout, stderr } = unshare(script, files);
    if (status !== 0) throw new Error(`nft refused the file: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads a text, or JSON, and gives both listings of what the kernel then holds. */
export function listings(
  text: string,
  form: 'text' | 'json' = 'text',
): { readonly text: string; readonly json: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-nft-'));
  try {
    const file = path.join(folder, 'rules');
    writeFileSync(file, text);
    const flag = form === 'json' ? '-j ' : '';
    const script = `nft ${flag}-c -f "$1"; nft ${flag}-f "$1"; nft ${flag}-f "$1"; nft list ruleset; echo '--json--'; nft -j list ruleset`;
    const { status, stdout, stderr } = unshare(script, [file]);
    if (status !== 0) throw new Error(`nft refused the file: ${stderr}`);
    const [plain = '', json = ''] = stdout.split('--json--\n');
    return { text: plain, json };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
