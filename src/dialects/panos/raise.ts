import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Configuration, Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { possible } from '../raising/resolved.ts';
import type { RaiseContext } from '../reader.ts';
import { networksBehind } from './behind.ts';
import { readNetmask } from './literals.ts';
import { type Names, namesOf } from './lookup.ts';
import type { PanosConfig } from './model.ts';
import { doubtfulRule, intrazoneDefault, type Raising, raiseRule } from './raise-rule.ts';
import { joinRanges, restOf } from './ranges.ts';
import { sayAbout, sayZones } from './remarks.ts';
import { addressesOf } from './resolve-addresses.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { factsOf } from './zone-facts.ts';
import { type Loose, zoneMapOf } from './zones.ts';

/** Rules that stand for statements which could decide about anything; one would do, some name more lines. */
const MOST_DOUBTS = 20;
/** Rules of several lists together: what they share counts in each. */
const MOST_RULES = 300_000;
/** Findings of one text; nobody reads more. */
const MOST_SAID = 500;
const MULTICAST: readonly AddressRange[] = ['224.0.0.0/4', 'ff00::/8'].flatMap((t) => readNetmask(t) ?? []);

/** What a configuration means. */
export function raise(
  config: PanosConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const behind = networksBehind(config);
  const subjects = subjectsOf(config, context, diagnostics);
  const size = subjects.reduce(
    (sum, { parts }) => sum + parts.reduce((n, { rules }) => n + rules.length, 0),
    0,
  );
  const isTooLarge = subjects.length > 1 && size > MOST_RULES;
  const judged = isTooLarge
    ? []
    : subjects.map((subject) => judge(subject, config, context, behind, diagnostics));
  const doubts = config.doubts.slice(0, MOST_DOUBTS).map(doubtfulRule);
  const rulesets = inScope(judged, config, diagnostics).map(
    (ruleset): Ruleset =>
      doubts.length > 0 ? { ...ruleset, rules: [...doubts, ...ruleset.rules] } : ruleset,
  );
  if (isTooLarge) {
    const message = `${subjects.length} lists of security rules have ${size} rules together, with those that they share`;
    diagnostics.push(diagnostic('PT8006', { message, help: 'Give one device group or virtual system' }));
    rulesets.push(rulesetOf('security policies', [], { action: 'unknown', text: message }));
  }
  if (doubts.length > 0 && rulesets.length > 0) {
    const otherwise: Otherwise = { action: 'unknown', text: 'what was not understood may decide' };
    rulesets.push(rulesetOf('statements that were not understood', doubts, otherwise));
  }
  if (rulesets.length === 0)
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${config.file} has no security rule and no zone that packets could be judged by`,
        help: 'Give the whole configuration, or the part with rulebase, pre-rulebase or post-rulebase and the objects that they name',
      }),
    );
  const families = config.withoutIpv6 ? { families: [4 as const] } : {};
  const configuration = { dialect: 'panos', file: config.file, rulesets, ...families };
  return { configuration, diagnostics: distinct(diagnostics) };
}

/** What several lists share is said once. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const key = `${one.code} ${one.place?.line}:${one.place?.column} ${one.message}`;
    if (!said.has(key) && said.size < MOST_SAID) said.set(key, one);
  }
  return [...said.values()];
}

/** A list of rules, and whose packets certainly come to it. */
interface Judged {
  readonly subject: Subject;
  readonly ruleset: Ruleset;
  readonly placed: readonly AddressRange[];
  /** Somebody said what stands in each of its zones. */
  readonly isClosed: boolean;
}

function judge(
  subject: Subject,
  config: PanosConfig,
  context: RaiseContext,
  behind: ReadonlyMap<string, readonly AddressRange[]>,
  diagnostics: Diagnostic[],
): Judged {
  const names = namesOf(config, subject.chain, diagnostics);
  const facts = factsOf(subject, config, context, behind);
  const raising: Raising = { names, zones: zoneMapOf(facts, looseOf(subject, names)) };
  const rules: FilterRule[] = [];
  for (const { at, rules: written } of subject.parts)
    for (const rule of written) if (!rule.disabled) rules.push(...raiseRule(rule, raising, at));
  sayAbout(subject, diagnostics);
  sayZones(subject, facts, config, diagnostics);
  const last = subject.parts.at(-1)?.rules.at(-1)?.written ?? subject.zones[0]?.written;
  const interzone = subject.interzone;
  const otherwise: Otherwise = interzone
    ? {
        action: interzone.action,
        text: 'interzone-default, as it was changed',
        place: interzone.written.place,
      }
    : { action: 'deny', text: 'interzone-default: deny' };
  if (last) rules.push(...intrazoneDefault(subject.intrazone, raising, last));
  return {
    subject,
    ruleset: rulesetOf(nameOf(subject), rules, otherwise),
    placed: joinRanges(facts.flatMap((zone) => zone.networks)),
    isClosed: facts.length > 0 && facts.every((zone) => zone.isGiven),
  };
}

const nameOf = ({ kind, name }: Subject): string =>
  name === 'shared' ? 'security policy, shared' : `security policy, ${kind} ${name}`;

function rulesetOf(name: string, rules: readonly FilterRule[], otherwise: Otherwise): Ruleset {
  return { name, hook: 'forward', order: 'first-match', stateful: true, rules, otherwise };
}

/** Destinations of which the zone is that of another address, or of none. */
function looseOf({ translations, parts }: Subject, names: Names): readonly Loose[] {
  const exchanged = translations.flatMap(({ destinations, written }) =>
    possible(addressesOf(destinations, names, 0, written.place)),
  );
  const isCast = parts.some(({ rules }) => rules.some((rule) => rule.to.includes('multicast')));
  return [{ ranges: exchanged }, ...(isCast ? [{ ranges: MULTICAST, zone: 'multicast' }] : [])];
}

/** With one list, all packets are its own; with several, those that stand in its zones, and perhaps others. */
function inScope(judged: readonly Judged[], config: PanosConfig, diagnostics: Diagnostic[]): Ruleset[] {
  if (judged.length < 2) return judged.map(({ ruleset }) => ruleset);
  const unplaced = restOf(judged.flatMap(({ placed }) => placed));
  const services = [ANY_SERVICE];
  const rulesets: Ruleset[] = [];
  for (const { ruleset, placed } of judged)
    if (placed.length > 0)
      rulesets.push({
        ...ruleset,
        scope: [
          { sources: placed, destinations: ANY_ADDRESS, services },
          { sources: ANY_ADDRESS, destinations: placed, services },
        ],
      });
  if (unplaced.length === 0) return rulesets;
  for (const { ruleset, placed, isClosed, subject } of judged) {
    if (isClosed) continue;
    const others = restOf(placed);
    const scope: Match[] = [
      { sources: unplaced, destinations: others, services },
      { sources: others, destinations: unplaced, services },
    ];
    const what = subject.kind === 'vsys' ? 'virtual system' : 'firewall of the device group';
    const depends: Dependency = {
      kind: 'interface',
      text: `whether the packet comes to the ${what} "${subject.name}"`,
      value: subject.name,
    };
    const otherwise: Otherwise = {
      action: 'unknown',
      text: `it is not known whether the packet comes to the ${what} "${subject.name}"`,
    };
    // Whoever doesn't come here passes by: only what is denied here depends on it.
    const isOpen = ruleset.otherwise.action === 'permit';
    rulesets.push({
      ...ruleset,
      name: `${ruleset.name}, if the packet comes there`,
      rules: ruleset.rules.map((rule) =>
        rule.action === 'permit' ? rule : { ...rule, depends: [...rule.depends, depends] },
      ),
      otherwise: isOpen ? ruleset.otherwise : otherwise,
      scope,
    });
  }
  // What stands in no zone comes to nobody who is known; it must not pass by all of them.
  if (judged.every(({ isClosed }) => isClosed)) {
    const otherwise: Otherwise = {
      action: 'unknown',
      text: 'it is not known in which zones the packet stands',
    };
    const nowhere: Match = { sources: unplaced, destinations: unplaced, services };
    rulesets.push({ ...rulesetOf('zones with unknown networks', [], otherwise), scope: [nowhere] });
  }
  saySeveral(judged, config, diagnostics);
  return rulesets;
}

function saySeveral(judged: readonly Judged[], config: PanosConfig, diagnostics: Diagnostic[]): void {
  const [first] = judged;
  const isGroups = first?.subject.kind === 'device-group';
  const shown = judged.slice(0, 5).map(({ subject }) => subject.name);
  diagnostics.push(
    diagnostic('PT8005', {
      message: `${config.file} has ${judged.length} ${isGroups ? 'device groups' : 'virtual systems'} with rules (${shown.join(', ')}${judged.length > 5 ? ', …' : ''}), and it is not known which packets come to which`,
      place: first?.subject.parts[0]?.rules[0]?.written.place,
      help: isGroups
        ? `Name the file after the device group that is meant (${first?.subject.name}.xml), or say what stands in its zones with --interface ZONE=…`
        : `Say what stands in each zone with --interface ZONE=…, or name the file after the virtual system that is meant (${first?.subject.name}.xml)`,
    }),
  );
}
