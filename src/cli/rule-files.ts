import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { RulesEntry } from '../report/rules-listing.ts';
import { countRules, type RuleFile, writtenText } from '../workspace/print-rules.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** Writes the printed ones below a folder, and tells what became of each. */
export function writeRules(files: Iterable<RuleFile>, folder: string, io: Io): RulesEntry[] {
  const entries: RulesEntry[] = [];
  for (const printed of files) {
    const { policy, file, encoding, proof, diagnostics } = printed;
    const { kind, name, dialect, rules } = policy;
    const count = kind === 'proxy' ? countRules(policy) : rules.length;
    const entry = { kind, name, dialect, rules: count, proof, diagnostics };
    const text = writtenText(printed);
    if (text === undefined) {
      entries.push(entry);
      continue;
    }
    const target = inside(folder, file);
    io.write(target, text, encoding);
    entries.push({ ...entry, file: target });
  }
  return entries;
}

/** The file's path, its folder made; a link that leads out of the folder is refused. */
function inside(folder: string, file: string): string {
  const target = path.join(folder, file);
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    const [root, parent] = [realpathSync(folder), realpathSync(path.dirname(target))];
    if (!parent.startsWith(root.endsWith(path.sep) ? root : root + path.sep)) {
      throw new UsageError(`${path.dirname(target)} leads out of ${folder}: nothing is written there`);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`can't write below ${folder}: ${systemCause(error)}`);
  }
  return target;
}
