import { Exhausted } from '../net/exhausted.ts';
import { intersectMatch, type Match } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';
import type { Finding } from './finding.ts';
import type { Edit } from './text-edit.ts';

/** Lines that may stand for one that blocks: of more, nobody could say what they are for. */
const MOST_LINES = 16;

const WHY = {
  shared: 'the line that blocks it says more than that: narrow it by hand',
  noWords: 'what would be left of the line that blocks it can not be said in this language',
  tooMany: `what would be left of the line that blocks it takes more than ${MOST_LINES} lines: narrow it by hand`,
} as const;

/** Says a line that denies, in place of another. */
export type SayDeny = (match: Match, comment: string, instead: FilterRule) => readonly string[] | undefined;

export interface Unblocking {
  readonly edits: readonly Edit[];
  readonly left: readonly { readonly finding: Finding; readonly why: string }[];
}

interface Block {
  /** All that its line means in the rule set. */
  readonly rules: readonly FilterRule[];
  readonly findings: Finding[];
}

/**
 * Where a line that denies wins over every one that permits, nothing is mended beside it: it is narrowed to what it
 * denies besides what is needed, or taken out where that is nothing. Only where this is exact: a line that denies
 * always, and of which the language can say the rest.
 */
export function unblocked(
  findings: readonly Finding[],
  { rulesets }: Pick<Configuration, 'rulesets'>,
  say: SayDeny,
): Unblocking {
  const edits: Edit[] = [];
  const left: Unblocking['left'][number][] = [];
  for (const { rules, findings: blocked } of blocksOf(findings, rulesets)) {
    const why = narrowed(rules, blocked, rulesets, say, edits);
    if (why !== undefined) left.push(...blocked.map((finding) => ({ finding, why })));
  }
  return { edits, left };
}

/** The lines that always deny what is missing, each with all findings that it has to do with. */
function blocksOf(findings: readonly Finding[], rulesets: readonly Ruleset[]): Block[] {
  const blocks = new Map<FilterRule, Block>();
  for (const finding of findings) {
    const ruleset = rulesets.find(({ name }) => name === finding.ruleset);
    if (finding.kind !== 'missing' || ruleset?.order !== 'block-beats-allow') continue;
    const { instead = [] } = finding;
    const meets = ({ matches }: FilterRule): boolean =>
      matches.some((match) => instead.some((needed) => intersectMatch(match, needed) !== undefined));
    // Each of them alone would block it: those that never decide now would then.
    for (const one of ruleset.rules) {
      if (one.action !== 'deny' || one.depends.length > 0 || !meets(one)) continue;
      const rules = ruleset.rules.filter((rule) => isAt(rule, one.place));
      const [first = one] = rules;
      const block = blocks.get(first) ?? { rules, findings: [] };
      if (!block.findings.includes(finding)) block.findings.push(finding);
      blocks.set(first, block);
    }
  }
  return [...blocks.values()];
}

const isAt = ({ place }: FilterRule, other: Finding['place']): boolean =>
  place.file === other?.file && place.line === other.line && place.column === other.column;

/** Products of IPv4 and of IPv6 for the same services as one: addresses pair within their family alone. */
function joinFamilies(matches: readonly Match[]): Match[] {
  const joined: Match[] = [];
  const single = new Map<string, Match[]>();
  for (const match of matches) {
    const [family] = match.sources.map((source) => source.family);
    const key = (of: unknown): string => JSON.stringify([of, match.services]);
    const other = single.get(key(family === 4 ? 6 : 4))?.shift();
    if (other) {
      const sources = [...other.sources, ...match.sources];
      const destinations = [...other.destinations, ...match.destinations];
      joined[joined.indexOf(other)] = { ...match, sources, destinations };
    } else {
      single.set(key(family), [...(single.get(key(family)) ?? []), match]);
      joined.push(match);
    }
  }
  return joined;
}

/** Adds the edit, or says why there is none. */
function narrowed(
  rules: readonly FilterRule[],
  findings: readonly Finding[],
  rulesets: readonly Ruleset[],
  say: SayDeny,
  edits: Edit[],
): string | undefined {
  const rule = rules[0] as FilterRule;
  const all = rulesets.flatMap((ruleset) => ruleset.rules).filter((other) => isAt(other, rule.place));
  const isPure = rules.every(({ action, depends }) => action === 'deny' && depends.length === 0);
  if (!isPure || all.length > rules.length) return WHY.shared;
  try {
    const needed = PacketSet.of(findings.flatMap(({ instead = [] }) => instead));
    const rest = PacketSet.of(rules.flatMap(({ matches }) => matches)).subtract(needed);
    const comment = `${rule.name ?? 'blocked'} (without what is needed)`;
    const lines: string[] = [];
    for (const match of joinFamilies(rest.matches())) {
      const said = say(match, comment, rule);
      if (!said) return WHY.noWords;
      lines.push(...said);
      if (lines.length > MOST_LINES) return WHY.tooMany;
    }
    edits.push({ kind: 'replace', rule, lines });
    return undefined;
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    return WHY.tooMany;
  }
}
