import type { Condition, Setting } from '../catalog/model.ts';
import type { Window } from '../hierarchy/model.ts';
import type { ReasonSeed } from './match.ts';
import { type Found, holds, lookup, type Scope, type SettingsContext } from './settings.ts';

/** A setting that made a condition hold. */
export interface SettingSeed extends ReasonSeed {
  readonly setting: string;
  readonly value: string;
}

/** The outcome of a list of conditions: the settings that made all hold, or the first that didn't. */
export type Outcome =
  | { readonly holds: true; readonly seeds: readonly SettingSeed[]; readonly window?: Window }
  | { readonly holds: false; readonly failed: Condition };

const ALWAYS: Outcome = Object.freeze({ holds: true, seeds: Object.freeze([]) });

/** Evaluates conditions in order; a window among their values bounds what they allow. */
export function evaluate(context: SettingsContext, scope: Scope, conditions: readonly Condition[]): Outcome {
  if (conditions.length === 0) return ALWAYS;
  const seeds: SettingSeed[] = [];
  let window: Window | undefined;
  for (const condition of conditions) {
    const found = lookup(context, scope, condition.setting);
    if (!holds(condition, found.value)) return { holds: false, failed: condition };
    window ??= windowOf(found);
    // What nobody switched on is no reason.
    if (found.at === undefined && (found.value === false || found.unasked)) continue;
    seeds.push(settingSeed(context.catalog.settings.get(condition.setting), found));
  }
  return { holds: true, seeds, ...(window && { window }) };
}

/** Makes a reason of a setting: its title, its value, and where it was written. */
export function settingSeed(setting: Setting | undefined, found: Found): SettingSeed {
  const value = valueText(found.value);
  const suffix = found.at === undefined ? ' (default)' : '';
  return {
    text: `${setting?.title ?? found.path}: ${value}${suffix}`,
    setting: found.path,
    value,
    ...(found.at !== undefined && { at: found.at }),
  };
}

function valueText(value: Found['value']): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'on' : 'off';
    case 'object': {
      const window = value === null ? undefined : windowOf({ value, path: '' });
      return window ? `${window.from ?? 'now'} to ${window.until ?? 'open'}` : 'on';
    }
    case 'undefined':
      return 'not set';
    default:
      return String(value);
  }
}

function windowOf({ value }: Found): Window | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('window' in value) return value.window as Window;
  return 'from' in value || 'until' in value ? (value as Window) : undefined;
}
