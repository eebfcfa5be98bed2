import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostics/render.ts';
import { planFlows } from '../../plan/plan.ts';
import { countSeverities, diagnosticsJson, type SeverityCounts } from '../../report/diagnostics-json.ts';
import { counted } from '../../report/words.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';
import { HIERARCHY_ARGUMENT, loadReading } from '../load-hierarchy.ts';

export const check: Command = {
  name: 'check',
  about:
    'Reads a hierarchy, plans it, and says everything that is wrong, each with its line and what to do.\n' +
    'Errors stop a plan. Warnings don’t: they name what is probably not meant. Notes explain.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
    { name: 'strict', about: 'warnings count like errors: for a build that must stay clean' },
  ],
  examples: [
    { command: 'portolan check', gives: 'checks ./hierarchy.yaml' },
    { command: 'portolan check examples/contoso --strict', gives: 'fails on warnings, too' },
    {
      command: 'portolan check - --format json < h.yaml',
      gives: 'reads standard input, writes one JSON document',
    },
  ],
  exits: { fine: 'a plan can be made', findings: 'there are errors (with --strict: or warnings)' },

  async run(args, io) {
    const { source, catalog, hierarchy, diagnostics: found, place } = loadReading(args.positionals[0], io);
    const plan = hierarchy && !hasErrors(found) ? planFlows({ hierarchy, place }, catalog) : undefined;
    const diagnostics = [...found, ...(plan?.diagnostics ?? [])];
    const counts = countSeverities(diagnostics);
    if (args.options.format === 'json') {
      await io.out(diagnosticsJson(source.file, diagnostics));
    } else {
      const texts = new Map([[source.file, source.text]]);
      if (diagnostics.length > 0)
        await io.out(`${renderDiagnostics(diagnostics, texts, { color: io.color.out })}\n`);
      await io.out(`${source.file}: ${verdict(counts, plan?.flows.length)}\n`);
    }
    const failed = counts.errors > 0 || (args.options.strict === true && counts.warnings > 0);
    return failed ? EXIT.findings : EXIT.fine;
  },
};

function verdict({ errors, warnings }: SeverityCounts, flows: number | undefined): string {
  if (errors > 0 || flows === undefined) return 'can’t be planned';
  const clean = warnings === 0 ? 'fine' : 'can be planned';
  return `${clean}, ${counted(flows, 'flow')}`;
}
