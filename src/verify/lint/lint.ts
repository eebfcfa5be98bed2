import { Exhausted } from '../../net/exhausted.ts';
import { inFirstMatchOrder } from '../../policy/order.ts';
import type { Configuration, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import { listNames } from '../../policy/title.ts';
import type { Finding, FindingLine } from '../finding.ts';
import { finding, lineOf } from '../make-finding.ts';
import { type Anomalies, anomaliesOf } from './anomalies.ts';
import { generalisedRules } from './generalised.ts';
import { mergeableRules } from './mergeable.ts';
import { tooWide } from './too-wide.ts';

export interface LintOptions {
  /** The filter or host, for the findings. */
  readonly filter?: string;
}

/** What is odd about a configuration by itself, without a plan. */
export function lint(configuration: Configuration, { filter }: LintOptions = {}): Finding[] {
  const found = configuration.rulesets.flatMap((ruleset) =>
    decided(ruleset, filter, () => {
      const linted = lintedOf(ruleset, filter);
      const { redundant } = linted.anomalies;
      return [...needless(linted, redundant), ...style(linted)].sort(
        (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0),
      );
    }),
  );
  return everywhere(found, [configuration]);
}

export interface NeedlessOptions {
  readonly filter: string;
  /** Lines that stay although nothing changes without them. */
  keep(rule: FilterRule): boolean;
  /** Only these lines are told of. */
  concerns(rule: FilterRule): boolean;
}

/**
 * The lines of some rule sets that never decide or make no difference.
 * @param configurations all that the rule sets are from: a line that elsewhere decides is not needless.
 */
export function needlessFindings(
  configurations: readonly Configuration[],
  rulesets: readonly Ruleset[],
  { filter, keep, concerns }: NeedlessOptions,
): Finding[] {
  const found = rulesets.flatMap((ruleset) =>
    decided(ruleset, filter, () => {
      const linted = lintedOf(ruleset, filter);
      const { rules, anomalies } = linted;
      const told = new Map(rules.map((rule) => [rule.place, rule]));
      return needless(
        linted,
        anomalies.redundant.filter((place) => !keep(rules[place] as FilterRule)),
      ).filter(({ place }) => {
        const rule = place && told.get(place);
        return rule === undefined || rule.matches.length === 0 || concerns(rule);
      });
    }),
  );
  return everywhere(found, configurations);
}

/** What took too long is said so. */
function decided(ruleset: Ruleset, filter: string | undefined, decide: () => Finding[]): Finding[] {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    return [
      finding('PT9503', {
        ...(filter !== undefined && { filter }),
        ruleset: ruleset.name,
        message: `the rules of ${ruleset.name} could not be compared: ${error.message}`,
      }),
    ];
  }
}

const NEEDLESS: ReadonlySet<Finding['kind']> = new Set(['shadowed', 'redundant', 'never-matches']);

/** A line that several chains lead to is needless only if it is so in each; and every finding is told once. */
function everywhere(findings: readonly Finding[], configurations: readonly Configuration[]): Finding[] {
  if (findings.length === 0) return [];
  const keyOf = (place: Finding['place']): string => `${place?.file}:${place?.line}:${place?.column}`;
  const needless = new Map<string, number>();
  const lines = new Set<number | undefined>();
  for (const { kind, place } of findings)
    if (NEEDLESS.has(kind)) {
      needless.set(keyOf(place), (needless.get(keyOf(place)) ?? 0) + 1);
      lines.add(place?.line);
    }
  const standing = new Map<string, number>();
  // Keys cost more than all else here: only of lines that somebody asks for.
  for (const { rules } of configurations.flatMap((c) => c.rulesets))
    for (const { place } of rules)
      if (lines.has(place.line)) standing.set(keyOf(place), (standing.get(keyOf(place)) ?? 0) + 1);
  const told = new Set<string>();
  return findings.filter(({ code, kind, place, message }) => {
    if (!place) return true;
    const key = keyOf(place);
    if (NEEDLESS.has(kind) && (needless.get(key) ?? 0) < (standing.get(key) ?? 0)) return false;
    const tale = JSON.stringify([
      key,
      NEEDLESS.has(kind) ? 'needless' : code,
      NEEDLESS.has(kind) ? '' : message,
    ]);
    if (told.has(tale)) return false;
    told.add(tale);
    return true;
  });
}

/** A rule set in the making of its findings. */
interface Linted {
  readonly order: Ruleset['order'];
  readonly rules: readonly FilterRule[];
  readonly anomalies: Anomalies;
  /** What a finding says of the line that it is about. */
  at(place: number): Pick<Finding, 'place' | 'text' | 'filter' | 'ruleset'>;
  /** A line that takes part. */
  line(place: number, note: string): FindingLine;
}

