/** Small texts of FortiOS, and questions to them. */
import type { FortiConfig } from '../../src/dialects/fortios/model.ts';
import { fortiosReader } from '../../src/dialects/fortios/reader.ts';
import { type Reading, readWith } from '../dialects/reader-kit.ts';

export const read = (text: string, interfaces: Record<string, string[]> = {}): Reading<FortiConfig> =>
  readWith(fortiosReader, text, interfaces);

/** One policy for everything but what `lines` set otherwise. */
export const policy = (id: number, ...lines: string[]): string => {
  const keys = new Set(lines.map((line) => line.split(' ')[1]));
  const usual = [
    'set srcintf "any"',
    'set dstintf "any"',
    'set srcaddr "all"',
    'set dstaddr "all"',
    'set action accept',
    'set schedule "always"',
    'set service "ALL"',
  ].filter((line) => !keys.has(line.split(' ')[1]));
  return ['edit', ` ${id}\n`, ...[...usual, ...lines].map((line) => `  ${line}\n`), 'next\n'].join('');
};
export const policies = (...entries: string[]): string => `config firewall policy\n${entries.join('')}end\n`;
export const addresses = (...entries: string[]): string =>
  `config firewall address\n${entries.map((entry) => `${entry}\nnext\n`).join('')}end\n`;
