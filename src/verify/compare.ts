import type { Axis } from '../net/axis.ts';
import { Exhausted } from '../net/exhausted.ts';
import { ANY_PACKET, anyAddress, intersectMatch, type Match } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import { NEW } from '../net/state.ts';
import type { Plan } from '../plan/model.ts';
import type { Configuration, Ruleset } from '../policy/ruleset.ts';
import { changedMatches } from './changed-rules.ts';
import { permittedButDenied } from './difference.ts';
import type { Change, DifferenceReport } from './difference-report.ts';
import type { FindingLine, FindingOrigin } from './finding.ts';
import { flowNeeds } from './flow-needs.ts';
import { defaultLine, lineOf } from './make-finding.ts';
import { areaOf, emptyArea, partsOf, partsWith, setOf } from './parts.ts';
import { axisOf, type RuleList } from './rule-list.ts';
import { type View, type Views, viewsOf } from './view.ts';

const HOOKS: readonly Ruleset['hook'][] = ['forward', 'in', 'out'];

/**
 * What changes for new connections from one configuration to another, exactly.
 * @param plan names the conversations concerned.
 */
export function compareConfigurations(
  before: readonly Configuration[],
  after: readonly Configuration[],
  plan?: Plan,
): DifferenceReport {
  const changes: Change[] = [];
  const undecided: string[] = [];
  const families = { before: familiesOf(before), after: familiesOf(after) };
  for (const family of FAMILIES) {
    if (families.before.has(family) === families.after.has(family)) continue;
    const silent = families.before.has(family) ? after : before;
    undecided.push(`IPv${family}, because ${namesOf(silent)} says nothing of it`);
  }
  const spoken = FAMILIES.filter((family) => families.before.has(family) && families.after.has(family));
  for (const hook of HOOKS) {
    const [old, now] = [before, after].map((side) =>
      side.flatMap((c) => c.rulesets.filter((ruleset) => ruleset.hook === hook)),
    ) as [Ruleset[], Ruleset[]];
    if (old.length === 0 && now.length === 0) continue;
    if (old.length === 0 || now.length === 0) {
      const silent = old.length === 0 ? before : after;
      undecided.push(`what is sent ${WAY[hook]}, because ${namesOf(silent)} says nothing of it`);
      continue;
    }
    try {
      changes.push(...changesOf(old, now, hook, spoken, plan));
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
      undecided.push(`what is sent ${WAY[hook]}: ${error.message}`);
    }
  }
  return {
    kind: 'configurations',
    before: namesOf(before),
    after: namesOf(after),
    changes,
    named: [],
    undecided,
  };
}

const WAY = { forward: 'through', in: 'to the host', out: 'from the host' } as const;
const FAMILIES: readonly Family[] = [4, 6];
const familiesOf = (side: readonly Configuration[]): ReadonlySet<Family> =>
  new Set(side.flatMap((c) => c.families ?? FAMILIES));
const namesOf = (side: readonly Configuration[]): string => side.map((c) => c.file).join(', ');

function changesOf(
  old: readonly Ruleset[],
  now: readonly Ruleset[],
  hook: Ruleset['hook'],
  families: readonly Family[],
  plan: Plan | undefined,
): Change[] {
  const axis = axisOf(
    [...old, ...now].flatMap((r) => [...(r.scope ?? []), ...r.rules.flatMap((rule) => rule.matches)]),
  );
  const before = old.map((ruleset) => viewsOf(ruleset, NEW, { axis }));
  const after = now.map((ruleset) => viewsOf(ruleset, NEW, { axis }));
  const only = (set: PacketSet): PacketSet =>
    families.length === FAMILIES.length ? set : set.intersect(PacketSet.of(families.map(packetsOf)));
  const opened = only(permittedOnly(after, 'must', before, 'may', axis));
  const closed = only(permittedOnly(before, 'must', after, 'may', axis));
  const describe = (kind: Change['kind'], set: PacketSet): Change[] =>
    byLines(set, before, after).map((part) => ({
      kind,
      hook,
      ...part,
      origins: plan ? originsOfPackets(plan, part.packets) : [],
    }));
  const changes = [...describe('permitted', opened), ...describe('denied', closed)];
  const isCertain = [...before, ...after].every(({ must, may }) => must === may);
  if (isCertain) return changes;
  // What both ask in the same order ends alike, whatever it depends on.
  const within = only(PacketSet.of(changedMatches(old, now)));
  const perhapsOpened = permittedOnly(after, 'may', before, 'must', axis).subtract(opened).intersect(within);
  const perhapsClosed = permittedOnly(before, 'may', after, 'must', axis).subtract(closed).intersect(within);
  return [
    ...changes,
    ...describe('perhaps-permitted', perhapsOpened),
    ...describe('perhaps-denied', perhapsClosed.subtract(perhapsOpened)),
  ];
}

