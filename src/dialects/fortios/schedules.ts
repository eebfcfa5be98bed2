import type { Dependency } from '../../policy/ruleset.ts';
import { lineNotUnderstood, notUnderstood, quoted } from '../raising/reasons.ts';
import type { Span } from './model.ts';
import { allValues, onlyValue, type Scope } from './scope.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const NAMES_ONLY: ReadonlySet<string> = new Set([
  'day',
  'start',
  'end',
  'color',
  'fabric-object',
  'uuid',
  'label-day',
]);

/** When a policy is in force: nothing to say where it always is. */
export type When = 'always' | 'never' | Dependency;

/** What a policy's schedule means. */
export function whenOf(scope: Scope, name: string, at: Span): When {
  const recurring = scope.find('firewall schedule recurring', name);
  if (recurring) {
    const days = allValues(recurring, 'day');
    const [start, end] = [onlyValue(recurring, 'start') ?? '00:00', onlyValue(recurring, 'end') ?? '00:00'];
    const [unread] = recurring.unread;
    if (unread) return lineNotUnderstood(scope.config, unread);
    const isPlain = [...recurring.settings.keys()].every((key) => NAMES_ONLY.has(key));
    if (isPlain && start === '00:00' && end === '00:00' && DAYS.every((day) => days.includes(day)))
      return 'always';
    if (name === 'none' && (days.length === 0 || days[0] === 'none')) return 'never';
    return {
      kind: 'schedule',
      text: `the schedule ${quoted(name)} (${[...days, `${start}-${end}`].join(' ')})`,
      value: name,
    };
  }
  const onetime = scope.find('firewall schedule onetime', name);
  if (onetime) {
    const [start, end] = [allValues(onetime, 'start').join(' '), allValues(onetime, 'end').join(' ')];
    return {
      kind: 'schedule',
      text: `the schedule ${quoted(name)} (from ${start} until ${end})`,
      value: name,
    };
  }
  if (scope.find('firewall schedule group', name))
    return { kind: 'schedule', text: `the schedules of ${quoted(name)}`, value: name };
  if (name === 'always') return 'always';
  if (name === 'none') return 'never';
  scope.missing(`the schedule ${quoted(name)}`, at);
  return { kind: 'schedule', text: `the schedule ${quoted(name)}, which is defined nowhere`, value: name };
}

/** A policy without a schedule can't be saved on a device. */
export const NO_SCHEDULE: Dependency = notUnderstood('the schedule, which is missing');
