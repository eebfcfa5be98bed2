import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { printPolicy } from '../dialects/print-policy.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { hostPolicy } from '../policy/host-policy.ts';
import type { Policy } from '../policy/model.ts';
import { networkPolicy } from '../policy/network-policy.ts';
import type { PolicyReport } from '../report/policy-json.ts';
import type { RulesEntry } from '../report/rules-listing.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { uniqueFileNames } from './safe-file-name.ts';

/** What rules are asked for: some filters and some hosts, by name. */
export interface RuleTargets {
  readonly filters: readonly string[];
  readonly hosts: readonly string[];
}

export interface RuleFile extends PolicyReport {
  /** Below the folder, with `/`. */
  readonly file: string;
}

/** Prints the policies one by one, in the order of the hierarchy, each with the name of a file for it. */
export function* printRules(plan: Plan, hierarchy: Hierarchy, targets: RuleTargets): Generator<RuleFile> {
  const filterFiles = uniqueFileNames(targets.filters);
  for (const [i, name] of targets.filters.entries()) {
    yield printed(networkPolicy(plan, hierarchy, name), `filters/${filterFiles[i]}`);
  }
  const hostFiles = uniqueFileNames(targets.hosts);
  for (const [i, name] of targets.hosts.entries()) {
    yield printed(hostPolicy(plan, hierarchy, name), `hosts/${hostFiles[i]}`);
  }
}

function printed(policy: Policy, file: string): RuleFile {
  const { printed: output, extension, encoding, diagnostics } = printPolicy(policy);
  return {
    policy,
    file: extension === undefined ? file : `${file}.${extension}`,
    diagnostics,
    ...(output && { text: output.text, lines: output.lines, ...(encoding && { encoding }) }),
  };
}

/** Writes the printed ones below a folder, and tells what became of each. */
export function writeRules(files: Iterable<RuleFile>, folder: string, io: Io): RulesEntry[] {
  const entries: RulesEntry[] = [];
  for (const { policy, file, text, encoding, diagnostics } of files) {
    const { kind, name, dialect, rules } = policy;
    const entry = { kind, name, dialect, rules: rules.length, diagnostics };
    // A host that nothing talks to needs no file; a filter without rules has to block everything.
    if (text === undefined || (kind === 'host' && rules.length === 0)) {
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
