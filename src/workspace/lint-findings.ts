import type { Findings } from '../verify/finding.ts';
import { lint } from '../verify/lint/lint.ts';
import type { ReadConfiguration } from './raise-text.ts';

/**
 * What is odd about configurations by themselves, each a part of its own.
 * @param onConfiguration told before each.
 */
export function lintFindings(
  read: readonly ReadConfiguration[],
  onConfiguration?: (read: ReadConfiguration) => void,
): Findings {
  const findings = read.flatMap((one) => {
    onConfiguration?.(one);
    return lint(one.configuration);
  });
  const parts = read.map(({ configuration, file }) => ({
    dialect: configuration.dialect,
    files: [file],
    rules: configuration.rulesets.reduce((sum, ruleset) => sum + ruleset.rules.length, 0),
  }));
  const assumed = read.flatMap(({ configuration }) => configuration.assumed ?? []);
  return { parts, ...(assumed.length > 0 && { assumed }), findings };
}
