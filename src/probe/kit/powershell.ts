/** The kit as one PowerShell 5.1 script: pure ASCII with CRLF, so that it can be signed as it is. */
import { asciiJson, plainName } from './ascii.ts';
import { entryOf } from './entry.ts';
import type { Kit } from './model.ts';
import { POWERSHELL_ASK } from './powershell-ask.ts';
import { POWERSHELL_HEAD, POWERSHELL_RUN } from './powershell-run.ts';

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
    POWERSHELL_ASK,
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
