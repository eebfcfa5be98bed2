/** What a layer's rules mean, with the layers that they hold. */
import {
  ANY_ADDRESS,
  ANY_PACKET,
  ANY_SERVICE,
  type Match,
  meetServices,
  type ServiceRange,
} from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule, Otherwise, Via } from '../../policy/ruleset.ts';
import { lineNotUnderstood, notUnderstood, quoted } from '../raising/reasons.ts';
import {
  meetAddresses,
  otherAddresses,
  possible,
  type Resolved,
  surely,
  together,
} from '../raising/resolved.ts';
import { otherServices } from '../raising/services.ts';
import { writtenAt } from '../source/lines.ts';
import type { AddressBook } from './addresses.ts';
import { conditionsOf, effectOf } from './conditions.ts';
import type { CpRule, Layer, Span } from './model.ts';
import { ruleText } from './rule-text.ts';
import type { ServiceBook } from './services.ts';
import { flagOf, isFields, refsOf, textOf } from './values.ts';
import type { Work } from './work.ts';

/** Layers in layers; the management server allows fewer. */
const DEEPEST = 16;
/** Products of services of a rule and of the layer that holds it. */
const MOST_SERVICES = 65_536;
/** Rules that inline layers are written out to. */
const MOST_RULES = 50_000;

export interface Context {
  readonly work: Work;
  readonly book: AddressBook;
  readonly services: ServiceBook;
  readonly layers: ReadonlyMap<string, Layer>;
  readonly otherwise: (layer: Layer) => Otherwise;
  /** Rules of inline layers so far. */
  made: number;
}

/** What packets of a family a rule matches: a product. */
interface Way {
  readonly from: Resolved<AddressRange>;
  readonly to: Resolved<AddressRange>;
  readonly services: Resolved<ServiceRange>;
}

/** The rule that holds a layer: its packets, and what else must be true. */
interface Holder {
  readonly ways: readonly Way[];
  readonly conditions: readonly Dependency[];
  readonly via: readonly Via[];
  readonly inside: ReadonlySet<string>;
}

const FAMILIES: readonly Family[] = [4, 6];
const TOP: Holder = {
  ways: FAMILIES.map((family) => ({
    from: surely(ANY_ADDRESS.filter((r) => r.family === family)),
    to: surely(ANY_ADDRESS.filter((r) => r.family === family)),
    services: surely([ANY_SERVICE]),
  })),
  conditions: [],
  via: [],
  inside: new Set(),
};

export function doubtfulRule({ work }: Pick<Context, 'work'>, at: Span, text?: string): FilterRule {
  const written = writtenAt(work.config.lines, at.start, at.end);
  const depends = [text === undefined ? lineNotUnderstood(work.config, at) : notUnderstood(text)];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...written };
}

/** The rules of an ordered layer, those of inline layers in the places of the rules that hold them. */
export function raiseLayer(layer: Layer, context: Context): readonly FilterRule[] {
  const rules: FilterRule[] = [];
  raiseRows(layer, TOP, context, rules);
  return rules;
}

function raiseRows(layer: Layer, holder: Holder, context: Context, into: FilterRule[]): void {
  for (const row of layer.rows) {
    if (row.kind === 'gap') {
      const doubt = doubtfulRule(
        context,
        row.at,
        `${row.why} of the layer ${quoted(layer.name)}, which the text does not hold`,
      );
      into.push({ ...doubt, matches: matchesOf(holder.ways, possible) });
    } else raiseRule(row, holder, context, into);
  }
}

function raiseRule(rule: CpRule, holder: Holder, context: Context, into: FilterRule[]): void {
  const { work } = context;
  const { fields, at, name } = rule;
  if (fields.has('enabled') && !flagOf(fields, 'enabled') && rule.unread.length === 0) {
    work.report.say('PT8004', `${quoted(name)} is disabled and left out`, at);
    return;
  }
  const conditions = [...holder.conditions, ...conditionsOf(rule, work)];
  const services = servicesOf(rule, context);
  const own = FAMILIES.map(
    (family): Way => ({
      from: sideOf(rule, 'source', family, context),
      to: sideOf(rule, 'destination', family, context),
      services,
    }),
  );
  const ways = holder === TOP ? own : own.map((way, i) => meetWays(way, holder.ways[i] ?? way));
  const effect = effectOf(rule, work);
  const inline = textOf(fields, 'inline-layer') ?? inlineRef(rule);
  if (holder !== TOP) context.made++;
  if (inline !== undefined || effect.kind === 'layer') {
    raiseInline(rule, inline, { ways, conditions, via: holder.via, inside: holder.inside }, context, into);
    return;
  }
  add(rule, effect.action, ways, [...conditions, ...effect.depends], holder.via, context, into);
}

const inlineRef = ({ fields }: CpRule): string | undefined => {
  const value = fields.get('inline-layer');
  return isFields(value) ? refsOf(fields, 'inline-layer')[0] : undefined;
};

