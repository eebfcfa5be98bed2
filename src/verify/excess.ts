import type { Axis } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { Coverage, everything, USUAL_BUDGET } from '../net/coverage.ts';
import { intersection } from '../net/cut-box.ts';
import { Exhausted } from '../net/exhausted.ts';
import type { Match } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import { NEW } from '../net/state.ts';
import { disjointBoxes } from '../net/subtract-boxes.ts';
import type { Dependency, FilterRule, Ruleset } from '../policy/ruleset.ts';
import type { Finding } from './finding.ts';
import { defaultLine, finding } from './make-finding.ts';
import { conditionsOf, dependsText } from './missing.ts';
import { type Area, areaOf, emptyArea, isEmptyArea, partsOf, partsWith, setOf } from './parts.ts';
import type { RuleList } from './rule-list.ts';
import { type Views, viewsOf } from './view.ts';

export interface ExcessInput {
  /** Of one configuration and one hook. */
  readonly rulesets: readonly Ruleset[];
  /** Packets that are looked at: those towards and from the hierarchy's hosts. They share none. */
  readonly scope: PacketSet;
  /** Packets that may be permitted. */
  readonly allowed: readonly Match[];
  /** Those of them that need no line of their own. */
  readonly incidental?: readonly Match[];
  readonly axis: Axis;
  readonly filter: string;
  /** Packets that another line is blamed for already. */
  readonly told?: PacketSet;
}

const FAMILIES: readonly Family[] = [4, 6];

/** A program's or service's own rule permits like any other: what it opens is open. */
const holds = ({ kind }: Dependency): boolean => kind === 'program' || kind === 'windows-service';

/**
 * Lines that permit more than may be permitted. Where packets meet several rule sets, each is told once: with the first
 * line that permits it by name, else with a default that does, else as what no rule set judges.
 */
export function excessFindings(input: ExcessInput): Finding[] {
  const { rulesets, axis, scope, allowed } = input;
  if (rulesets.length === 0) return [];
  const views = rulesets.map((ruleset) => viewsOf(ruleset, NEW, { axis, holds }));
  // Rule sets that say what is permitted go before those that only take something away.
  const ordered = [
    ...views.filter((v) => v.ruleset.otherwise.action !== 'permit'),
    ...views.filter((v) => v.ruleset.otherwise.action === 'permit'),
  ];
  const scopeList = scope.matches();
  return [
    ...excessBy(
      input,
      ordered,
      'must',
      (main) => new Search(main.must.list, scopeList, allowed),
      certainExcess,
    ),
    ...(views.some((v) => v.must !== v.may)
      ? excessBy(
          input,
          ordered,
          'may',
          (main) => new Search(main.may.list, scopeList, allowed),
          perhapsExcess,
        )
      : []),
  ];
}

/** What one rule of a rule set permits and others don't deny, as a finding with its packets. */
type Decide = (
  input: ExcessInput,
  main: Views,
  others: readonly Views[],
  search: Search,
  rule: number,
) => Told | undefined;

interface Told {
  /** Absent for what is nobody's mistake. */
  readonly finding?: Finding;
  readonly packets: PacketSet;
}

/** Asks each rule set's lines, then their defaults, then for what all of them let pass by; each packet once. */
function excessBy(
  input: ExcessInput,
  ordered: readonly Views[],
  side: 'must' | 'may',
  searchOf: (main: Views) => Search,
  decide: Decide,
): Finding[] {
  const found: Finding[] = [];
  let told: PacketSet | undefined;
  const searches = ordered.map((main) => ({ main, search: searchOf(main) }));
  const kindOf = (main: Views, rule: number): string =>
    rule < 0 ? (isUsual(main.ruleset) ? 'usual' : 'default') : main[side].lines[rule] ? 'line' : 'bypass';
  for (const kind of ['line', 'default', 'usual', 'bypass']) {
    for (const { main, search } of searches) {
      const others = ordered.filter((v) => v !== main);
      for (const rule of search.permits()) {
        if (kindOf(main, rule) !== kind) continue;
        const add = judged(input, main, rule, () => {
          const result = decide({ ...input, ...(told && { told }) }, main, others, search, rule);
          if (!result) return undefined;
          if (ordered.length > 1) told = told ? told.union(result.packets) : result.packets;
          return result.finding;
        });
        found.push(...add);
      }
    }
  }
  return found;
}

