import { statSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from '../../plan/model.ts';
import { differenceJsonChunks } from '../../report/difference-json.ts';
import { differenceTextChunks } from '../../report/difference-text.ts';
import { compareConfigurations } from '../../verify/compare.ts';
import { comparePlans } from '../../verify/compare-plans.ts';
import type { DifferenceReport } from '../../verify/difference-report.ts';
import type { ReadConfiguration } from '../../workspace/raise-text.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, type ExitCode, UsageError } from '../exit.ts';
import { INTERFACE_OPTION } from '../interfaces.ts';
import type { Io } from '../io.ts';
import { loadPlan } from '../load-hierarchy.ts';
import { loadSavedPlan } from '../load-saved-plan.ts';
import { contextOf, tellProblems } from '../load-targets.ts';
import { CONFIG_ARGUMENT, readConfiguration } from '../read-configuration.ts';

export const diff: Command = {
  name: 'diff',
  about:
    'Says what becomes permitted and what becomes denied between two configurations, whatever their languages, or\n' +
    'what has to be opened and may be closed between two hierarchies or saved plans: exactly, with a packet for each.',
  positionals: [
    {
      name: 'OLD',
      about: `${CONFIG_ARGUMENT}; or a hierarchy (.yaml, or a folder), or a plan saved as JSON (.json)`,
      required: true,
    },
    { name: 'NEW', about: 'another configuration, or another hierarchy or plan', required: true },
  ],
  options: [
    { name: 'hierarchy', value: 'HIERARCHY', about: 'names the conversations that the packets belong to' },
    { name: 'dialect', value: 'NAME', about: 'the language of both; found out from the texts if left out' },
    INTERFACE_OPTION,
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
  ],
  examples: [
    { command: 'portolan diff core.old.nft core.nft', gives: 'what a change of the rules opens and closes' },
    {
      command: 'portolan diff asa.cfg core.nft --hierarchy examples/contoso',
      gives: 'across languages, with names',
    },
    {
      command: 'portolan diff before/hierarchy.yaml hierarchy.yaml',
      gives: 'what a change of the hierarchy needs',
    },
    {
      command: 'portolan diff approved-plan.json hierarchy.yaml',
      gives: 'the same since a plan was saved (plan --format json --out)',
    },
  ],
  exits: { fine: 'both mean the same', findings: 'they differ, or something could not be read' },

  async run(args, io) {
    const [old = '', now = ''] = args.positionals;
    const [before, after] = [kindOf(old), kindOf(now)];
    if ((before === 'configuration') !== (after === 'configuration'))
      throw new UsageError(
        `${old} is a ${before}, and ${now} is a ${after}: there is nothing to compare`,
        'give two configurations, or two hierarchies or saved plans; portolan verify holds a configuration against a hierarchy',
      );
    const report =
      before === 'configuration'
        ? await comparedConfigurations(old, now, args, io)
        : await comparedPlans(old, now, io);
    if (report === undefined) return EXIT.findings;
    await io.out(
      args.options.format === 'json'
        ? differenceJsonChunks(report)
        : differenceTextChunks(report, { width: io.width, color: io.color.out }),
    );
    return exitOf(report);
  },
};

const exitOf = ({ changes, named, undecided }: DifferenceReport): ExitCode =>
  changes.length + named.length + undecided.length > 0 ? EXIT.findings : EXIT.fine;

/** A hierarchy is a YAML document, or a folder with one; a plan is saved as JSON, in which no configuration is read. */
function kindOf(argument: string): 'hierarchy' | 'saved plan' | 'configuration' {
  if (/\.ya?ml$/i.test(argument)) return 'hierarchy';
  if (/\.json$/i.test(argument)) return 'saved plan';
  const isFolder = statSync(argument, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? 'hierarchy' : 'configuration';
}

async function comparedPlans(old: string, now: string, io: Io): Promise<DifferenceReport | undefined> {
  const before = await planIn(old, io);
  const after = await planIn(now, io);
  return before && after && comparePlans(before, after);
}

async function planIn(
  argument: string,
  io: Io,
): Promise<{ readonly name: string; readonly plan: Plan } | undefined> {
  const name = argument.split(path.sep).join('/');
  const plan =
    kindOf(argument) === 'saved plan'
      ? await loadSavedPlan(argument, name, io)
      : (await loadPlan(argument, io, 'error'))?.plan;
  return plan && { name, plan };
}

async function comparedConfigurations(
  old: string,
  now: string,
  args: Arguments,
  io: Io,
): Promise<DifferenceReport | undefined> {
  const named = textOption(args, 'hierarchy');
  const planned = named === undefined ? undefined : await loadPlan(named, io, 'error');
  if (named !== undefined && !planned) return undefined;
  const context = contextOf(args, planned?.hierarchy);
  const read = await Promise.all(
    [old, now].map((file) => readConfiguration(file, io, context, textOption(args, 'dialect'))),
  );
  const problems = read.flatMap((r) => r.diagnostics);
  await tellProblems(problems, io);
  if (problems.some((d) => d.severity === 'error')) return undefined;
  const [before, after] = read as [ReadConfiguration, ReadConfiguration];
  const plan: Plan | undefined = planned?.plan;
  return compareConfigurations([before.configuration], [after.configuration], plan);
}
