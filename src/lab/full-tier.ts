/** What has to be there before the full tier can start. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServedHost } from './services/service.ts';
import { TUN } from './services/strongswan.ts';
import { missingPackages } from './services/table.ts';

/** Where what takes long to make is kept for the next lab. */
export function labCache(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'portolan', 'lab');
}

/** Why the full tier can't start for these hosts; `undefined` where it can. */
export function fullTierObstacle(
  hosts: readonly ServedHost[],
  exists: (file: string) => boolean = fileExists,
  uid: number = process.getuid?.() ?? 0,
): Diagnostic | undefined {
  if (uid !== 0)
    return diagnostic('PT9801', {
      message: 'the full tier needs root: a domain controller has files of several users',
      help: 'Run it as root, or leave --tier full out: the light tier needs no root',
    });
  const missing = missingPackages(hosts, exists);
  if (missing.length === 0) {
    if (exists(TUN) || !hosts.some(({ ipsec }) => ipsec)) return undefined;
    return diagnostic('PT9801', {
      message: `the full tier needs the device ${TUN}: what travels inside of IPsec goes through it`,
      help: `As root: modprobe tun; mkdir -p ${path.dirname(TUN)}; mknod ${TUN} c 10 200`,
    });
  }
  return diagnostic('PT9801', {
    message: `the full tier needs servers that are not installed: ${missing.join(', ')}`,
    help: `On Debian: apt-get install --no-install-recommends ${missing.join(' ')}`,
  });
}

/** A star in a file's name stands for any one folder. */
function fileExists(file: string): boolean {
  const [before, after] = file.split('*');
  if (before === undefined || after === undefined) return existsSync(file);
  try {
    return readdirSync(before).some((name) => existsSync(path.join(before, name + after)));
  } catch {
    return false;
  }
}
