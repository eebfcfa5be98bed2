import type { Finding } from '../verify/finding.ts';
import { type Arguments, type OptionDefinition, textOption } from './command.ts';
import { EXIT, type ExitCode } from './exit.ts';

export const FAIL_ON_OPTION: OptionDefinition = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: ['error', 'warning', 'note', 'never'],
  about: 'exit with 1 from this severity of findings up; warning if left out (what is unproven is one)',
};

const RANK = { note: 0, warning: 1, error: 2, never: 3 } as const;

/** The exit code for findings, as a pipeline asked for it. */
export function exitFor(findings: readonly Pick<Finding, 'severity'>[], args: Arguments): ExitCode {
  const from = RANK[(textOption(args, 'fail-on') ?? 'warning') as keyof typeof RANK];
  return findings.some(({ severity }) => RANK[severity] >= from) ? EXIT.findings : EXIT.fine;
}
