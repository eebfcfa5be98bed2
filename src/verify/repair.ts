import { Exhausted } from '../net/exhausted.ts';
import type { Match } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';
import { compareConfigurations } from './compare.ts';
import type { Finding } from './finding.ts';
import { joinPermits, type Permit } from './join-permits.ts';
import { unblocked } from './narrow-blocks.ts';
import { applyEdits, type Edit } from './text-edit.ts';

/** A configuration that can be changed: its text, and its language's reader and writer. */
export interface Repairable {
  readonly text: string;
  /** Reads a text: the neutral form, and the language's own. */
  read(text: string): { readonly configuration: Configuration; readonly config: unknown };
  /** The lines that say a rule at the place of another; absent where the language can't say it. */
  write(
    rule: { readonly action: 'permit' | 'deny'; readonly match: Match; readonly comment: string },
    anchor: FilterRule,
    config: unknown,
  ): readonly string[] | undefined;
}

/** How a configuration is judged: all findings, and what may be permitted. */
export interface Judge {
  verify(configuration: Configuration): readonly Finding[];
  /** Everything that the plan needs, and other traffic that is declared. */
  allowed(hook: Ruleset['hook'], configuration: Configuration): readonly Match[];
  /** The packets that are looked at: a repair closes nothing outside of them. */
  scope(hook: Ruleset['hook']): readonly Match[];
}

export interface Repair {
  readonly edits: readonly Edit[];
  /** The configuration as it would be. */
  readonly text: string;
  /** What the edits mend. */
  readonly mended: readonly Finding[];
  /** What stays, and why no edit is offered for it. */
  readonly left: readonly { readonly finding: Finding; readonly why: string }[];
}

const REPAIRED: ReadonlySet<Finding['code']> = new Set(['PT9001', 'PT9002', 'PT9101']);
/** Edits of which each is tried alone, or to be left out. */
const MOST_TRIED = 60;

const WHY = {
  needless: 'nothing is opened or closed by it: move the line up, or take it out',
  noLine: 'there is no line beside which another could stand',
  noWords: 'the language can not say the rule',
  blocked: 'what blocks wins over every line that permits: narrow the line that blocks, or take it out',
  noEdit: 'no edit was found that mends it without opening or closing something else',
} as const;

/**
 * The edits that make a configuration permit all that is needed and nothing more towards the hierarchy's hosts, as
 * few as are found, and none of which can be left out. The changed text is read again and verified: what is newly
 * permitted is needed, and nothing outside of the scope is closed. Edits that fail this are not offered.
 */
export function repair(config: Repairable, judge: Judge): Repair {
  const source = config.read(config.text);
  const before = source.configuration;
  const findings = judge.verify(before);
  const wanted = findings.filter((f) => REPAIRED.has(f.code));
  if (wanted.length === 0) return { edits: [], text: config.text, mended: [], left: [] };
  const proposed = proposals(wanted, source, config, judge);
  const trial: Trial = { wanted, before, config, judge };
  const unmendable = new Set(proposed.left.map((l) => l.finding)).size;
  const edits = isGood(proposed.edits, unmendable, trial)
    ? fewest(proposed.edits, (some) => isGood(some, unmendable, trial))
    : thoseThatHelp(proposed.edits, trial);
  const text = edits.length > 0 ? applyEdits(config.text, edits) : config.text;
  const still = new Set(judge.verify(config.read(text).configuration).map(nameOf));
  // A line that never decided may decide once what stood in its way is mended.
  const left: Repair['left'][number][] = findings
    .filter((f) => !REPAIRED.has(f.code) && f.severity === 'error' && still.has(nameOf(f)))
    .map((finding) => ({ finding, why: finding.kind === 'shadowed' ? WHY.needless : WHY.noEdit }));
  const whys = new Map(proposed.left.map(({ finding, why }) => [finding, why]));
  const unmended = wanted.filter((finding) => still.has(nameOf(finding)));
  left.push(
    ...unmended.map((finding) => ({ finding, why: whys.get(finding) ?? whyNot(finding, before.rulesets) })),
  );
  return { edits, text, mended: wanted.filter((finding) => !unmended.includes(finding)), left };
}

