import type { PortRange } from '../../../../net/ports.ts';
import type { Otherwise } from '../../../../policy/ruleset.ts';
import type { Written } from '../../../source/lines.ts';
import type { ProfileStep, Step } from '../model.ts';

/** What the domain profile does where no rule matches, and whether rules count at all. */
export interface ProfileState {
  readonly inbound: Otherwise;
  readonly outbound: Otherwise;
  /** Absent: the firewall is on. */
  readonly off?: Written;
  /** Rules that permit inbound have no effect. */
  readonly shields?: Written;
  /** Rules of the host have no effect beside those of a group policy. */
  readonly policyOnly?: Written;
  readonly dynamic: PortRange;
}

const STANDARD = {
  inbound: { action: 'deny', text: 'inbound connections that match no rule are blocked' },
  outbound: { action: 'permit', text: 'outbound connections that match no rule are allowed' },
} as const satisfies Record<string, Otherwise>;
/** What Windows hands out to servers, unless it is told otherwise. */
const DYNAMIC: PortRange = { first: 49152, last: 65535 };

/**
 * The last setting of each kind counts, and a group policy's before the host's own.
 * @param known the host's dynamic ports, where somebody said so.
 */
export function profileOf(steps: readonly Step[], known?: readonly PortRange[]): ProfileState {
  const settings = settingsOf(steps);
  const off = isSet(settings.get('enabled'), 'false');
  const shields = isSet(settings.get('allowinboundrules'), 'false');
  const policyOnly = isSet(settings.get('allowlocalfirewallrules'), 'false');
  return {
    inbound: otherwiseOf(settings.get('defaultinboundaction'), STANDARD.inbound),
    outbound: otherwiseOf(settings.get('defaultoutboundaction'), STANDARD.outbound),
    ...(off && { off }),
    ...(shields && { shields }),
    ...(policyOnly && { policyOnly }),
    dynamic: known?.length ? hullOf(known) : dynamicOf(steps),
  };
}

interface Setting {
  readonly value: string | null;
  readonly step: ProfileStep;
  /** Which profiles are meant, or whether the step is taken, isn't known. */
  readonly isUncertain: boolean;
}

function settingsOf(steps: readonly Step[]): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const step of steps) {
    if (step.kind !== 'profile') continue;
    const { profiles, conditions } = step;
    if (profiles && !profiles.some((name) => name === 'domain' || name === 'any' || name === '*')) continue;
    for (const [name, values] of step.fields) {
      const value = values?.[0]?.toLowerCase() ?? null;
      const before = settings.get(name);
      if (value === 'notconfigured' || (before?.step.store === 'policy' && step.store === 'local')) continue;
      const isUncertain = profiles === null || conditions.length > 0;
      // It is as it was before, or as it is set here.
      const either = isUncertain && before !== undefined && before.value !== value;
      settings.set(name, { value: either ? null : value, step, isUncertain });
    }
  }
  return settings;
}

function isSet(setting: Setting | undefined, value: string): Written | undefined {
  return setting?.value === value && !setting.isUncertain ? setting.step : undefined;
}

function otherwiseOf(setting: Setting | undefined, standard: Otherwise): Otherwise {
  if (!setting) return standard;
  const { place, text } = setting.step;
  const action = setting.value === 'allow' ? 'permit' : setting.value === 'block' ? 'deny' : 'unknown';
  return { action: setting.isUncertain && action !== standard.action ? 'unknown' : action, text, place };
}

/** Settings that could be there or not: what they would change isn't known. */
export function doubtsOf(steps: readonly Step[]): readonly ProfileStep[] {
  const doubtful: ProfileStep[] = [];
  for (const [name, { value, step, isUncertain }] of settingsOf(steps)) {
    const isHarmless = name.startsWith('default') || value === 'true';
    if (!isHarmless && (isUncertain || value !== 'false')) doubtful.push(step);
  }
  return doubtful;
}

const hullOf = (ranges: readonly PortRange[]): PortRange => ({
  first: Math.min(...ranges.map((range) => range.first)),
  last: Math.max(...ranges.map((range) => range.last)),
});

function dynamicOf(steps: readonly Step[]): PortRange {
  const last = steps.findLast((step) => step.kind === 'dynamic-ports');
  if (last?.kind !== 'dynamic-ports') return DYNAMIC;
  if (last.conditions.length === 0) return { first: last.first, last: last.last };
  return { first: Math.min(last.first, DYNAMIC.first), last: Math.max(last.last, DYNAMIC.last) };
}
