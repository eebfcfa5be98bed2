/** What can be found while a filter's own configuration is read. */
export const READING_CODES = {
  PT8001: {
    severity: 'warning',
    title: 'A line of the configuration was not understood',
    explanation:
      'It may permit and may deny: what it could decide about is reported as unproven, never as allowed or denied.',
  },
  PT8002: {
    severity: 'warning',
    title: 'A part of a rule was not understood',
    explanation: 'The rule may match fewer packets than the rest of it says: what it decides is unproven.',
  },
  PT8003: {
    severity: 'warning',
    title: 'A name in the configuration is defined nowhere',
    explanation:
      'An object, group, set, chain or list that a rule names is missing, so that what the rule decides is unproven. Give all files that belong together.',
  },
  PT8004: {
    severity: 'note',
    title: 'A part of the configuration has no effect',
    explanation:
      'A list that is bound to no interface, a chain that nothing jumps to, or a rule that is switched off. It is left out.',
  },
  PT8005: {
    severity: 'warning',
    title: 'What stands behind an interface is not known',
    explanation:
      'The rules of an interface hold for packets that come or leave through it. Say which networks those are with `--interface NAME=ZONE` or `--interface NAME=10.20.0.0/16,…`, or with `--assume-zone-interfaces` that interfaces are named after zones.',
  },
  PT8006: {
    severity: 'error',
    title: 'The configuration is too large',
    explanation: 'Configurations of up to 64 MB, and rules of up to a million products, are read.',
  },
  PT8007: {
    severity: 'error',
    title: 'There is no rule in the configuration',
    explanation:
      'It is empty, or it holds nothing that judges packets on this way. Check that the file is what the filter has loaded.',
  },
  PT8008: {
    severity: 'error',
    title: 'The language of the configuration was not recognised',
    explanation: 'Say it with `--dialect`.',
  },
  PT8009: {
    severity: 'warning',
    title: 'Something in the configuration changes packets',
    explanation:
      'Address translation or a mark changes what later rules see. What it concerns is reported as unproven.',
  },
  PT8010: {
    severity: 'note',
    title: 'Something in the configuration makes no difference here',
    explanation:
      'It was understood and decides about no packet of the plan: logging, counters, other tables.',
  },
  PT8011: {
    severity: 'note',
    title: 'A host is taken to be in its domain',
    explanation:
      'Rules for the private and public profiles of Windows Defender Firewall are left out, because a server that is joined to a domain has the domain profile.',
  },
  PT8012: {
    severity: 'error',
    title: 'The configuration is not text',
    explanation: 'It holds bytes that no text has. Export it as text in UTF-8 or UTF-16.',
  },
} as const;