const packetsOf = (family: Family): Match => ({
  ...ANY_PACKET,
  sources: [anyAddress(family)],
  destinations: [anyAddress(family)],
});

type Side = 'must' | 'may';

/** The packets that one side permits and the other denies. A rule that isn't understood counts as each side says. */
function permittedOnly(
  a: readonly Views[],
  aSide: Side,
  b: readonly Views[],
  bSide: Side,
  axis: Axis,
): PacketSet {
  const lists = a.map((views) => views[aSide].list);
  const [first, ...rest] = lists;
  const others = b.map((views) => views[bSide].list);
  const everything = viewsOf(OPEN, NEW, { axis }).must.list;
  let found = differing(first ?? everything, others, everything);
  for (const list of rest) found = permittedPart(list, found);
  return found;
}

const OPEN: Ruleset = {
  name: 'no rules',
  hook: 'forward',
  order: 'first-match',
  stateful: true,
  rules: [],
  otherwise: { action: 'permit', text: 'no rules' },
};

/** The packets that a list permits and one of the others denies. */
function differing(list: RuleList, others: readonly RuleList[], nothing: RuleList): PacketSet {
  let found = setOf(emptyArea(nothing));
  for (const other of others) {
    const rules = new Set<number>();
    for (const { permit } of permittedButDenied(list, other)) rules.add(permit);
    for (const rule of rules) {
      const matches = rule < 0 ? [ANY_PACKET] : (list.rules[rule]?.matches ?? []);
      // A rule's own products may share packets: each once.
      const own = partsOf(list, areaOf(PacketSet.of(matches).matches(), list)).get(rule);
      if (own) found = found.union(setOf(partsWith(other, partsOf(other, own), 'deny')));
    }
  }
  return found;
}

function permittedPart(list: RuleList, set: PacketSet): PacketSet {
  return setOf(partsWith(list, partsOf(list, areaOf(set.matches(), list)), 'permit'));
}

/** Splits a set by the lines that decide before and after, so that a change can be seen as one. */
function byLines(
  set: PacketSet,
  before: readonly Views[],
  after: readonly Views[],
): Pick<Change, 'packets' | 'size' | 'witness' | 'before' | 'after'>[] {
  const parts: Pick<Change, 'packets' | 'size' | 'witness' | 'before' | 'after'>[] = [];
  const witness = set.witness();
  if (!witness) return parts;
  const [main] = after;
  const list = main?.must.list;
  if (!list)
    return [{ packets: set.matches(), size: set.size(), witness, before: decisive(before, set), after: [] }];
  const deciding = [...partsOf(list, areaOf(set.matches(), list))].sort(([a], [b]) => a - b);
  const passing = deciding.filter(([rule]) => isBypass(main.must, rule)).map(([, area]) => setOf(area));
  const others = deciding.filter(([rule]) => !isBypass(main.must, rule)).map(([, area]) => setOf(area));
  for (const part of [...(passing.length > 0 ? [passing.reduce((a, b) => a.union(b))] : []), ...others]) {
    const shown = part.witness();
    if (!shown) continue;
    parts.push({
      packets: part.matches(),
      size: part.size(),
      witness: shown,
      before: decisive(before, part),
      after: decisive(after, part),
    });
  }
  return parts;
}

/** Lines that decide about packets, each rule set's in turn. */
function decisive(views: readonly Views[], set: PacketSet): FindingLine[] {
  return views.flatMap(({ ruleset, must }) => {
    const rules = [...partsOf(must.list, areaOf(set.matches(), must.list)).keys()];
    const order = rules.sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
    const lines = order.flatMap((rule) => {
      if (isBypass(must, rule)) return [];
      const line = must.lines[rule];
      const note = must.list.actionOf(rule) === 'permit' ? 'permits' : 'denies';
      return line ? lineOf(line, note) : defaultLine(ruleset.otherwise, note);
    });
    return order.some((rule) => isBypass(must, rule))
      ? [{ text: ruleset.name, note: 'does not judge them' }, ...lines]
      : lines;
  });
}

const isBypass = ({ lines }: View, rule: number): boolean => rule >= 0 && lines[rule] === undefined;

/** The plan's conversations that some of the packets belong to. */
function originsOfPackets(plan: Plan, packets: readonly Match[]): FindingOrigin[] {
  return flowNeeds(plan).flatMap(({ origin, matches }) =>
    matches.some((m) => packets.some((p) => intersectMatch(m, p) !== undefined)) ? [origin] : [],
  );
}
