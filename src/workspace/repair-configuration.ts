import type { RaiseContext } from '../dialects/reader.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import type { RepairReport } from '../report/repair.ts';
import { repair } from '../verify/repair.ts';
import { cutOf, judgeOf } from '../verify/verify.ts';
import type { TargetName } from './raise-context.ts';
import { type ReadConfiguration, raiseText } from './raise-text.ts';

/** Whether a patch can be applied to the file: `patch` reads no UTF-16. */
export function isPatchable({ encoding }: ReadConfiguration): boolean {
  return encoding.name === 'utf-8';
}

/** The edits that make a configuration permit all that the plan needs of its filter or host, applied and proven. */
export function repairConfiguration(
  read: ReadConfiguration,
  context: RaiseContext,
  { plan, hierarchy }: { readonly plan: Plan; readonly hierarchy: Hierarchy },
  { kind, name }: TargetName,
): RepairReport {
  const result = repair(
    {
      text: read.text,
      read: (text) => {
        const { configuration, config } = raiseText(text, read.file, context, read.reader);
        return { configuration, config };
      },
      write: (rule, anchor, config) => read.reader.write(rule, anchor, config),
    },
    judgeOf(cutOf(plan, hierarchy, kind, name)),
  );
  return {
    ...result,
    file: read.file,
    original: read.text,
    mark: read.encoding.mark,
    isPatchable: isPatchable(read),
    assumed: read.configuration.assumed ?? [],
  };
}