/** What a finding is about, whatever line of a changed text it is found at. */
function nameOf({ kind, ruleset, message, text, origins }: Finding): string {
  const flows = origins.map((o) => o.flow);
  const rule = /"[^"]*"/.exec(message)?.[0];
  return JSON.stringify([kind, ruleset, kind === 'missing' ? [rule, flows] : text]);
}

function whyNot({ kind, ruleset, place }: Finding, rulesets: readonly Ruleset[]): string {
  const own = rulesets.find((r) => r.name === ruleset);
  const isBlocked =
    kind === 'missing' &&
    own?.order === 'block-beats-allow' &&
    own.rules.some((rule) => rule.action === 'deny' && isAt(rule, place));
  return isBlocked ? WHY.blocked : WHY.noEdit;
}

const isAt = ({ place }: Pick<FilterRule, 'place'>, other: Finding['place']): boolean =>
  place.line === other?.line && place.column === other.column;

interface Proposals {
  readonly edits: readonly Edit[];
  readonly left: { finding: Finding; why: string }[];
}

function proposals(
  wanted: readonly Finding[],
  { configuration, config: own }: ReturnType<Repairable['read']>,
  config: Repairable,
  judge: Judge,
): Proposals {
  const edits: Edit[] = [];
  const left: Proposals['left'] = [];
  const permits = new Map<number, { anchor: FilterRule; list: { permit: Permit; finding: Finding }[] }>();
  for (const finding of wanted) {
    const ruleset = configuration.rulesets.find((r) => r.name === finding.ruleset);
    const anchor = ruleset && anchorOf(finding, ruleset, configuration, config, own);
    if (!ruleset || !anchor) {
      left.push({ finding, why: WHY.noLine });
    } else if (finding.kind === 'missing') {
      const beside = permits.get(anchor.span.start) ?? { anchor, list: [] };
      for (const match of finding.instead ?? [])
        beside.list.push({ permit: { match, flows: flowsOf(finding) }, finding });
      permits.set(anchor.span.start, beside);
    } else {
      const edit = narrowed(finding, ruleset, anchor, (rule) => config.write(rule, anchor, own), judge);
      if (edit) edits.push(edit);
      else left.push({ finding, why: WHY.noWords });
    }
  }
  for (const { anchor, list } of permits.values()) {
    const lines: string[] = [];
    for (const { match, flows } of joinPermits(list.map(({ permit }) => permit))) {
      const written = config.write({ action: 'permit', match, comment: flows.join(', ') }, anchor, own);
      if (written) lines.push(...written);
      else for (const { finding } of list) left.push({ finding, why: WHY.noWords });
    }
    if (lines.length > 0) edits.push({ kind: 'insert', before: anchor, lines });
  }
  const freed = unblocked(wanted, configuration, (match, comment, instead) =>
    config.write({ action: 'deny', match, comment }, instead, own),
  );
  return { edits: [...edits, ...freed.edits], left: [...left, ...freed.left] };
}

const flowsOf = (finding: Finding): string[] => finding.origins.map((o) => o.flow);

/** The line before which something missing can be permitted; the one that permits too much. */
function anchorOf(
  finding: Finding,
  { rules }: Ruleset,
  { rulesets }: Configuration,
  config: Repairable,
  own: unknown,
): FilterRule | undefined {
  const { place, kind, lines, instead } = finding;
  const at = rules.findIndex((rule) => isAt(rule, place));
  if (kind !== 'missing') return rules[at];
  const blocker = rules[at] ?? rules.at(-1);
  // Beside a line that permits the rest of it, whoever knows the text looks for it there.
  const partly = lines
    .flatMap((line) => rules.findIndex((rule) => rule.action === 'permit' && isAt(rule, line.place)))
    .filter((n) => n >= 0 && (at < 0 || n < at))
    .map((n) => rules[n] as FilterRule);
  // A line that several rule sets lead to would permit it in all of them.
  const isShared = (rule: FilterRule): boolean =>
    rulesets.filter((r) => r.rules.some((other) => isAt(other, rule.place))).length > 1;
  // Nobody looks for it in a chain that only logs and drops what others send there.
  const isCommon = (rule: FilterRule): boolean =>
    isShared(rule) || rules.filter((other) => isAt(other, rule.place)).length > 1;
  const leads = blocker?.via?.[0];
  const jump = blocker && leads && { ...blocker, ...leads, span: spanOf(leads.place, config.text) };
  const isOutside = at < 0 || (blocker !== undefined && isCommon(blocker));
  const candidates = [
    ...partly.reverse().filter((rule) => !isShared(rule)),
    ...(isOutside && jump ? [jump] : []),
    ...(blocker ? [blocker] : []),
  ];
  const [match] = instead ?? [];
  const canSay = (rule: FilterRule): boolean =>
    match !== undefined && config.write({ action: 'permit', match, comment: '' }, rule, own) !== undefined;
  return candidates.find(canSay) ?? blocker;
}

