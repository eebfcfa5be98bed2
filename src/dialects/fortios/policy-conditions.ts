import type { Dependency } from '../../policy/ruleset.ts';
import { lineNotUnderstood, quoted } from '../raising/reasons.ts';
import { applicationControl } from './applications.ts';
import { type PolicyKind, SECURITY_POLICY } from './kinds.ts';
import type { Entry } from './model.ts';
import { CONDITIONS, HARMLESS_KEYS, MATCHING_KEYS } from './policy-keys.ts';
import { onlyValue, type Scope, says } from './scope.ts';

/** What must be true beside addresses and services. */
export function conditionsOf(scope: Scope, entry: Entry, kind: PolicyKind): readonly Dependency[] {
  const depends: Dependency[] = entry.unread.slice(0, 3).map((at) => lineNotUnderstood(scope.config, at));
  for (const [key, setting] of entry.settings) {
    const condition = CONDITIONS.get(key);
    if (condition) {
      if (!says(entry, key)) continue;
      const off: readonly string[] = condition.off ?? [];
      if (setting.values.length === 1 && off.includes(setting.values[0] ?? '')) continue;
      const what = condition.off
        ? ''
        : ` ${setting.values
            .slice(0, 5)
            .map((value) => quoted(value))
            .join(', ')}`;
      depends.push({
        kind: condition.kind,
        text: `${condition.text}${what}`,
        value: setting.values.join(' '),
      });
    } else if (!MATCHING_KEYS.has(key) && !HARMLESS_KEYS.has(key) && !isOwn(key, kind)) {
      scope.report.say(
        'PT8002',
        `the setting ${quoted(key)} of a policy was not understood`,
        setting,
        'Policies with it depend on it',
      );
      depends.push(lineNotUnderstood(scope.config, setting));
    }
  }
  for (const [path, block] of entry.blocks) {
    scope.report.say(
      'PT8002',
      `"config ${path}" in a policy was not understood`,
      block,
      'The policy depends on it',
    );
    depends.push(lineNotUnderstood(scope.config, block));
  }
  const applications = applicationControl(scope, entry);
  if (applications) depends.push(applications);
  if (kind === SECURITY_POLICY && onlyValue(entry, 'enforce-default-app-port') !== 'disable')
    depends.push({ kind: 'application', text: 'the usual ports of the application' });
  if (
    kind.path.startsWith('firewall multicast-policy') &&
    (onlyValue(entry, 'dnat') ?? '0.0.0.0') !== '0.0.0.0'
  )
    depends.push({ kind: 'translation', text: 'the translation of the destination' });
  return depends.slice(0, MOST_CONDITIONS);
}

const MOST_CONDITIONS = 10;

const isOwn = (key: string, { keys }: PolicyKind): boolean => keys?.includes(key) === true;
