import type { LineOrigin, Printed } from '../dialect.ts';
import type { WindowsScript } from './model.ts';
import { ruleStringOf, VERSION } from './rule-string.ts';

const KEY = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const REG_SZ = 1;
const REG_DWORD = 4;

/**
 * `Registry.pol` of a group policy ([MS-GPREG] 2.2.1), in units of 16 bits: `PReg`, the version 1, and entries. It has no
 * room for comments, and no lines but those that its numbers happen to make.
 */
export function printGroupPolicy({ hierarchy, rules }: WindowsScript): Printed {
  const parts = ['\u5250\u6765', number(1)];
  parts.push(entryOf(KEY, 'PolicyVersion', REG_DWORD, number(VERSION.major * 256 + VERSION.minor)));
  const origins: LineOrigin[] = [];
  let line = 1 + lineEnds(parts.join(''));
  for (const entry of rules) {
    const { rule } = entry;
    origins.push({ line, rule: rule.id, origins: rule.origins });
    const text = entryOf(`${KEY}\\FirewallRules`, entry.name, REG_SZ, `${ruleStringOf(entry, hierarchy)}\0`);
    parts.push(text);
    line += lineEnds(text);
  }
  return { text: parts.join(''), lines: origins };
}

/** Of 32 bits, the lower half first. */
const number = (value: number): string => String.fromCharCode(value & 0xffff, value >>> 16);

function entryOf(key: string, name: string, type: number, data: string): string {
  return `[${key}\0;${name}\0;${number(type)};${number(data.length * 2)};${data}]`;
}

const lineEnds = (text: string): number => text.split('\n').length - 1;
