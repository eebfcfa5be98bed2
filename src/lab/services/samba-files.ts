/** The places that Samba is built for; it works in no others (winbind finds its socket there only). */
import path from 'node:path';
import type { Mounts } from './isolate.ts';

const PLACES = {
  etc: '/etc/samba',
  lib: '/var/lib/samba',
  cache: '/var/cache/samba',
  log: '/var/log/samba',
} as const;

/** Folders below one of Samba's own that have to be there before it starts. */
export const SAMBA_FOLDERS: readonly string[] = [...Object.keys(PLACES), 'lib/private', 'run/samba'];

/** Binds folders of their own below `folder` over each; its /run is `run` there. */
export function sambaMounts(folder: string): Mounts {
  return Object.entries(PLACES).map(([name, at]) => [path.join(folder, name), at] as const);
}

/** A file of Samba's configuration: sections of settings. Values are ours or made of `names.ts`, never a host's name. */
export function smbConf(sections: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  return Object.entries(sections)
    .map(
      ([name, settings]) =>
        `[${name}]\n${Object.entries(settings)
          .map(([key, value]) => `  ${key} = ${value}\n`)
          .join('')}`,
    )
    .join('\n');
}
