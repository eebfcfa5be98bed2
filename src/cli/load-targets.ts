import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import type { RaiseContext } from '../dialects/reader.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { raiseContext, zoneInterfaces } from '../workspace/raise-context.ts';
import type { ReadConfiguration } from '../workspace/raise-text.ts';
import { type Arguments, listOption, type OptionDefinition, textOption } from './command.ts';
import { interfacesOf, ZONE_INTERFACES_OPTION } from './interfaces.ts';
import type { Io } from './io.ts';
import { readConfiguration } from './read-configuration.ts';
import { type TargetFiles, targetsOf } from './targets.ts';

export const EMPTY_INCLUDES_OPTION: OptionDefinition = {
  name: 'assume-empty-includes',
  about:
    'take files that an include with a wildcard names to be empty, and say so; without it, what they decide is unproven',
};

interface Planned {
  readonly hierarchy: Hierarchy;
  readonly plan: Plan;
}

export interface LoadedTarget extends TargetFiles {
  readonly read: readonly ReadConfiguration[];
  readonly context: RaiseContext;
}

/** Reads the configurations that were typed; nothing comes back where one can't be read, and why is told. */
export async function loadTargets(
  typed: readonly string[],
  planned: Planned,
  args: Arguments,
  io: Io,
): Promise<LoadedTarget[] | undefined> {
  const { hierarchy } = planned;
  const named = { filter: textOption(args, 'filter'), host: textOption(args, 'host') };
  const targets = targetsOf(typed, hierarchy, named);
  const loaded: LoadedTarget[] = [];
  const problems: Diagnostic[] = [];
  for (const target of targets) {
    const context = contextOf(args, hierarchy, target, assumedFor(target, planned, args));
    const read: ReadConfiguration[] = [];
    for (const file of target.files) {
      const result = await readConfiguration(file, io, context, textOption(args, 'dialect'));
      problems.push(...result.diagnostics);
      if ('configuration' in result) read.push(result);
    }
    loaded.push({ ...target, read, context });
  }
  await tellProblems(problems, io);
  return problems.some((d) => d.severity === 'error') ? undefined : loaded;
}

function assumedFor(
  { kind, name }: TargetFiles,
  planned: Planned,
  args: Arguments,
): RaiseContext['interfaces'] {
  const isAssumed = kind === 'filter' && args.options[ZONE_INTERFACES_OPTION.name] === true;
  return isAssumed ? zoneInterfaces(planned, name) : new Map();
}

/** What reading needs to know besides the text. */
export function contextOf(
  args: Arguments,
  hierarchy?: Hierarchy,
  target?: TargetFiles,
  assumed?: RaiseContext['interfaces'],
): RaiseContext {
  const filter = target?.kind === 'filter' ? target.name : undefined;
  const interfaces = interfacesOf(listOption(args, 'interface'), hierarchy, filter, assumed);
  return raiseContext(interfaces, args.options[EMPTY_INCLUDES_OPTION.name] === true, hierarchy, target);
}

/** Warnings and errors; a note says what makes no difference. */
export async function tellProblems(problems: readonly Diagnostic[], io: Io): Promise<void> {
  const shown = problems.filter((d) => d.severity !== 'note');
  if (shown.length > 0) await io.err(renderDiagnostics(shown, new Map(), { color: io.color.err }));
}
