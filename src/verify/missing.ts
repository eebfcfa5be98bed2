import type { Axis } from '../net/axis.ts';
import { STRIDE } from '../net/boxes.ts';
import { type Budget, Coverage, everything, USUAL_BUDGET } from '../net/coverage.ts';
import { Exhausted } from '../net/exhausted.ts';
import { ANY_PORT, intersectMatch, type Match } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import { ESTABLISHED, NEW, RELATED, type StateSet } from '../net/state.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../policy/ruleset.ts';
import type { Finding, FindingLine } from './finding.ts';
import { BACK, isFollowed, startsAtServer } from './followed.ts';
import { defaultLine, finding, lineOf } from './make-finding.ts';
import { CLIENT_PORTS, type Need } from './need.ts';
import { type FlowsById, originsOf } from './origins.ts';
import { type Area, areaOf, isEmptyArea, partsOf, partsWith, setOf } from './parts.ts';
import { type View, type Views, viewsOf } from './view.ts';

export interface MissingInput {
  readonly needs: readonly Need[];
  /** Of one configuration. */
  readonly rulesets: readonly Ruleset[];
  /** What the configurations follow by themselves. */
  readonly following: readonly Pick<Configuration, 'follows' | 'following'>[];
  readonly flows: FlowsById;
  readonly axis: Axis;
  /** The filter or host, for the findings. */
  readonly filter: string;
}

/** Needed flows, and parts of them, that a configuration doesn't permit, or permits only under conditions. */
export function missingFindings(input: MissingInput): Finding[] {
  const found: Finding[] = [];
  const views = viewCache(input.axis);
  const asked = (need: Need, ruleset: Ruleset, ask: () => Finding[]): Finding[] => {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
      return [undecided(need, ruleset, input, error.message)];
    }
  };
  for (const need of input.needs) {
    const passes = isFollowed(need, input.following);
    const first = passes
      ? []
      : input.rulesets
          .filter((ruleset) => ruleset.hook === need.hook)
          .flatMap((ruleset) =>
            asked(need, ruleset, () => {
              const short = askOne(need, need.needed, views(ruleset, NEW, need));
              return short ? missingOf(short, need, input) : [];
            }),
          );
    found.push(...first);
    // Where none of a connection's first packets pass, nobody looks for the next.
    if (first.some(({ code }) => code === 'PT9001')) continue;
    for (const later of laterOf(need, passes))
      for (const ruleset of input.rulesets)
        if (ruleset.hook === later.hook && !ruleset.stateful && isGiven(ruleset))
          found.push(...asked(need, ruleset, () => laterFindings(need, later, ruleset, views, input)));
  }
  return found;
}

/** Of rules that were not given, nobody knows anything: that is told once, with the first packets. */
const isGiven = ({ rules, otherwise }: Ruleset): boolean =>
  rules.length > 0 || otherwise.place !== undefined || otherwise.action !== 'unknown';

type ViewCache = (ruleset: Ruleset, state: StateSet, need: Need) => Views;

/** Views, once for each program: a rule for a program is certain where the flow is that program's. */
function viewCache(axis: Axis): ViewCache {
  const known = new Map<Ruleset, Map<string, Views>>();
  return (ruleset, state, { rule }) => {
    let own = known.get(ruleset);
    if (!own) {
      own = new Map();
      known.set(ruleset, own);
    }
    const key = JSON.stringify([state, rule.program ?? '', rule.windowsService ?? '']);
    let views = own.get(key);
    if (!views) {
      views = viewsOf(ruleset, state, { axis, holds: (dependency) => isOf(dependency, rule) });
      own.set(key, views);
    }
    return views;
  };
}

const isOf = ({ kind, value }: Dependency, { program, windowsService }: Need['rule']): boolean =>
  (kind === 'program' && program !== undefined && value === program.toLowerCase()) ||
  (kind === 'windows-service' && windowsService !== undefined && value === windowsService.toLowerCase());

/** What of a question isn't permitted. */
interface Shortfall {
  /** Some of the addresses are permitted, and which are needed isn't known. */
  readonly byName: boolean;
  readonly views: Views;
  readonly asked: PacketSet;
  /** Denied whatever is decided elsewhere. */
  readonly denied: PacketSet;
  readonly deniedBy: readonly number[];
  readonly permittedBy: readonly number[];
  /** Permitted only under conditions. */
  readonly conditional: PacketSet;
  readonly conditionalBy: readonly number[];
}

