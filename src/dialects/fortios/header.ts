import type { Policy } from '../../policy/model.ts';

/** What a person has to know before loading the script. */
export function headerOf({ name, hierarchy, interfaces }: Policy): readonly string[] {
  return [
    `Rules for the filter "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    'For FortiOS 6.4 and newer. Objects of the same names are changed, policies are added at the end of the list.',
    '',
    ...(interfaces.length > 0
      ? [
          `needs      the interfaces or zones ${interfaces.map((side) => JSON.stringify(side.name)).join(', ')}`,
        ]
      : []),
    'try        config system global, set cfg-save revert, set cfg-revert-timeout 600, end: what is not',
    '           saved within ten minutes is taken back',
    'load       as a CLI script, or pasted into a terminal; with virtual domains first: config vdom, edit NAME',
    'place      move policies that others before them deny: config firewall policy, move ID before OTHER',
    'keep       execute cfg save, then set cfg-save automatic again',
    'take back  delete the policies whose comments name their flows, then the objects that nothing uses any more',
  ];
}