/** Where a statement of one line stands in the text. */
function spanOf({ line, column, length }: NonNullable<Finding['place']>, text: string): FilterRule['span'] {
  let start = 0;
  for (let n = 1; n < line; n++) start = text.indexOf('\n', start) + 1;
  return { start: start + column - 1, end: start + column - 1 + length };
}

/** Replaces a line by what of it is needed; where it also permits what is nobody's business here, only by a deny before it. */
function narrowed(
  finding: Finding,
  ruleset: Ruleset,
  anchor: FilterRule,
  say: (rule: Parameters<Repairable['write']>[0]) => readonly string[] | undefined,
  judge: Judge,
): Edit | undefined {
  const scope = PacketSet.of(judge.scope(ruleset.hook));
  const outside = PacketSet.of(anchor.matches).subtract(scope);
  const comment = 'narrowed to what is needed';
  const lines: string[] = [];
  const write = (action: 'permit' | 'deny', matches: readonly Match[]): boolean =>
    matches.every((match) => {
      const written = say({ action, match, comment });
      if (written) lines.push(...written);
      return written !== undefined;
    });
  if (!write('permit', finding.instead ?? [])) return undefined;
  if (outside.isEmpty()) return { kind: 'replace', rule: anchor, lines };
  const denied = scope.intersect(PacketSet.of(anchor.matches)).matches();
  if (ruleset.order === 'block-beats-allow' || ruleset.order === 'allow-only') {
    return write('permit', outside.matches()) ? { kind: 'replace', rule: anchor, lines } : undefined;
  }
  return write('deny', denied) ? { kind: 'insert', before: anchor, lines } : undefined;
}

/** Leaves out what isn't needed, one edit after the other. */
function fewest(edits: readonly Edit[], isGoodWith: (edits: readonly Edit[]) => boolean): readonly Edit[] {
  let kept = edits;
  if (edits.length > MOST_TRIED) return kept;
  for (const edit of edits) {
    const without = kept.filter((other) => other !== edit);
    if (without.length < kept.length && isGoodWith(without)) kept = without;
  }
  return kept;
}

/** Where not all edits together are good: those each of which mends something and harms nothing. */
function thoseThatHelp(edits: readonly Edit[], trial: Trial): readonly Edit[] {
  if (edits.length > MOST_TRIED) return [];
  let kept: readonly Edit[] = [];
  let most = trial.wanted.length;
  for (const edit of edits) {
    const more = [...kept, edit];
    const unmended = remaining(more, trial);
    if (unmended === undefined || unmended >= most) continue;
    kept = more;
    most = unmended;
  }
  return kept;
}

interface Trial {
  readonly wanted: readonly Finding[];
  readonly before: Configuration;
  readonly config: Repairable;
  readonly judge: Judge;
}

function isGood(edits: readonly Edit[], left: number, trial: Trial): boolean {
  if (edits.length === 0) return trial.wanted.length <= left;
  const unmended = remaining(edits, trial);
  return unmended !== undefined && unmended <= left;
}

/** How many findings edits leave; absent where they open or close what they must not. */
function remaining(edits: readonly Edit[], { before, config, judge }: Trial): number | undefined {
  try {
    const after = config.read(applyEdits(config.text, edits)).configuration;
    const still = judge.verify(after).filter((f) => REPAIRED.has(f.code));
    const isRight = compareConfigurations([before], [after]).changes.every(
      ({ kind, hook = 'forward', packets }) => {
        const changed = PacketSet.of(packets);
        if (kind === 'permitted' || kind === 'perhaps-permitted')
          return PacketSet.of(judge.allowed(hook, after)).contains(changed);
        return PacketSet.of(judge.scope(hook)).contains(changed);
      },
    );
    return isRight ? still.length : undefined;
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}