function askOne(need: Need, asked: readonly Match[], views: Views): Shortfall | undefined {
  const { must, may } = views;
  if (isPermitted(asked, must)) return undefined;
  // The ends' networks may overlap: each packet once.
  const area = areaOf(PacketSet.of(asked).matches(), must.list);
  const parts = partsOf(must.list, area);
  const denied = partsWith(must.list, parts, 'deny');
  if (isEmptyArea(denied)) return undefined;
  const certainly = must === may ? parts : partsOf(may.list, area);
  const sure = must === may ? denied : partsWith(may.list, certainly, 'deny');
  return {
    byName: need.known === 'by-name' && !isEmptyArea(partsWith(may.list, certainly, 'permit')),
    views,
    asked: setOf(area),
    denied: setOf(sure),
    deniedBy: decidersWith(may, certainly, 'deny'),
    permittedBy: decidersWith(must, parts, 'permit'),
    conditional: must === may ? setOf(areaOf([], must.list)) : setOf(denied).subtract(setOf(sure)),
    conditionalBy: decidersWith(must, parts, 'deny'),
  };
}

/** What can't be told with this much work is asked the long way. */
const QUICK: Budget = { ...USUAL_BUDGET, boxes: 1_000, steps: 10_000 };

/**
 * Whether all packets are permitted, whatever else is decided. Most answers are that, and where nothing that denies
 * comes near it is quickly found; `false` says nothing.
 */
function isPermitted(asked: readonly Match[], { list }: View): boolean {
  const area = areaOf(asked, list);
  const coverage = new Coverage(QUICK);
  for (const family of [4, 6] satisfies Family[]) {
    const { index } = list.side(family);
    const { data, count } = area[family];
    const covers = [everything(index)];
    const denies = (box: number): boolean => list.actionOf(index.owners[box] as number) === 'deny';
    for (let at = 0; at < count * STRIDE; at += STRIDE) {
      if (index.overlapping(data, at, 0x7fffffff, -1, denies)) return false;
      if (list.otherwise === 'deny' && coverage.cover(data, at, covers).kind !== 'covered') return false;
    }
  }
  return true;
}

function decidersWith(view: View, parts: ReadonlyMap<number, Area>, action: 'permit' | 'deny'): number[] {
  return [...parts.keys()]
    .filter((rule) => view.list.actionOf(rule) === action)
    .sort((a, b) => (a < 0 ? Number.MAX_SAFE_INTEGER : a) - (b < 0 ? Number.MAX_SAFE_INTEGER : b));
}

function missingOf(short: Shortfall, need: Need, { flows, filter }: MissingInput): Finding[] {
  const { views, denied, conditional } = short;
  const { ruleset } = views;
  if (short.byName) return [byNameOf(short, need, flows, filter)];
  const found: Finding[] = [];
  const common = { filter, ruleset: ruleset.name };
  if (!denied.isEmpty()) {
    const whole = denied.size() === short.asked.size();
    const lines = [
      ...short.deniedBy.map((rule) => blocker(views.may, rule, ruleset)),
      ...short.permittedBy
        .flatMap((rule) => views.must.lines[rule] ?? [])
        .map((l) => lineOf(l, 'permits a part')),
    ];
    const packets = denied.matches();
    const witness = denied.witness();
    found.push(
      finding(whole ? 'PT9001' : 'PT9002', {
        ...common,
        message: `"${need.rule.title}" is ${whole ? 'not permitted' : 'permitted in part only'}`,
        ...headOf(lines),
        lines: lines.slice(1),
        ...(witness && { witness }),
        packets,
        instead: packets.map(fromAnyPort),
        origins: originsOf(need.rule, flows, packets),
      }),
    );
  }
  if (!conditional.isEmpty()) {
    const packets = conditional.matches();
    const lines = conditionsOf(ruleset, packets);
    const witness = conditional.witness();
    found.push(
      finding('PT9501', {
        ...common,
        message: `whether "${need.rule.title}" is permitted depends on ${dependsText(ruleset, packets)}`,
        ...headOf(lines),
        lines: lines.slice(1),
        ...(witness && { witness }),
        packets,
        origins: originsOf(need.rule, flows, packets),
      }),
    );
  }
  return found;
}

/** A rule that permits packets need not say where clients' ports begin. */
function fromAnyPort(match: Match): Match {
  return {
    ...match,
    services: match.services.map((service) =>
      service.source.first === CLIENT_PORTS.first && service.source.last === CLIENT_PORTS.last
        ? { ...service, source: ANY_PORT }
        : service,
    ),
  };
}

function byNameOf({ views, denied }: Shortfall, need: Need, flows: FlowsById, filter: string): Finding {
  const names = [...new Set([...need.rule.to, ...need.rule.from].flatMap((party) => party.fqdns))];
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
  const witness = denied.witness();
  return finding('PT9504', {
    filter,
    ruleset: views.ruleset.name,
    message: `whether "${need.rule.title}" is permitted depends on the addresses of ${shown || 'hosts that are known by name'}`,
    help: 'Compare the addresses that are permitted with what the names stand for now, or use a filter that knows names',
    ...(witness && { witness }),
    origins: originsOf(need.rule, flows),
  });
}

