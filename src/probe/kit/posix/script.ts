/** The kit as one POSIX shell script: Python 3 does the work where it is, nc and openssl a part of it otherwise. */
import { isIP } from 'node:net';
import { asciiJson, percent, plainName } from '../ascii.ts';
import { entryOf, type KitEntry } from '../entry.ts';
import type { Kit } from '../model.ts';
import { POSIX_ENGINE } from './engine.ts';
import { POSIX_TOOLS } from './nc.ts';
import { POSIX_BATCHES, POSIX_HEAD, POSIX_RUN } from './shell.ts';

/** Ends the data: no line of them is this. */
const END = 'PORTOLAN_END';

export function posixKit(kit: Kit): string {
  const header = asciiJson({ hierarchy: kit.hierarchy, on: kit.host });
  return [
    POSIX_HEAD,
    `# The questions of ${plainName(kit.host)}: data, never run.`,
    `header='${header}'`,
    'questions() {',
    `    cat <<'${END}'`,
    ...kit.probes.map((probe) => line(entryOf(probe))),
    END,
    '}',
    'ports() {',
    `    cat <<'${END}'`,
    ...kit.listeners.map(({ transport, port, service }) => `${transport};${port};${percent(service)}`),
    END,
    '}',
    'engine() {',
    `    cat <<'${END}'`,
    POSIX_ENGINE.trim(),
    END,
    '}',
    POSIX_RUN.trim(),
    '',
    POSIX_TOOLS.trim(),
    '',
    POSIX_BATCHES.trim(),
    '',
  ].join('\n');
}

/** Parts between semicolons, which no part has: JSON without them, and words in percent-encoding. */
function line(entry: KitEntry): string {
  const { id: _, seen, from, to } = entry;
  const host =
    isIP(entry.host) !== 0 || /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})$/.test(entry.host) ? entry.host : '';
  const why = entry.why !== '' ? entry.why : host === '' ? 'The name can’t be asked for' : '';
  const fixed = asciiJson({ ...seen, from, to }).slice(1, -1);
  return [
    host,
    `${entry.port}`,
    entry.seen.transport ?? '',
    entry.cast ? '1' : '',
    entry.pattern.replaceAll(';', ''),
    asciiJson(why).slice(1, -1),
    asciiJson(entry.title).slice(1, -1),
    fixed,
    ...entry.connections.map(({ port, tls, name, questions }) =>
      [`${port}`, tls, percent(name), ...questions].join(','),
    ),
  ].join(';');
}
