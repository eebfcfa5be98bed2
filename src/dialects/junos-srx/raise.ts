import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV6, ANY_PACKET, ANY_SERVICE } from '../../net/match.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Configuration, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { Lookup } from '../raising/lookup.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges } from '../source/address-ranges.ts';
import { mayStandBehind, type Sides, sidesOf } from './behind.ts';
import { forwardRulesets, hostRulesets, type Work } from './contexts.ts';
import type { SrxConfig } from './model.ts';
import { doubtfulRule } from './raise-policy.ts';
import { sayAbout } from './remarks.ts';

/** Rules that stand for statements which could decide about anything; one would do, some name more lines. */
const MOST_DOUBTS = 20;

const MISSING = 'Give the whole "show configuration"; policies that name it depend on it';

/** What a configuration means. */
export function raise(
  config: SrxConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const { system, lines } = config;
  const diagnostics: Diagnostic[] = [];
  const sides = sidesOf(system, context, diagnostics);
  const work: Work = { system, sides, lookup: new Lookup(lines.file, diagnostics, MISSING), diagnostics };
  const hasPolicies =
    system.contexts.length + system.global.length > 0 || system.defaultStatement !== undefined;
  if (!hasPolicies)
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${lines.file} has no security policy`,
        help: 'Give the output of "show configuration", or at least of "show configuration security" and "show configuration applications"',
      }),
    );
  const rulesets = [...withIpv6(config), ...forwardRulesets(work), ...hostRulesets(work)];
  sayAbout(config, diagnostics);
  return {
    configuration: {
      dialect: 'junos-srx',
      file: lines.file,
      rulesets: withDoubts(rulesets, doubtsOf(config, sides, diagnostics)),
      ...(system.followsTftp && { follows: ['tftp'] }),
    },
    diagnostics,
  };
}

/** Statements that could decide about any packet, and translations, which come before all policies. */
function doubtsOf(
  { system, doubts, others }: SrxConfig,
  sides: Sides,
  diagnostics: Diagnostic[],
): readonly FilterRule[] {
  const rules = doubts.slice(0, MOST_DOUBTS).map((statement) => doubtfulRule(statement));
  for (const other of others.slice(0, 1)) {
    diagnostics.push(
      diagnostic('PT8002', {
        message: 'several logical systems or tenants have policies of their own',
        place: other.place,
        help: 'Every verdict depends on which of them a packet passes; give the configuration of one alone',
      }),
    );
    const text = 'which logical systems or tenants the packet passes';
    rules.push(doubtfulRule(other, { kind: 'other', text }));
  }
  for (const { statement, ranges, fromZones } of system.translations) {
    const { place, span, text } = statement;
    const sources = fromZones
      ? joinRanges(fromZones.flatMap((zone) => mayStandBehind(zone, sides)))
      : ANY_PACKET.sources;
    const destinations = ranges ?? ANY_PACKET.destinations;
    rules.push({
      action: 'unknown',
      matches: [{ ...ANY_PACKET, sources, destinations }],
      states: ANY_STATE,
      depends: [{ kind: 'translation', text: 'the address that the destination is translated to' }],
      ...{ place, span, text },
    });
  }
  return rules;
}

/** The default was to drop it, and is another one on newer devices. */
const UNSAID = 'whether IPv6 is forwarded: security forwarding-options family inet6 mode is not set';

/** The mode of IPv6: packets that no flow is made of are dropped, or go by without policies. */
function withIpv6({ system }: SrxConfig): readonly Ruleset[] {
  const { ipv6, ipv6Statement } = system;
  if (ipv6 === 'flow') return [];
  const place = ipv6Statement && { place: ipv6Statement.place };
  const otherwise: Otherwise =
    ipv6 === 'drop'
      ? { action: 'deny', text: 'IPv6 is dropped', ...place }
      : {
          action: 'unknown',
          text: ipv6Statement ? `what happens to IPv6 with "${ipv6Statement.text}"` : UNSAID,
          ...place,
        };
  return [
    {
      name: 'forwarding of IPv6',
      hook: 'forward',
      order: 'first-match',
      stateful: true,
      rules: [],
      otherwise,
      scope: [{ sources: [ANY_IPV6], destinations: [ANY_IPV6], services: [ANY_SERVICE] }],
    },
  ];
}

/** Doubts stand before all rules; also packets that no policies would judge depend on them. */
function withDoubts(rulesets: readonly Ruleset[], doubts: readonly FilterRule[]): readonly Ruleset[] {
  if (doubts.length === 0) return rulesets;
  const made = new Map<readonly FilterRule[], readonly FilterRule[]>();
  return rulesets.map((one): Ruleset => {
    const rules = made.get(one.rules) ?? [...doubts, ...one.rules];
    made.set(one.rules, rules);
    return { ...one, rules };
  });
}
