import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Policy, Rule } from '../../policy/model.ts';

/** What a language has no words for. */
export interface Unsayable {
  readonly is: (rule: Rule) => boolean;
  /** After the rules' titles: `need ICMP's echo requests alone, which this language can't tell from the rest of ICMP`. */
  readonly why: string;
  readonly help: string;
}

/** The policy without the rules that a language can't say, which are reported, one finding for each reason. */
export function leaveOut(
  policy: Policy,
  reasons: readonly Unsayable[],
): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
  const left = new Map<Unsayable, Rule[]>();
  const kept = policy.rules.filter((rule) => {
    const reason = reasons.find(({ is }) => is(rule));
    if (!reason) return true;
    const list = left.get(reason);
    if (list) list.push(rule);
    else left.set(reason, [rule]);
    return false;
  });
  const diagnostics = [...left].map(([{ why, help }, rules]) => {
    const more = rules.length > 1 ? ` and ${rules.length - 1} more` : '';
    return diagnostic('PT7003', {
      message: `"${rules[0]?.title}"${more} ${why}: no rule of ${policy.name} permits that`,
      help,
    });
  });
  return { policy: diagnostics.length > 0 ? { ...policy, rules: kept } : policy, diagnostics };
}

/** For languages whose ICMP is all of ICMP: more than an echo request would be open. */
export const WITHOUT_ICMP_TYPES: Unsayable = {
  is: (rule) => rule.transport === 'icmp',
  why: "needs ICMP's echo requests alone, and this language knows ICMP as a whole only",
  help: 'Add a rule for ICMP by hand where its other types may pass, too',
};
