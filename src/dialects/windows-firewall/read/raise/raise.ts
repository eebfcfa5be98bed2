import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { ANY_PACKET } from '../../../../net/match.ts';
import { ANY_STATE } from '../../../../net/state.ts';
import type { Configuration, FilterRule, Otherwise, Ruleset } from '../../../../policy/ruleset.ts';
import type { RaiseContext } from '../../../reader.ts';
import type { Written } from '../../../source/lines.ts';
import type { UnknownStep, WindowsConfig } from '../model.ts';
import { applySteps, type LiveRule } from './apply-steps.ts';
import { doubtsOf, type ProfileState, profileOf } from './profile.ts';
import { type RuleContext, raiseRule } from './raise-rule.ts';

/**
 * Meaning only: the rules that are there after all steps, for packets to the host and from it. Windows asks all rules
 * and lets one that blocks win; the text is taken for the whole configuration of a host in its domain.
 */
export function raise(
  { steps, file, form }: WindowsConfig,
  { interfaces, dynamicRpc }: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const applied = applySteps(steps);
  const profile = profileOf(steps, dynamicRpc);
  const diagnostics = [...applied.diagnostics];
  const context: RuleContext = { interfaces, dynamic: profile.dynamic, diagnostics, otherProfiles: 0 };
  const inbound: FilterRule[] = [];
  const outbound: FilterRule[] = [];
  for (const step of [...applied.unknowns, ...doubtsOf(steps)]) addUnknown(step, inbound, outbound);
  for (const step of applied.openings) addOpening(step, inbound, outbound);
  for (const live of effective(applied.rules, profile, diagnostics)) {
    for (const [direction, rule] of raiseRule(live, context))
      (direction === 'in' ? inbound : outbound).push(rule);
  }
  if (context.otherProfiles > 0) {
    diagnostics.push(
      diagnostic('PT8011', {
        message: `the host is taken to be in its domain, so that ${context.otherProfiles} rules for the profiles private and public are left out`,
      }),
    );
  }
  if (steps.length === 0 && form !== 'other') {
    diagnostics.push(diagnostic('PT8007', { message: `there is no firewall rule in ${file}` }));
  }
  const rulesets = [
    rulesetOf('inbound rules', 'in', inbound, profile.inbound, profile),
    rulesetOf('outbound rules', 'out', outbound, profile.outbound, profile),
  ];
  return { configuration: { dialect: 'windows-firewall', file, rulesets }, diagnostics };
}

function addUnknown(
  step: Written & Partial<UnknownStep>,
  inbound: FilterRule[],
  outbound: FilterRule[],
): void {
  const rule: FilterRule = {
    action: 'unknown',
    matches: [ANY_PACKET],
    states: ANY_STATE,
    depends: [{ kind: 'not-understood', text: `${JSON.stringify(step.text)}, which was not understood` }],
    place: step.place,
    span: step.span,
    text: step.text,
  };
  if (step.direction !== 'out') inbound.push(rule);
  if (step.direction !== 'in') outbound.push(rule);
}

/** Windows' own rules allow only: what another rule allows stays allowed, and nobody knows what they allow beside. */
function addOpening({ place, span, text }: Written, ...directions: FilterRule[][]): void {
  const depends = [{ kind: 'name', text: 'what the rules that come with Windows allow' }] as const;
  for (const rules of directions)
    rules.push({ action: 'permit', matches: [ANY_PACKET], states: ANY_STATE, depends, place, span, text });
}

/** Without the rules that a setting of the profile takes all effect from. */
function effective(
  rules: readonly LiveRule[],
  { policyOnly, shields }: ProfileState,
  diagnostics: Diagnostic[],
): readonly LiveRule[] {
  const local = policyOnly ? rules.filter((rule) => rule.step.store === 'local') : [];
  if (policyOnly && local.length > 0) {
    const message = `the host's own rules have no effect, because a group policy forbids them: ${local.length} rules are left out`;
    diagnostics.push(diagnostic('PT8004', { message, place: policyOnly.place }));
  }
  if (shields) {
    const message =
      'rules that allow inbound connections have no effect, because all such connections are blocked';
    diagnostics.push(diagnostic('PT8004', { message, place: shields.place }));
  }
  return local.length > 0 ? rules.filter((rule) => rule.step.store === 'policy') : rules;
}

function rulesetOf(
  name: string,
  hook: 'in' | 'out',
  rules: readonly FilterRule[],
  otherwise: Otherwise,
  { off, shields }: ProfileState,
): Ruleset {
  const isShielded = hook === 'in' && shields !== undefined;
  const unknown = rules.filter((rule) => rule.action === 'unknown' && rule.matches[0] === ANY_PACKET);
  const kept = off ? unknown : isShielded ? rules.filter((rule) => rule.action !== 'permit') : rules;
  const last: Otherwise = off
    ? { action: 'permit', text: off.text, place: off.place }
    : isShielded
      ? { action: 'deny', text: shields.text, place: shields.place }
      : otherwise;
  return { name, hook, order: 'block-beats-allow', stateful: true, rules: kept, otherwise: last };
}
