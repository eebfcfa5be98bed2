import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { lineNotUnderstood, notUnderstood, quoted } from '../raising/reasons.ts';
import type { CpRule } from './model.ts';
import { refsOf } from './values.ts';
import { unknownKeys, type Work } from './work.ts';

const KNOWN: ReadonlySet<string> = new Set(
  `uid name type rule-number track source source-negate destination destination-negate service service-negate
  service-resource vpn action action-settings content content-negate content-direction time comments enabled install-on
  inline-layer user-check icon layer tags read-only color package position ignore-warnings ignore-errors details-level
  custom-fields domain meta-info hits show-hits show-as-ranges use-object-dictionary`.split(/\s+/),
);

interface Condition {
  readonly kind: Dependency['kind'];
  readonly text: string;
}

const CONDITIONS: ReadonlyMap<string, Condition> = new Map([
  ['vpn', { kind: 'security', text: 'the VPN community' }],
  ['time', { kind: 'schedule', text: 'the time' }],
  ['content', { kind: 'other', text: 'the content' }],
  ['service-resource', { kind: 'other', text: 'the resource' }],
  ['install-on', { kind: 'other', text: 'the gateway that it is installed on,' }],
]);

/** What must be true beside addresses and services. */
export function conditionsOf(rule: CpRule, work: Work): readonly Dependency[] {
  const { fields, at, unread } = rule;
  const depends: Dependency[] = unread.slice(0, 3).map((span) => lineNotUnderstood(work.config, span));
  for (const [key, { kind, text }] of CONDITIONS) {
    const refs = refsOf(fields, key).filter((ref) => !isEverything(key, ref, work));
    if (refs.length === 0) continue;
    const names = refs.map((ref) => work.nameOf(ref));
    const shown = names
      .slice(0, 5)
      .map((name) => quoted(name))
      .join(', ');
    depends.push({ kind, text: `${text} ${shown}`, value: names.join(' ') });
  }
  const strange = unknownKeys(fields, KNOWN);
  if (strange.length > 0) {
    const shown = strange.map((key) => quoted(key)).join(', ');
    work.report.say('PT8002', `${shown} of a rule was not understood`, at, 'Rules with it depend on it');
    depends.push(notUnderstood(`${shown}, which was not understood`));
  }
  return depends;
}

function isEverything(key: string, ref: string, work: Work): boolean {
  if (work.isAny(ref)) return true;
  return key === 'install-on' && work.nameOf(ref) === 'Policy Targets';
}

export type Effect =
  | { readonly kind: 'layer'; readonly action: 'unknown'; readonly depends: readonly Dependency[] }
  | {
      readonly kind: 'action';
      readonly action: FilterRule['action'];
      readonly depends: readonly Dependency[];
    };

/** What a rule does with packets that it matches; a rule that says nothing drops them. */
export function effectOf({ fields }: CpRule, work: Work): Effect {
  const [ref] = refsOf(fields, 'action');
  const name = ref === undefined ? 'Drop' : work.nameOf(ref);
  const act = (action: FilterRule['action'], ...depends: Dependency[]): Effect => ({
    kind: 'action',
    action,
    depends,
  });
  switch (name.toLowerCase()) {
    case 'accept':
      return act('permit');
    case 'drop':
    case 'reject':
      return act('deny');
    case 'inform':
    case 'ask':
      return act('unknown', { kind: 'user', text: `what the user answers (${name})` });
    case 'user auth':
    case 'client auth':
      return act('permit', { kind: 'user', text: `the authentication of the user (${name})` });
    case 'inner layer':
    case 'apply layer':
      return { kind: 'layer', action: 'unknown', depends: [] };
    default:
      return act('unknown', notUnderstood(`the action ${quoted(name)}`));
  }
}
