/** Samba's own import of registry files (`net registry import`, Debian's samba-common-bin), into a registry of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NET = '/usr/bin/net';

/** Why Samba can't be asked on this machine. */
export const unavailable: string | undefined =
  spawnSync(NET, ['--version']).status === 0 ? undefined : 'samba-common-bin is not installed';

/** The texts that a registry holds under a key once Samba has imported the bytes of a file; throws where it refuses. */
export function importReg(bytes: Buffer, key: string): Map<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-registry-'));
  try {
    const config = path.join(folder, 'smb.conf');
    const folders = { 'state directory': 'state', 'private dir': 'private', 'lock directory': 'lock' };
    const lines = Object.entries({ ...folders, 'cache directory': 'cache' }).map(([option, name]) => {
      mkdirSync(path.join(folder, name));
      return `${option} = ${path.join(folder, name)}`;
    });
    writeFileSync(config, `[global]\n${lines.join('\n')}\n`);
    const file = path.join(folder, 'rules.reg');
    writeFileSync(file, bytes);
    net(['registry', 'import', file], config);
    return valuesOf(net(['registry', 'enumerate', key], config));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function net(args: readonly string[], config: string): string {
  const { status, stdout, stderr } = spawnSync(NET, [...args, `--configfile=${config}`], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin', LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`net ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function valuesOf(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^Valuename {2}= (.*)\nType {7}= REG_SZ\nValue {6}= "(.*)"$/gm,
  ))
    values.set(name, value);
  return values;
}
