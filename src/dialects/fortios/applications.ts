import type { Dependency } from '../../policy/ruleset.ts';
import { quoted } from '../raising/reasons.ts';
import type { Entry } from './model.ts';
import { entriesOf, onlyValue, type Scope } from './scope.ts';

/** Lists of the factory that only watch. */
const WATCHING: ReadonlySet<string> = new Set(['default', 'g-default']);

/** What application control may take away from what a policy accepts; absent where it takes nothing. */
export function applicationControl(scope: Scope, policy: Entry): Dependency | undefined {
  if (onlyValue(policy, 'utm-status') === 'disable') return undefined;
  let holder: Entry | undefined = policy;
  if (onlyValue(policy, 'profile-type') === 'group') {
    const group = onlyValue(policy, 'profile-group') ?? '';
    holder = scope.find('firewall profile-group', group);
    if (!holder)
      return { kind: 'application', text: `the applications that the profile group ${quoted(group)} blocks` };
  }
  const name = onlyValue(holder, 'application-list');
  if (name === undefined || name === '') return undefined;
  const list = scope.find('application list', name);
  if (list ? onlyWatches(list) : WATCHING.has(name)) return undefined;
  return { kind: 'application', text: `the applications that the list ${quoted(name)} blocks`, value: name };
}

/** Entries block unless they say `pass`; all other applications pass unless the list says `block`. */
function onlyWatches(list: Entry): boolean {
  const passes = (key: string): boolean => (onlyValue(list, key) ?? 'pass') === 'pass';
  return (
    list.unread.length === 0 &&
    passes('other-application-action') &&
    passes('unknown-application-action') &&
    (onlyValue(list, 'deep-app-inspection') ?? 'enable') !== 'block' &&
    entriesOf(list.blocks.get('entries')).every((entry) => onlyValue(entry, 'action') === 'pass')
  );
}
