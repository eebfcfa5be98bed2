import { statSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from '../../plan/model.ts';
import { differenceJsonChunks } from '../../report/difference-json.ts';
import { differenceTextChunks } from '../../report/difference-text.ts';
import { compareConfigurations } from '../../verify/compare.ts';
import { comparePlans } from '../../verify/compare-plans.ts';
import type { DifferenceReport } from '../../verify/difference-report.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { INTERFACE_OPTION } from '../interfaces.ts';
import type { Io } from '../io.ts';
import { loadPlan } from '../load-hierarchy.ts';
import { contextOf, tellProblems } from '../load-targets.ts';
import { CONFIG_ARGUMENT, type ReadConfiguration, readConfiguration } from '../read-configuration.ts';

export const diff: Command = {
  name: 'diff',
  about:
    'Says what becomes permitted and what becomes denied between two configurations, whatever their languages, or\n' +
    'what has to be opened and may be closed between two hierarchies: exactly, with a packet for each.',
  positionals: [
    { name: 'OLD', about: `${CONFIG_ARGUMENT}; or a hierarchy (.yaml, or a folder)`, required: true },
    { name: 'NEW', about: 'another of the same kind', required: true },
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
  ],
  exits: { fine: 'both mean the same', findings: 'they differ, or something could not be read' },

  async run(args, io) {
    const [old = '', now = ''] = args.positionals;
    const report =
      isHierarchy(old) && isHierarchy(now)
        ? await comparedPlans(old, now, io)
        : await comparedConfigurations(old, now, args, io);
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

/** A hierarchy is a YAML document, or a folder with one. */
function isHierarchy(argument: string): boolean {
  if (/\.ya?ml$/i.test(argument)) return true;
  return statSync(argument, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function comparedPlans(old: string, now: string, io: Io): Promise<DifferenceReport | undefined> {
  const before = await loadPlan(old, io, 'error');
  const after = await loadPlan(now, io, 'error');
  if (!before || !after) return undefined;
  const name = (argument: string): string => argument.split(path.sep).join('/');
  return comparePlans({ name: name(old), plan: before.plan }, { name: name(now), plan: after.plan });
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
