/**
 * What security groups mean: permits only, in any order, and all groups of a network interface together. A rule says
 * the other end of a connection; the own end is whoever has the group.
 *
 * For a host, ingress judges what comes to it and egress what it sends. One group in a text is taken for the host's;
 * of several, those that somebody names as an interface. Between networks, a group judges packets to those who have it
 * by ingress and packets from them by egress; who that is, is said as an interface of the group's name or id.
 */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PACKET, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Configuration, Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { ruleOf } from '../source/terms.ts';
import type { AwsConfig, Direction, SecurityGroup } from './model.ts';
import { type Given, raiseRule } from './raise-rule.ts';

const MOST_DOUBTS = 20;

/** A group with what is known of those who have it. */
interface Placed {
  readonly group: SecurityGroup;
  readonly own: readonly AddressRange[] | undefined;
  /** What must be so for its rules to count. */
  readonly conditions: readonly Dependency[];
}

export function raise(
  config: AwsConfig,
  { interfaces, kind }: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const isForward = kind === 'network';
  const isAlone = config.groups.length === 1;
  const placed = config.groups.map((group): Placed => {
    const own = networksOf(group, interfaces);
    if (own || isAlone) return { group, own, conditions: [] };
    const text = `who has the security group ${quoted(group.name)}`;
    return { group, own, conditions: [{ kind: 'interface', text }] };
  });
  sayUnplaced(placed, isForward, diagnostics);
  const hasNothing = config.groups.length === 0 && config.doubts.length === 0 && !config.fault;
  const rulesets = hasNothing
    ? []
    : (['ingress', 'egress'] as const).map((direction) =>
        rulesetOf(direction, placed, config, interfaces, isForward),
      );
  return { configuration: { dialect: 'aws-security-group', file: config.file, rulesets }, diagnostics };
}

function networksOf({ names }: SecurityGroup, given: Given): readonly AddressRange[] | undefined {
  for (const name of names) {
    const own = given.get(name);
    if (own) return own;
  }
  return undefined;
}

function rulesetOf(
  direction: Direction,
  placed: readonly Placed[],
  config: AwsConfig,
  given: Given,
  isForward: boolean,
): Ruleset {
  const isIn = direction === 'ingress';
  const byName = new Map(config.groups.flatMap((group) => group.names.map((name) => [name, group])));
  const isKnown = placed.length > 0 && placed.every(({ own }) => own !== undefined);
  const rules = placed.flatMap(({ group, own = ANY_ADDRESS, conditions }) => [
    ...group.rules
      .filter((rule) => rule.direction === direction)
      .flatMap((rule) => raiseRule(rule, isForward ? own : ANY_ADDRESS, config, byName, given, conditions)),
    ...group.doubts
      .slice(0, MOST_DOUBTS)
      .map((doubt) => perhaps(doubt, sideOf(own, isIn && isForward, isForward))),
  ]);
  const { doubts, fault } = config;
  const isOpen = isForward && !isKnown;
  const text = 'what no rule of a security group permits';
  const otherwise: Otherwise = isOpen
    ? { action: 'unknown', text: `${text} is denied where packets meet the group` }
    : { action: 'deny', text };
  const scope =
    isKnown && isForward
      ? sideOf(
          placed.flatMap(({ own }) => own ?? []),
          isIn,
          true,
        )
      : undefined;
  return {
    name: nameOf(direction, placed),
    hook: isForward ? 'forward' : isIn ? 'in' : 'out',
    order: 'allow-only',
    stateful: true,
    rules: [
      ...(fault ? [unreadable(fault)] : []),
      ...rules,
      ...doubts.slice(0, MOST_DOUBTS).map((doubt) => perhaps(doubt, ANY_PACKET)),
    ],
    otherwise,
    ...(scope && { scope: [scope] }),
  };
}

function nameOf(direction: Direction, placed: readonly Placed[]): string {
  const word = direction === 'ingress' ? 'inbound' : 'outbound';
  const [only] = placed;
  return only && placed.length === 1 && only.group.name !== ''
    ? `${word} rules of ${only.group.name}`
    : `${word} rules`;
}

/** Packets to those who have a group, or from them. */
function sideOf(own: readonly AddressRange[], isIn: boolean, isForward: boolean): Match {
  const services = [ANY_SERVICE];
  if (!isForward) return { sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services };
  return isIn
    ? { sources: ANY_ADDRESS, destinations: own, services }
    : { sources: own, destinations: ANY_ADDRESS, services };
}

/** More permits, of which nobody knows. */
function perhaps(written: Written, match: Match): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` },
  ];
  return ruleOf({ action: 'permit', written }, [match], depends);
}

/** Behind it, nothing that was read is sure. */
function unreadable(written: Written): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `the text, which is broken: ${written.text}` },
  ];
  return ruleOf({ action: 'unknown', written }, [ANY_PACKET], depends);
}

function sayUnplaced(placed: readonly Placed[], isForward: boolean, diagnostics: Diagnostic[]): void {
  const unplaced = placed.filter(({ own, conditions }) => !own && (isForward || conditions.length > 0));
  const [first] = unplaced;
  if (!first) return;
  const more = unplaced.length > 1 ? ` and of ${unplaced.length - 1} more` : '';
  diagnostics.push(
    diagnostic('PT8005', {
      message: `it is not known who has the security group ${quoted(first.group.name)}${more}`,
      place: first.group.place,
      help: isForward
        ? `Say it with --interface ${first.group.name === '' ? 'GROUP' : first.group.name}=ZONE`
        : `Give only the groups of the host, or name them with --interface ${first.group.name === '' ? 'GROUP' : first.group.name}=ADDRESSES`,
    }),
  );
}