/**
 * Packets that match the rule are judged by its layer and never come back: where no rule of it matches, its own
 * implicit cleanup decides.
 */
function raiseInline(
  rule: CpRule,
  ref: string | undefined,
  holder: Holder,
  context: Context,
  into: FilterRule[],
): void {
  const { work } = context;
  const layer =
    ref === undefined ? undefined : (context.layers.get(ref) ?? context.layers.get(work.nameOf(ref)));
  const key = layer?.uid ?? '';
  const isUsable =
    layer && !holder.inside.has(key) && holder.inside.size < DEEPEST && context.made < MOST_RULES;
  if (!isUsable) {
    const name = quoted(ref === undefined ? '' : work.nameOf(ref));
    work.report.say(
      'PT8003',
      `the inline layer ${name} is not in the text`,
      rule.at,
      'Give what "show access-rulebase" prints for it, too; what the rule matches is unproven',
    );
    const depends = notUnderstood(`the inline layer ${name}, which is not in the text`);
    add(rule, 'unknown', holder.ways, [...holder.conditions, depends], holder.via, context, into);
    return;
  }
  const written = writtenAt(work.config.lines, rule.at.start, rule.at.end);
  const inner: Holder = {
    ...holder,
    via: [...holder.via, { place: written.place, text: rule.name }],
    inside: new Set([...holder.inside, key]),
  };
  raiseRows(layer, inner, context, into);
  const { action, text } = context.otherwise(layer);
  const depends = action === 'unknown' ? [notUnderstood(text)] : [];
  add(rule, action, holder.ways, [...holder.conditions, ...depends], inner.via, context, into, text);
}

/** One rule where everything is certain; otherwise one for what is, and one behind it for what may be. */
function add(
  rule: CpRule,
  action: FilterRule['action'],
  ways: readonly Way[],
  conditions: readonly Dependency[],
  via: readonly Via[],
  { work }: Context,
  into: FilterRule[],
  name: string = rule.name,
): void {
  const at = writtenAt(work.config.lines, rule.at.start, rule.at.end);
  const written = work.config.form === 'json' ? { ...at, text: ruleText(rule, work) } : at;
  const push = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    const made: FilterRule = { action, matches, states: ANY_STATE, depends, ...written, name };
    into.push(via.length > 0 ? { ...made, via } : made);
  };
  const certain = matchesOf(ways, (resolved) => resolved.sure);
  const doubts = together(
    ways.flatMap(({ from, to, services }) => [from.depends, to.depends, services.depends]),
  );
  if (doubts.length === 0) push(certain, conditions);
  else {
    if (certain.length > 0 && conditions.length === 0) push(certain, conditions);
    push(matchesOf(ways, possible), [...conditions, ...doubts]);
  }
}

function matchesOf(ways: readonly Way[], take: <T>(resolved: Resolved<T>) => readonly T[]): readonly Match[] {
  return ways
    .map(({ from, to, services }) => ({
      sources: take(from),
      destinations: take(to),
      services: take(services),
    }))
    .filter(
      ({ sources, destinations, services }) =>
        sources.length > 0 && destinations.length > 0 && services.length > 0,
    );
}

function sideOf(
  { fields, at }: CpRule,
  end: 'source' | 'destination',
  family: Family,
  { book }: Context,
): Resolved<AddressRange> {
  const found = book.any(family, refsOf(fields, end), at);
  return flagOf(fields, `${end}-negate`) ? otherAddresses(family, found) : found;
}

function servicesOf({ fields, at }: CpRule, { services }: Context): Resolved<ServiceRange> {
  const found = services.any(refsOf(fields, 'service'), at);
  return flagOf(fields, 'service-negate') ? otherServices(found) : found;
}

function meetWays(a: Way, b: Way): Way {
  return {
    from: meetAddresses(a.from, b.from),
    to: meetAddresses(a.to, b.to),
    services: meet(a.services, b.services),
  };
}

function meet(a: Resolved<ServiceRange>, b: Resolved<ServiceRange>): Resolved<ServiceRange> {
  const [mayA, mayB] = [possible(a), possible(b)];
  if (mayA.length * mayB.length > MOST_SERVICES) {
    const text = `services of ${mayA.length * mayB.length} combinations, which are too many`;
    return { sure: [], unsure: mayA, depends: [notUnderstood(text)] };
  }
  const both = (x: readonly ServiceRange[], y: readonly ServiceRange[]): readonly ServiceRange[] =>
    x.flatMap((one) => y.flatMap((other) => meetServices(one, other) ?? []));
  const sure = both(a.sure, b.sure);
  if (a.unsure.length + b.unsure.length === 0) return surely(sure);
  return { sure, unsure: both(mayA, mayB), depends: together([a.depends, b.depends]) };
}
