import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { displayWidth, visible } from '../diagnostics/visible.ts';
import type { Policy } from '../policy/model.ts';
import { pad } from './display-width.ts';
import { counted } from './words.ts';

/** What became of one policy. */
export interface RulesEntry {
  readonly kind: Policy['kind'];
  readonly name: string;
  readonly dialect: string;
  readonly rules: number;
  /** Where it was written; absent where it wasn't. */
  readonly file?: string;
  /** What reading it back showed. */
  readonly proof: 'equal' | 'differs' | 'depends' | 'none';
  readonly diagnostics: readonly Diagnostic[];
}

/** What was written, and for what there is nothing, a line each. */
export function rulesListing(entries: readonly RulesEntry[]): string {
  const written = entries.filter((entry) => entry.file !== undefined);
  const width = Math.max(0, ...written.map((entry) => displayWidth(visible(entry.file ?? ''))));
  const lines = written.map(({ file = '', rules, proof, diagnostics }) => {
    const left = diagnostics.filter((d) => d.severity !== 'note').length;
    const findings = left === 0 ? '' : `, ${counted(left, 'finding')}`;
    return `${pad(visible(file), width)}  ${counted(rules, 'rule')}${PROOFS[proof]}${findings}`;
  });
  const needless = entries.filter((entry) => entry.file === undefined && entry.rules === 0);
  const unprinted = entries.filter((entry) => entry.file === undefined && entry.rules > 0);
  if (needless.length > 0) lines.push(`No rules needed: ${names(needless)}`);
  if (unprinted.length > 0) lines.push(`Not printed: ${names(unprinted)}`);
  return `${lines.join('\n')}\n`;
}

const PROOFS: Readonly<Record<RulesEntry['proof'], string>> = {
  equal: ', proven',
  depends: ', proven as far as the file tells',
  differs: '',
  none: '',
};

function names(entries: readonly RulesEntry[]): string {
  return entries
    .map(({ name, dialect, rules }) => visible(rules > 0 ? `${name} (${dialect})` : name))
    .join(', ');
}
