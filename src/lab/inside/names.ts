/** Names in the lab: every host knows every other's, from a hosts file that only the lab sees. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { LabModel } from '../model.ts';

const FILE = '/run/hosts';
/**
 * No host waits for a name server that isn't in the lab: on its own port 53 it is refused at once. Where the machine's
 * file is a link to nowhere, the resolver asks there by itself: resolv.conf(5).
 */
const RESOLVER = '/run/resolv.conf';
const RESOLVER_TEXT = 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n';
/** What a resolver takes for a name; all else in a hierarchy's name is none. */
const NAME = /^[a-z0-9]([a-z0-9_-]{0,62})(\.[a-z0-9]([a-z0-9_-]{0,62}))*$/i;

/** The text of a hosts file: hosts by their names, services on the internet by all of theirs. */
function hostsFile({ hosts }: LabModel): string {
  const lines = ['127.0.0.1 localhost', '::1 localhost'];
  for (const { label, name, fqdns, interfaces } of hosts) {
    const names = [...new Set([...fqdns, name, label])];
    const usable = names.filter((text) => text.length < 254 && NAME.test(text));
    if (usable.length === 0) continue;
    for (const { addresses } of interfaces)
      for (const { address } of addresses) lines.push(`${address} ${usable.join(' ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** @throws {Error} where the machine's own hosts file would be asked in the lab. */
export function writeNames(model: LabModel): void {
  writeFileSync(FILE, hostsFile(model));
  const { status, stderr } = spawnSync('mount', ['--bind', FILE, '/etc/hosts'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`/etc/hosts can't be made the lab's own: ${stderr?.trim()}`);
  writeFileSync(RESOLVER, RESOLVER_TEXT);
  // Where there is no such file, the same is asked without it.
  spawnSync('mount', ['--bind', RESOLVER, '/etc/resolv.conf']);
}
