/** A rule on one line, as it stands in a table of rules. */
import type { CpRule } from './model.ts';
import { flagOf, refsOf, textOf } from './values.ts';
import type { Work } from './work.ts';

const COLUMNS: readonly string[] = ['source', 'destination', 'vpn', 'service', 'content', 'time'];
/** Columns that are only shown where they say something. */
const USUALLY_ANY: ReadonlySet<string> = new Set(['vpn', 'content', 'time']);
const MOST_NAMES = 4;
const LONGEST = 200;

/** The name, the columns and the action; what the text says it by is an object of JSON over many lines. */
export function ruleText({ name, number, fields }: CpRule, work: Work): string {
  const head = number === undefined || name === `rule ${number}` ? name : `rule ${number} "${name}"`;
  const words = [`${head}:`];
  for (const column of COLUMNS) {
    const refs = refsOf(fields, column);
    if (USUALLY_ANY.has(column) && refs.every((ref) => work.isAny(ref))) continue;
    const names = refs.slice(0, MOST_NAMES).map((ref) => work.nameOf(ref));
    if (refs.length > MOST_NAMES) names.push('…');
    const not = flagOf(fields, `${column}-negate`) ? 'not ' : '';
    words.push(`${column} ${not}${names.join(', ') || '?'},`);
  }
  const [action] = refsOf(fields, 'action');
  const layer = textOf(fields, 'inline-layer') ?? refsOf(fields, 'inline-layer')[0];
  words.push(`action ${action === undefined ? 'Drop' : work.nameOf(action)}`);
  if (layer !== undefined)
    words.push(`"${work.config.layers.find(({ uid }) => uid === layer)?.name ?? work.nameOf(layer)}"`);
  const line = words.join(' ').replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}
