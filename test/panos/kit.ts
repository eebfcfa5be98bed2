/** Small questions to a text of PAN-OS. */
import type { PanosConfig } from '../../src/dialects/panos/model.ts';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { fixture as anyFixture, networks, type Reading, readGiven } from '../dialects/reader-kit.ts';

export interface PanosReading extends Reading<PanosConfig> {
  /** Code and line of all diagnostics, in their order. */
  readonly said: readonly string[];
}

/** Reads a text as the command line would; `zones` say what stands in them: `10.0.0.0/8,fd00::/8`. */
export function readPanos(
  text: string,
  zones: Readonly<Record<string, string>> = {},
  file: string = 'fw.conf',
): PanosReading {
  const behind = Object.entries(zones).map(([zone, texts]) => [zone, networks(...texts.split(','))] as const);
  const reading = readGiven(panosReader, text, Object.fromEntries(behind), file);
  return { ...reading, said: reading.diagnostics.map((d) => `${d.code} ${d.place?.line ?? '-'}`) };
}

export const fixture = (name: string): string => anyFixture(`panos/${name}`);

/** A rule in the set format: everything is `any` but what is said. */
export function rule(name: string, says: string, action: string = 'allow'): string {
  const parts = ['from', 'to', 'source', 'destination', 'application', 'service'];
  const rest = parts.filter((key) => !` ${says}`.includes(` ${key} `)).map((key) => `${key} any`);
  return `set rulebase security rules "${name}" ${[...rest, `action ${action}`, says].join(' ').trim()}\n`;
}

/** A question that most tests ask, and zones for both of its ends. */
export const A_TO_B = 'tcp 10.1.0.5 > 10.2.0.1:80';
export const ZONES = { trust: '10.1.0.0/16', dmz: '10.2.0.0/16', untrust: '10.3.0.0/16' } as const;