/** A decision that took too long is said so, in the line's place. */
function judged(
  { filter }: ExcessInput,
  { ruleset, must }: Views,
  rule: number,
  decide: () => Finding | undefined,
): Finding[] {
  try {
    const result = decide();
    return result ? [result] : [];
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    const line = must.lines[rule];
    return [
      finding('PT9503', {
        filter,
        ruleset: ruleset.name,
        message: `whether more than needed is permitted could not be decided: ${error.message}`,
        ...(line && { place: line.place, text: line.text }),
      }),
    ];
  }
}

function certainExcess(
  { filter, told, incidental = [] }: ExcessInput,
  main: Views,
  others: readonly Views[],
  search: Search,
  rule: number,
): ReturnType<Decide> {
  if (!search.permitsMore(rule)) return undefined;
  const decided = search.decided(rule);
  const beyond = search.withoutAllowed(decided);
  let rest = beyond;
  for (const { must } of others) rest = permittedBy(must.list, rest);
  if (isEmptyArea(rest)) return undefined;
  const concerned = told ? setOf(rest).subtract(told) : setOf(rest);
  if (concerned.isEmpty()) return undefined;
  const all = setOf(decided);
  const line = main.must.lines[rule];
  const { otherwise } = main.ruleset;
  if (rule < 0 && isUsual(main.ruleset)) return { packets: concerned };
  const witness = concerned.witness();
  const instead = all.subtract(setOf(beyond)).subtract(PacketSet.of(incidental)).matches();
  const common = {
    filter,
    ruleset: main.ruleset.name,
    ...(witness && { witness }),
    packets: concerned.matches(),
    size: { concerned: concerned.size(), permitted: all.size() },
    instead,
  };
  if (line) {
    const message =
      instead.length > 0 ? 'the line permits more than is needed' : 'nothing needs what the line permits';
    const lines = (line.via ?? []).map((via) => ({ ...via, note: 'leads to it' }));
    const found = finding('PT9101', { ...common, message, place: line.place, text: line.text, lines });
    return { finding: found, packets: concerned };
  }
  if (rule >= 0) {
    const found = finding('PT9102', {
      ...common,
      message: 'what nothing needs passes by all rules: none is asked about it',
      help: 'Bind rules to the way that these packets take',
    });
    return { finding: found, packets: concerned };
  }
  const found = finding('PT9102', {
    ...common,
    message: `${otherwise.text} permits what nothing needs`,
    ...(otherwise.place && { place: otherwise.place }),
    text: otherwise.text,
  });
  return { finding: found, packets: concerned };
}

/** What a host sends is permitted by default where nobody says otherwise: that is no line's doing. */
const isUsual = ({ hook, otherwise }: Ruleset): boolean =>
  hook === 'out' && otherwise.action === 'permit' && otherwise.place === undefined;

/** What may be permitted beyond what is, depending on something else. */
function perhapsExcess(
  { filter, told }: ExcessInput,
  main: Views,
  others: readonly Views[],
  search: Search,
  rule: number,
): ReturnType<Decide> {
  if (!search.permitsMore(rule)) return undefined;
  let rest = search.withoutAllowed(search.decided(rule));
  for (const { may } of others) rest = permittedBy(may.list, rest);
  let certain = rest;
  for (const { must } of [main, ...others]) certain = permittedBy(must.list, certain);
  let perhaps = setOf(rest).subtract(setOf(certain));
  if (told) perhaps = perhaps.subtract(told);
  if (perhaps.isEmpty()) return undefined;
  if (rule < 0 && isUsual(main.ruleset)) return { packets: perhaps };
  const packets = perhaps.matches();
  const line: FilterRule | undefined = main.may.lines[rule];
  const conditional = [main, ...others].find((v) => conditionsOf(v.ruleset, packets).length > 0) ?? main;
  const lines = conditionsOf(conditional.ruleset, packets);
  const witness = perhaps.witness();
  const found = finding('PT9502', {
    filter,
    ruleset: main.ruleset.name,
    message: `whether what nothing needs is permitted depends on ${dependsText(conditional.ruleset, packets)}`,
    ...(line ? { place: line.place, text: line.text } : {}),
    lines: line
      ? lines.filter(({ place }) => place?.line !== line.place.line || place.file !== line.place.file)
      : [defaultLine(main.ruleset.otherwise, 'decides otherwise'), ...lines],
    ...(witness && { witness }),
    packets,
  });
  return { finding: found, packets: perhaps };
}

