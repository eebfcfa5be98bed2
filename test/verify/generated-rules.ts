/** Configurations as people get them wrong: a policy's own rules, changed at random, in filters of every kind. */
import fc from 'fast-check';
import {
  ANY_ADDRESS,
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  type Match,
  type ServiceRange,
} from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import { ANY_STATE, ESTABLISHED, INVALID, NEW, RELATED } from '../../src/net/state.ts';
import type { Dependency, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';

/** What a generated rule set starts from. */
export interface Seed {
  readonly match: Match;
  readonly program?: string;
  readonly windowsService?: string;
}

const KINDS = [
  'drop',
  'widen-port',
  'narrow-port',
  'widen-prefix',
  'narrow-prefix',
  'swap-ends',
  'deny-before',
  'move',
  'turn',
  'condition',
  'unknown',
  'new-only',
  'never',
  'twice',
  'program',
  'mixed',
] as const;

/** One change: what, and three numbers that say where and how much. */
export type Mutation = readonly [(typeof KINDS)[number], number, number, number];

export const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.constantFrom(...KINDS),
  fc.nat(1000),
  fc.nat(1000),
  fc.nat(1000),
);

export interface Frame {
  readonly order: Ruleset['order'];
  readonly stateful: boolean;
  readonly otherwise: 'permit' | 'deny' | 'unknown';
  readonly written: boolean;
  readonly scope: 'none' | Family | 'some';
  /** Rules for packets of connections: first, last, or none. */
  readonly answers: 'first' | 'last' | 'none';
  readonly priorities: readonly number[];
  readonly mutations: readonly Mutation[];
}

export const frame: fc.Arbitrary<Frame> = fc.record({
  order: fc.constantFrom('first-match', 'first-match', 'priority', 'block-beats-allow', 'allow-only'),
  stateful: fc.boolean(),
  otherwise: fc.constantFrom('deny', 'deny', 'deny', 'permit', 'unknown'),
  written: fc.boolean(),
  scope: fc.constantFrom<Frame['scope'][]>('none', 'none', 'none', 4, 6, 'some'),
  answers: fc.constantFrom('first', 'last', 'none'),
  priorities: fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
  mutations: fc.array(mutation, { maxLength: 5, size: 'max' }),
});

interface Draft {
  readonly action: FilterRule['action'];
  readonly matches: readonly Match[];
  readonly states: number;
  readonly depends: readonly Dependency[];
}

/** The rule set of a frame, with a line for each rule; `first` is the number of its first line. */
export function rulesetOf(
  hook: Ruleset['hook'],
  seeds: readonly Seed[],
  { order, stateful, otherwise, written, scope, answers, priorities, mutations }: Frame,
  file: string,
): Ruleset {
  let drafts: Draft[] = seeds.map(({ match, program, windowsService }) => ({
    action: 'permit',
    matches: [match],
    states: ANY_STATE,
    depends: [
      ...(program ? [{ kind: 'program' as const, text: 'its program', value: program.toLowerCase() }] : []),
      ...(windowsService
        ? [{ kind: 'windows-service' as const, text: 'its service', value: windowsService.toLowerCase() }]
        : []),
    ],
  }));
  for (const change of mutations) drafts = mutated(drafts, change);
  const back: Draft = {
    action: 'permit',
    matches: [ANY_PACKET],
    states: ESTABLISHED | RELATED,
    depends: [],
  };
  if (answers === 'first') drafts = [back, ...drafts];
  if (answers === 'last') drafts = [...drafts, back];
  if (order === 'allow-only') drafts = drafts.filter((d) => d.action !== 'deny');
  const place = (line: number): FilterRule['place'] => ({ file, line, column: 1, length: 10 });
  const rules = drafts.map(
    (draft, n): FilterRule => ({
      ...draft,
      place: place(n + 1),
      span: { start: n * 11, end: n * 11 + 10 },
      text: `${hook} rule ${n + 1}`,
      ...(order === 'priority' && { priority: priorities[n % priorities.length] as number }),
    }),
  );
  const judged = scopeOf(scope, seeds);
  return {
    name: `${file} ${hook}`,
    hook,
    order,
    stateful,
    rules,
    otherwise: {
      action: otherwise,
      text: `default of ${file} ${hook}`,
      ...(written && { place: place(1000) }),
    },
    ...(judged && { scope: judged }),
  };
}

function scopeOf(scope: Frame['scope'], seeds: readonly Seed[]): Match[] | undefined {
  if (scope === 'none') return undefined;
  if (scope === 'some') {
    const some = seeds
      .filter((_, n) => n % 2 === 0)
      .map(({ match }) => ({ ...match, services: [ANY_SERVICE] }));
    return some.length > 0 ? some : undefined;
  }
  return [{ ...ANY_PACKET, sources: [anyAddress(scope)], destinations: [anyAddress(scope)] }];
}