function lintedOf(ruleset: Ruleset, filter: string | undefined): Linted {
  const rules = inFirstMatchOrder(ruleset);
  const common = { ...(filter !== undefined && { filter }), ruleset: ruleset.name };
  return {
    order: ruleset.order,
    rules,
    anomalies: anomaliesOf(ruleset, rules),
    at: (place) => {
      const rule = rules[place] as FilterRule;
      return { ...common, place: rule.place, text: rule.text };
    },
    line: (place, note) => lineOf(rules[place] as FilterRule, note),
  };
}

function style({ rules, anomalies, at, line }: Linted): Finding[] {
  const findings: Finding[] = [];
  const out = new Set([...anomalies.shadowed.map((s) => s.rule), ...anomalies.neverMatching]);
  rules.forEach((rule, place) => {
    const why = out.has(place) ? undefined : tooWide(rule);
    if (why !== undefined) {
      findings.push(
        finding('PT9403', {
          ...at(place),
          message: permitsText(rule, why),
          help: 'Name the addresses and ports that are needed; verify with a hierarchy says which',
        }),
      );
    }
  });
  for (const [place, later] of generalisedRules(rules, out)) {
    findings.push(
      finding('PT9401', {
        ...at(place),
        message: 'the line is an exception from a later one, which matches all of it and does the opposite',
        lines: [line(later, 'matches all of it')],
      }),
    );
  }
  for (const { rules: group, differ } of mergeableRules(rules, new Set([...out, ...anomalies.redundant]))) {
    const [first = 0, ...rest] = group;
    findings.push(
      finding('PT9402', {
        ...at(first),
        message: `${group.length} lines differ in their ${differ} only, and could be one`,
        lines: rest.map((place) => line(place, 'could join it')),
      }),
    );
  }
  return findings;
}

/** What decides besides the packet goes with it: a line that was not understood may permit far less. */
function permitsText({ depends }: FilterRule, what: string): string {
  if (depends.length === 0) return `the line permits ${what}`;
  const others = listNames(depends.map(({ text }) => text));
  const isOpen = depends.some(({ kind }) => kind === 'not-understood');
  return `the line ${isOpen ? 'may permit' : 'permits'} ${what}, depending on ${others}`;
}

function needless({ order, rules, anomalies, at, line }: Linted, redundant: readonly number[]): Finding[] {
  const { shadowed, neverMatching, undecided } = anomalies;
  const found: Finding[] = [];
  for (const { rule, by, conflict } of shadowed) {
    const own = rules[rule] as FilterRule;
    const part = by.length > 1 ? 'a part' : 'all of it';
    found.push(
      finding(conflict ? 'PT9201' : 'PT9202', {
        ...at(rule),
        ...shadowText(by.length, conflict, order),
        lines: by.map((place) =>
          line(place, `${rules[place]?.action === own.action ? 'takes' : verb(rules[place])} ${part}`),
        ),
      }),
    );
  }
  for (const rule of redundant) {
    found.push(
      finding('PT9301', {
        ...at(rule),
        message: 'without the line nothing changes: others decide alike about all of it',
        help: 'Take it out, together with the other lines that are reported so',
      }),
    );
  }
  for (const rule of neverMatching) {
    const { matches, via = [] } = rules[rule] as FilterRule;
    found.push(
      finding('PT9404', {
        ...at(rule),
        message: `no packet matches the line: ${neverText(matches.length > 0, via.length > 0)}`,
        help: 'Look whether its source and destination are the wrong way round, or take it out',
        lines: via.map((step) => ({ ...step, note: 'leads to it' })),
      }),
    );
  }
  for (const { rule, what } of undecided) {
    found.push(
      finding('PT9503', { ...at(rule), message: `whether the line ever decides is not known: ${what}` }),
    );
  }
  return found;
}

function shadowText(
  count: number,
  conflict: boolean,
  order: Ruleset['order'],
): Pick<Finding, 'message' | 'help'> {
  if (order === 'block-beats-allow' && conflict) {
    const who = count > 1 ? `${count} lines that block take` : 'a line that blocks takes';
    return {
      message: `the line never decides: ${who} all that it matches`,
      help: 'Narrow what blocks: it wins, wherever it stands',
    };
  }
  const where = order === 'block-beats-allow' ? 'another line' : 'a line before it';
  const who = count > 1 ? `${count} lines together take` : `${where} takes`;
  return {
    message: `the line never decides: ${who} all that it matches${conflict ? ', and not with the same result' : ''}`,
    help: conflict
      ? 'Move it up, or take it out: it does not do what it says'
      : 'Take it out: nothing changes',
  };
}

function neverText(elsewhere: boolean, isLedTo: boolean): string {
  if (elsewhere) return 'what it names as its source and destination never comes to these rules';
  return isLedTo
    ? 'its conditions, and those of the lines that lead to it, exclude each other'
    : 'its conditions exclude each other';
}

const verb = (rule: FilterRule | undefined): string => (rule?.action === 'permit' ? 'permits' : 'denies');
