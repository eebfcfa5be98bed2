/** The kit as one PowerShell 5.1 script: pure ASCII with CRLF, so that it can be signed as it is. */
import { asciiJson, plainName } from '../ascii.ts';
import { entryOf } from '../entry.ts';
import type { Kit } from '../model.ts';
import { ASK_BEGIN, ASK_END } from './ask.ts';
import { POWERSHELL_FILE } from './file.ts';
import { POWERSHELL_HEAD } from './head.ts';
import { POWERSHELL_LISTEN } from './listen.ts';
import { POWERSHELL_LOOK } from './look.ts';
import { POWERSHELL_RUN } from './run.ts';
import { ASK_TCP } from './tcp.ts';
import { ASK_UDP } from './udp.ts';

/** Every name of the hierarchy stands in a literal in single quotes, as JSON that has no apostrophe. */
export function powershellKit(kit: Kit): string {
  const text = [
    POWERSHELL_HEAD,
    `# The questions of ${plainName(kit.host)}: data, read as JSON.`,
    `$HeaderLine = ${literal({ hierarchy: kit.hierarchy, on: kit.host })}`,
    ...array(
      'Lines',
      kit.probes.map((probe) => entryOf(probe)),
    ),
    '',
    '# The ports on which it will answer.',
    ...array('ListenLines', kit.listeners),
    ASK_BEGIN,
    ASK_TCP,
    ASK_UDP,
    ASK_END,
    POWERSHELL_LOOK,
    POWERSHELL_FILE,
    POWERSHELL_LISTEN,
    POWERSHELL_RUN,
  ].join('\n');
  return text.replace(/\r?\n/g, '\r\n');
}

function array(name: string, values: readonly unknown[]): string[] {
  const last = values.length - 1;
  return [
    `$${name} = @(`,
    ...values.map((value, index) => `    ${literal(value)}${index === last ? '' : ','}`),
    ')',
  ];
}

function literal(value: unknown): string {
  return `'${asciiJson(value)}'`;
}
