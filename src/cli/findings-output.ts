import type { Findings } from '../verify/finding.ts';
import { type Arguments, type OptionDefinition, textOption } from './command.ts';
import type { Io } from './io.ts';
import { packageVersion } from './version.ts';

export const FINDINGS_FORMAT_OPTION: OptionDefinition = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json', 'sarif', 'junit', 'markdown'],
  about: 'for people (text), programs (json), code scanning (sarif), pipelines (junit), tickets (markdown)',
};

export const ALL_OPTION: OptionDefinition = { name: 'all', about: 'leave nothing out of long lists (text)' };

/** Prints findings in the form that was asked for. Only that form's code is loaded. */
export async function printFindings(findings: Findings, args: Arguments, io: Io): Promise<void> {
  switch (textOption(args, 'format')) {
    case 'json':
      return io.out((await import('../report/findings-json.ts')).findingsJsonChunks(findings));
    case 'sarif': {
      const { findingsSarifChunks } = await import('../report/findings-sarif.ts');
      return io.out(findingsSarifChunks(findings, { version: packageVersion() }));
    }
    case 'junit':
      return io.out((await import('../report/findings-junit.ts')).findingsJunitChunks(findings));
    case 'markdown': {
      const { findingsMarkdownChunks } = await import('../report/findings-markdown.ts');
      return io.out(findingsMarkdownChunks(findings, { all: args.options.all === true }));
    }
    default: {
      const { findingsTextChunks } = await import('../report/findings-text.ts');
      const all = args.options.all === true;
      return io.out(findingsTextChunks(findings, { width: io.width, color: io.color.out, all }));
    }
  }
}