function mutated(drafts: readonly Draft[], [kind, at, how, more]: Mutation): Draft[] {
  const n = drafts.length === 0 ? 0 : at % drafts.length;
  const own = drafts[n];
  if (!own) return [...drafts];
  const replaced = (...by: readonly Draft[]): Draft[] => [
    ...drafts.slice(0, n),
    ...by,
    ...drafts.slice(n + 1),
  ];
  const reshaped = (shape: (match: Match) => Match): Draft[] =>
    replaced({ ...own, matches: own.matches.map(shape) });
  switch (kind) {
    case 'drop':
      return replaced();
    case 'widen-port':
      return reshaped((m) => withServices(m, (s) => widerPorts(s, how)));
    case 'narrow-port':
      return reshaped((m) => withServices(m, (s) => narrowerPorts(s, how)));
    case 'widen-prefix':
      return reshaped((m) =>
        how % 2 === 0
          ? { ...m, sources: m.sources.map((r) => wider(r, more)) }
          : { ...m, destinations: m.destinations.map((r) => wider(r, more)) },
      );
    case 'narrow-prefix':
      return reshaped((m) =>
        how % 2 === 0
          ? { ...m, sources: m.sources.map((r) => narrower(r, more)) }
          : { ...m, destinations: m.destinations.map((r) => narrower(r, more)) },
      );
    case 'swap-ends':
      return reshaped((m) => ({ ...m, sources: m.destinations, destinations: m.sources }));
    case 'deny-before': {
      const [match] = own.matches;
      if (!match) return [...drafts];
      const denied = how % 3 === 0 ? ANY_PACKET : withServices(match, (s) => narrowerPorts(s, how));
      const deny: Draft = {
        action: 'deny',
        matches: [more % 2 === 0 ? denied : { ...denied, sources: [...ANY_ADDRESS] }],
        states: ANY_STATE,
        depends: more % 5 === 0 ? [{ kind: 'interface', text: 'the interface "x"' }] : [],
      };
      const to = how % (drafts.length + 1);
      return [...drafts.slice(0, to), deny, ...drafts.slice(to)];
    }
    case 'move': {
      const rest = replaced();
      const to = how % drafts.length;
      return [...rest.slice(0, to), own, ...rest.slice(to)];
    }
    case 'turn':
      return replaced({
        ...own,
        action: 'deny',
        matches: own.matches.map((m) => ({
          ...m,
          sources: m.sources.slice(0, 1).map((r) => narrower(r, how)),
        })),
      });
    case 'condition':
      return replaced({ ...own, depends: [{ kind: 'schedule', text: 'the schedule "worktime"' }] });
    case 'unknown':
      return replaced({
        ...own,
        action: 'unknown',
        depends: [{ kind: 'not-understood', text: 'what was not understood' }],
      });
    case 'new-only':
      return replaced({ ...own, states: [NEW, NEW | ESTABLISHED, INVALID][how % 3] as number });
    case 'never':
      return replaced({ ...own, matches: [] });
    case 'twice':
      return replaced(own, own);
    case 'program':
      return replaced({ ...own, depends: [{ kind: 'program', text: 'a program', value: 'c:\\other.exe' }] });
    case 'mixed': {
      const other = drafts[how % drafts.length] as Draft;
      return replaced({ ...own, matches: [...own.matches, ...other.matches] });
    }
    default:
      return kind satisfies never;
  }
}

function withServices(match: Match, shape: (service: ServiceRange) => ServiceRange): Match {
  return { ...match, services: match.services.map(shape) };
}

const hasRealPorts = ({ protocol }: ServiceRange): boolean =>
  protocol.first === protocol.last && [6, 17].includes(protocol.first);

function widerPorts(service: ServiceRange, by: number): ServiceRange {
  if (by % 7 === 0) return ANY_SERVICE;
  if (!hasRealPorts(service)) return { ...service, source: ANY_PORT, destination: ANY_PORT };
  const { first, last } = service.destination;
  return {
    ...service,
    destination: { first: Math.max(0, first - (by % 3)), last: Math.min(65535, last + (by % 5)) },
  };
}

function narrowerPorts(service: ServiceRange, by: number): ServiceRange {
  if (!hasRealPorts(service)) return service;
  const { first, last } = service.destination;
  if (first === last) return { ...service, source: { first: 2000, last: 65535 } };
  return { ...service, destination: { first: Math.min(last, first + 1 + (by % 4)), last } };
}

function wider(range: AddressRange, by: number): AddressRange {
  const { family, last } = anyAddress(range.family);
  if (by % 4 === 0) return anyAddress(family);
  const bits = BigInt(1 + (by % 9));
  const first = (range.first >> bits) << bits;
  const end = (((range.last >> bits) + 1n) << bits) - 1n;
  return { family, first, last: end > last ? last : end };
}

function narrower({ family, first, last }: AddressRange, by: number): AddressRange {
  if (first === last) return { family, first, last };
  const middle = first + (last - first) / 2n;
  return by % 2 === 0 ? { family, first, last: middle } : { family, first: middle + 1n, last };
}