function permittedBy(list: RuleList, area: Area): Area {
  return partsWith(list, partsOf(list, area), 'permit');
}

/** Looks for excess in one list: which of its rules permit, within the scope, what isn't allowed. */
class Search {
  readonly #list: RuleList;
  readonly #coverage = new Coverage();
  /** By family: the scope, and what may be permitted. */
  readonly #scope: Readonly<Record<Family, BoxIndex>>;
  readonly #allowed: Readonly<Record<Family, BoxIndex>>;
  readonly #allowedMatches: readonly Match[];
  #allowedSet: PacketSet | undefined;
  readonly #whole: Area;

  constructor(list: RuleList, scope: readonly Match[], allowed: readonly Match[]) {
    this.#list = list;
    this.#whole = areaOf(scope, list);
    this.#scope = indexesOf(this.#whole);
    this.#allowed = indexesOf(areaOf(allowed, list));
    this.#allowedMatches = allowed;
  }

  /** Numbers of the rules that permit, the default last. */
  *permits(): Generator<number> {
    const { rules, otherwise } = this.#list;
    for (let rule = 0; rule < rules.length; rule++) if (rules[rule]?.action === 'permit') yield rule;
    if (otherwise === 'permit') yield -1;
  }

  /** Whether the rule decides about packets of the scope that aren't allowed. */
  permitsMore(rule: number): boolean {
    const before = rule < 0 ? 0x7fffffff : rule;
    for (const family of FAMILIES) {
      const pieces = this.#inScope(rule, family);
      const earlier = { index: this.#list.side(family).index, before, without: -1, base: 0 };
      const covers = [earlier, everything(this.#allowed[family])];
      for (let i = 0; i < pieces.count; i++) {
        const answer = this.#coverage.cover(pieces.data, i * STRIDE, covers);
        if (answer.kind === 'exhausted') throw new Exhausted(answer.what);
        if (answer.kind === 'witness') return true;
      }
    }
    return false;
  }

  /** All packets of the scope about which the rule decides. */
  decided(rule: number): Area {
    const area = emptyArea(this.#list);
    for (const family of FAMILIES) {
      const pieces = this.#inScope(rule, family);
      for (let i = 0; i < pieces.count; i++) area[family].push(pieces.data, i * STRIDE, 0);
    }
    return partsOf(this.#list, disjoint(area)).get(rule) ?? emptyArea(this.#list);
  }

  withoutAllowed(area: Area): Area {
    // Made when it is first asked for: most rules permit nothing more.
    this.#allowedSet ??= setOf(areaOf(PacketSet.of(this.#allowedMatches).matches(), this.#list));
    const rest = setOf(area).subtract(this.#allowedSet);
    return areaOf(rest.matches(), this.#list);
  }

  #inScope(rule: number, family: Family): Boxes {
    const { boxes, begins } = this.#list.side(family);
    if (rule < 0) return this.#whole[family];
    const pieces = new Boxes(boxes.axis);
    const piece = new Int32Array(STRIDE);
    const scope = this.#scope[family];
    for (let box = begins[rule] as number; box < (begins[rule + 1] as number); box++) {
      scope.overlapping(boxes.data, box * STRIDE, 0x7fffffff, -1, (other) => {
        intersection(boxes.data, box * STRIDE, scope.data, other * STRIDE, piece);
        pieces.push(piece, 0, rule);
        return false;
      });
    }
    return pieces;
  }
}

/** A rule's own boxes may share packets: each packet once. */
function disjoint(area: Area): Area {
  const once = (boxes: Boxes): Boxes => disjointBoxes(boxes, USUAL_BUDGET);
  return { 4: once(area[4]), 6: once(area[6]) };
}

function indexesOf(area: Area): Readonly<Record<Family, BoxIndex>> {
  return { 4: new BoxIndex(area[4]), 6: new BoxIndex(area[6]) };
}
