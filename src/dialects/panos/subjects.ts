import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RaiseContext } from '../reader.ts';
import type { DefaultRule, PanosConfig, Rulebase, Scope, SecurityRule, Translation } from './model.ts';

/** Rules of one place in the chain. */
export interface Part {
  /** Where in the chain they stand: their names are looked up from there. */
  readonly at: number;
  readonly rules: readonly SecurityRule[];
}

/** One list of rules that packets are judged by: of a virtual system, or of the firewalls of a device group. */
export interface Subject {
  readonly kind: 'vsys' | 'device-group';
  readonly name: string;
  /** Where names are looked up, the nearest first. */
  readonly chain: readonly Scope[];
  /** In the order in which they are asked: pre-rules from the outside, the firewall's own, post-rules outwards. */
  readonly parts: readonly Part[];
  readonly intrazone?: DefaultRule;
  readonly interzone?: DefaultRule;
  readonly translations: readonly Translation[];
  readonly zones: readonly Scope['zones'][number][];
}

/** Deeper than Panorama's tree of device groups. */
const DEEPEST = 8;

/** Every list that a packet may meet. */
export function subjectsOf(
  config: PanosConfig,
  context: RaiseContext,
  diagnostics: Diagnostic[],
): readonly Subject[] {
  const systems = config.vsys.map((vsys) => vsysSubject(config, vsys)).filter(hasSomething);
  const groups = groupSubjects(config);
  if (systems.some(hasRules) || groups.length === 0) return choose(systems, config.file, context);
  const chosen = choose(groups, config.file, context);
  if (chosen.length === 1) sayLocal(chosen[0] as Subject, diagnostics);
  return chosen;
}

const hasRules = ({ parts }: Subject): boolean => parts.some(({ rules }) => rules.length > 0);
const hasSomething = (subject: Subject): boolean =>
  hasRules(subject) || subject.zones.length > 0 || subject.interzone !== undefined;

function subject(
  kind: Subject['kind'],
  name: string,
  chain: readonly Scope[],
  bases: readonly (readonly [at: number, base: Rulebase])[],
): Subject {
  // Who is nearest to the firewall decides what the default rules are.
  const nearest = [...bases].sort(([a], [b]) => a - b).map(([, base]) => base);
  const pick = (key: 'intrazone' | 'interzone'): DefaultRule | undefined =>
    nearest.map((base) => base[key]).find((rule) => rule?.says);
  const intrazone = pick('intrazone');
  const interzone = pick('interzone');
  return {
    kind,
    name,
    chain,
    parts: [
      ...bases.map(([at, { signIn }]) => ({ at, rules: signIn })),
      ...bases.map(([at, { rules }]) => ({ at, rules })),
    ].filter(({ rules }) => rules.length > 0),
    ...(intrazone && { intrazone }),
    ...(interzone && { interzone }),
    translations: bases.flatMap(([, base]) => base.translations),
    zones: chain.flatMap((scope) => scope.zones),
  };
}

function vsysSubject(config: PanosConfig, vsys: Scope): Subject {
  const pushed = config.pushed.get(vsys.name);
  const chain = [vsys, config.shared, ...(pushed ? [pushed] : []), config.pushedShared];
  const outer = chain.slice(1).map((scope, i): readonly [number, Scope] => [i + 1, scope]);
  return subject('vsys', vsys.name, chain, [
    ...[...outer].reverse().map(([at, scope]): readonly [number, Rulebase] => [at, scope.pre]),
    [0, vsys.pre],
    [0, vsys.local],
    [0, vsys.post],
    ...outer.map(([at, scope]): readonly [number, Rulebase] => [at, scope.post]),
  ]);
}

/** Device groups that hold firewalls themselves: those in which no other group is. */
function groupSubjects(config: PanosConfig): readonly Subject[] {
  const byName = new Map(config.deviceGroups.map((group) => [group.name, group]));
  const parents = new Set(config.deviceGroups.map((group) => group.parent));
  const leaves = config.deviceGroups.filter((group) => !parents.has(group.name));
  const chains = leaves.map((leaf) => {
    const chain: Scope[] = [];
    for (let at: Scope | undefined = leaf; at && chain.length < DEEPEST; at = byName.get(at.parent ?? ''))
      chain.push(at);
    return [...chain, config.shared];
  });
  if (chains.length === 0) chains.push([config.shared]);
  // Groups that add nothing are alike.
  const different = new Map(
    chains.map((chain) => [
      chain
        .map((scope) => (isBare(scope) ? '' : scope.name))
        .join('\n')
        .trim(),
      chain,
    ]),
  );
  return [...different.values()]
    .map((chain) => {
      const places = chain.map((scope, at): readonly [number, Scope] => [at, scope]);
      return subject('device-group', chain[0]?.name ?? '', chain, [
        ...[...places].reverse().map(([at, scope]): readonly [number, Rulebase] => [at, scope.pre]),
        ...places.map(([at, scope]): readonly [number, Rulebase] => [at, scope.post]),
      ]);
    })
    .filter(hasRules);
}

function isBare({ objects, pre, post }: Scope): boolean {
  const bases = [pre, post];
  return (
    Object.values(objects).every((map) => map.size === 0) &&
    bases.every((base) => base.rules.length === 0 && !base.interzone && !base.intrazone)
  );
}

/** Of several, the one after which the file is named; of device groups also the one whose zones somebody spoke of. */
function choose(
  subjects: readonly Subject[],
  file: string,
  { interfaces }: RaiseContext,
): readonly Subject[] {
  if (subjects.length < 2) return subjects;
  const called = subjects.filter(({ name }) => name.toLowerCase() === baseOf(file));
  if (called.length === 1) return called;
  const own = subjects.filter(
    ({ kind, parts }) =>
      kind === 'device-group' &&
      parts.some(
        ({ at, rules }) =>
          at === 0 && rules.some((rule) => [...rule.from, ...rule.to].some((zone) => interfaces.has(zone))),
      ),
  );
  return own.length === 1 ? own : subjects;
}

/** `Zurich` of `backup/Zurich.xml`, in lower case. */
function baseOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? name.slice(0, dot) : name).toLowerCase();
}

function sayLocal({ name, parts, chain }: Subject, diagnostics: Diagnostic[]): void {
  const place = parts.find((part) => part.rules.length > 0)?.rules[0]?.written.place;
  const what = chain.length > 1 ? `the device group "${name}"` : 'all device groups';
  diagnostics.push(
    diagnostic('PT8003', {
      message: `rules that the firewalls of ${what} have themselves, between pre-rules and post-rules, are not in Panorama's configuration, and taken to be none`,
      place,
      help: 'Give the configuration of the firewall itself instead, with what Panorama has pushed ("show config merged")',
    }),
  );
}
