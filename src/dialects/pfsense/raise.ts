import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_IPV6, ANY_SERVICE } from '../../net/match.ts';
import type { Configuration, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import { Lookup } from '../raising/lookup.ts';
import type { RaiseContext } from '../reader.ts';
import { isOwn, sidesOf } from './behind.ts';
import type { PfConfig } from './model.ts';
import { doubtOf } from './raise-rule.ts';
import { rulesetsOf, type Work } from './rulesets.ts';

const MISSING = 'Give the whole config.xml; rules that name it depend on it';

/** What a configuration means. */
export function raise(
  config: PfConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { lines, rules, product } = config;
  const sides = sidesOf(config, context, diagnostics);
  const work: Work = { config, sides, lookup: new Lookup(lines.file, diagnostics, MISSING), diagnostics };
  if (rules.length === 0)
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${lines.file} has no firewall rule that is switched on`,
        help: 'Give config.xml as it was saved (Diagnostics or System, Backup), or its parts with the rules and the aliases',
      }),
    );
  const doubts = config.doubts.map(doubtOf);
  const rulesets = [...withoutIpv6(config), ...rulesetsOf(work)];
  sayAbout(config, diagnostics);
  return {
    configuration: { dialect: product, file: lines.file, rulesets: withDoubts(rulesets, doubts) },
    diagnostics,
  };
}

/** Without `ipv6allow` a rule of the product's own drops IPv6 before all others. */
function withoutIpv6({ allowsIpv6 }: PfConfig): readonly Ruleset[] {
  if (allowsIpv6) return [];
  return [
    {
      name: 'IPv6',
      hook: 'forward',
      order: 'first-match',
      stateful: true,
      rules: [],
      otherwise: { action: 'deny', text: 'IPv6 is not allowed in the advanced settings' },
      scope: [{ sources: [ANY_IPV6], destinations: [ANY_IPV6], services: [ANY_SERVICE] }],
    },
  ];
}

/** Doubts stand before all rules; also packets that no rules would judge depend on them. */
function withDoubts(rulesets: readonly Ruleset[], doubts: readonly FilterRule[]): readonly Ruleset[] {
  if (doubts.length === 0) return rulesets;
  const doubtful = rulesets.map((one): Ruleset => ({ ...one, rules: [...doubts, ...one.rules] }));
  const everything: Ruleset = {
    name: 'what was not understood',
    hook: 'forward',
    order: 'first-match',
    stateful: true,
    rules: doubts,
    otherwise: { action: 'unknown', text: 'what was not understood may decide' },
    scope: [{ sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services: [ANY_SERVICE] }],
  };
  return [...doubtful, everything];
}

function sayAbout(config: PfConfig, diagnostics: Diagnostic[]): void {
  const { translations, outboundTranslation, isWhole, disabled, product } = config;
  const [translation] = translations;
  if (disabled > 0)
    diagnostics.push(
      diagnostic('PT8004', {
        message: `${disabled} ${disabled === 1 ? 'rule is' : 'rules are'} switched off and left out`,
      }),
    );
  const homeless = config.rules.filter(
    ({ isFloating, interfaces }) =>
      !isFloating &&
      interfaces.length > 0 &&
      interfaces.every((name) => !isOwn(name, config) && !config.groups.has(name)),
  );
  if (homeless.length > 0)
    diagnostics.push(
      diagnostic('PT8004', {
        message: `${homeless.length} ${homeless.length === 1 ? 'rule is' : 'rules are'} for interfaces that are not in use (${[...new Set(homeless.flatMap((rule) => rule.interfaces))].slice(0, 5).join(', ')}), and left out`,
        place: homeless[0]?.statement.place,
      }),
    );
  if (translation)
    diagnostics.push(
      diagnostic('PT8009', {
        message: 'rules see translated destinations',
        place: translation.statement.place,
        help: 'Verdicts about packets to addresses that port forwards and 1:1 translations are for depend on it',
      }),
    );
  if (outboundTranslation)
    diagnostics.push(
      diagnostic('PT8010', {
        message: 'outbound NAT comes after the rules, which see the addresses that packets come with',
        place: outboundTranslation.place,
      }),
    );
  if (isWhole)
    diagnostics.push(
      diagnostic('PT8010', {
        message: `rules that ${product === 'pfsense' ? 'pfSense' : 'OPNsense'} adds for packets to itself (anti-lockout, DHCP) are about no packet on its way through`,
      }),
    );
}
