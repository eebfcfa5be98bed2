import type { PanosRules } from './printed-model.ts';

/** What a person has to know before the rules are loaded, for both forms. */
export function aboutRules({ name, hierarchy }: PanosRules): readonly string[] {
  return [
    `Security rules for the filter ${JSON.stringify(name)} of the hierarchy ${JSON.stringify(hierarchy)}, made by Portolan from its plan.`,
    'The zones must have the names that the firewall has for them. What no rule permits is denied between zones by',
    'interzone-default, and permitted within a zone by intrazone-default.',
  ];
}

/** What is the same whatever the form. */
export const AFTERWARDS: readonly string[] = [
  'New rules stand last: one that denies above them decides first. Move them with',
  'move rulebase security rules NAME before OTHER',
  'Try: "validate full". Apply: "commit". Take back before that: "load config from running-config.xml"; after it: an older',
  'version with "load config version", and "commit" again.',
];