/** What belongs to a flow besides its first packets, where a rule set judges it. */
interface Later {
  readonly hook: Ruleset['hook'];
  readonly asked: readonly Match[];
  readonly state: StateSet;
  readonly what: string;
}

function laterOf(need: Need, passes: boolean): Later[] {
  const { rule, hook, needed, answers, known } = need;
  // Nobody knows which answers will come from addresses that are known by name only.
  if (known === 'by-name') return [];
  const title = `"${rule.title}"`;
  const own = { hook, asked: needed, state: ESTABLISHED, what: `packets of ${title} after the first` };
  const back = { hook: BACK[hook], asked: answers, state: ESTABLISHED, what: `answers to ${title}` };
  if (!passes) return [own, back];
  return startsAtServer(need) ? [{ ...own, state: RELATED }, back] : [own, { ...back, state: RELATED }];
}

/** Packets after a connection's first, where a rule set doesn't let them pass by itself. */
function laterFindings(
  need: Need,
  { asked, state, what }: Later,
  ruleset: Ruleset,
  views: ViewCache,
  { flows, filter }: MissingInput,
): Finding[] {
  const own = views(ruleset, state, need);
  // What is missing from the start is told already.
  const first = asked === need.needed ? askOne(need, asked, views(ruleset, NEW, need)) : undefined;
  const rest = first
    ? PacketSet.of(asked).subtract(first.denied).subtract(first.conditional).matches()
    : asked;
  const short = askOne(need, rest, own);
  if (!short) return [];
  const found: Finding[] = [];
  const common = { filter, ruleset: ruleset.name, origins: originsOf(need.rule, flows) };
  if (!short.denied.isEmpty()) {
    const lines = short.deniedBy.map((rule) => blocker(own.may, rule, ruleset));
    const witness = short.denied.witness();
    found.push(
      finding('PT9003', {
        ...common,
        message: `${what} are not permitted`,
        help: 'Permit packets of established connections, or the answers by their source port',
        ...headOf(lines),
        lines: lines.slice(1),
        ...(witness && { witness }),
        packets: short.denied.matches(),
      }),
    );
  }
  if (!short.conditional.isEmpty()) {
    const packets = short.conditional.matches();
    const lines = conditionsOf(ruleset, packets);
    const witness = short.conditional.witness();
    found.push(
      finding('PT9501', {
        ...common,
        message: `whether ${what} are permitted depends on ${dependsText(ruleset, packets)}`,
        ...headOf(lines),
        lines: lines.slice(1),
        ...(witness && { witness }),
        packets,
      }),
    );
  }
  return found;
}

function undecided(need: Need, ruleset: Ruleset, { flows, filter }: MissingInput, what: string): Finding {
  return finding('PT9503', {
    filter,
    ruleset: ruleset.name,
    message: `whether "${need.rule.title}" is permitted could not be decided: ${what}`,
    origins: originsOf(need.rule, flows),
  });
}

function blocker({ lines }: View, rule: number, ruleset: Ruleset): FindingLine {
  const line = rule < 0 ? undefined : lines[rule];
  if (line) return lineOf(line, line.action === 'deny' ? 'denies it' : 'may deny it');
  return defaultLine(ruleset.otherwise, 'denies what no line permits');
}

const headOf = ([first]: readonly FindingLine[]): Pick<Finding, 'place' | 'text'> =>
  first ? { ...(first.place && { place: first.place }), text: first.text } : {};

/** Conditional rules that match some of the packets. */
function conditionalRules({ rules }: Ruleset, packets: readonly Match[]): FilterRule[] {
  return rules.filter(
    (rule) =>
      (rule.depends.length > 0 || rule.action === 'unknown') &&
      rule.matches.some((match) => packets.some((packet) => intersectMatch(match, packet) !== undefined)),
  );
}

export function conditionsOf(ruleset: Ruleset, packets: readonly Match[]): FindingLine[] {
  const lines = conditionalRules(ruleset, packets).map((rule) =>
    lineOf(rule, `depends on ${rule.depends.map((d) => d.text).join(', ') || 'what was not understood'}`),
  );
  if (ruleset.otherwise.action === 'unknown') lines.push(defaultLine(ruleset.otherwise, 'was not given'));
  return lines;
}

/** What packets depend on, in words: the first of it, the rest stands in the finding's lines. */
export function dependsText(ruleset: Ruleset, packets: readonly Match[]): string {
  const texts = conditionalRules(ruleset, packets).flatMap((rule) =>
    rule.depends.length > 0 ? rule.depends.map((d) => d.text) : ['a line that was not understood'],
  );
  if (ruleset.otherwise.action === 'unknown') texts.push(ruleset.otherwise.text);
  const unique = [...new Set(texts)];
  const [first = 'something else'] = unique;
  return unique.length > 1 ? `${first} and ${unique.length - 1} more` : first;
}
