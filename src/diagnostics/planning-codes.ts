/** What planning finds. */
export const PLANNING_CODES = {
  PT6001: {
    severity: 'error',
    title: 'No way between two zones',
    explanation:
      'The hierarchy needs a flow between them, but no row of filters leads there. Add a filter, or a zone to one.',
  },
  PT6002: {
    severity: 'error',
    title: 'The way between two zones is ambiguous',
    explanation:
      'The hierarchy needs a flow between them, and several ways cross equally few filters. Say with `routes` which one is taken.',
  },
  PT6003: {
    severity: 'warning',
    title: 'Two ends share no address family',
    explanation: 'One has only IPv4, the other only IPv6 addresses, so they can not talk.',
  },
  PT6004: {
    severity: 'warning',
    title: 'A conversation is left out',
    explanation: 'This product version no longer has it.',
  },
  PT6005: {
    severity: 'warning',
    title: 'A deprecated conversation is planned',
    explanation: 'It should be replaced before the version that removes it.',
  },
  PT6006: {
    severity: 'note',
    title: 'Install-time flows have no window',
    explanation:
      'They are not planned. Declare a window to get them with a start and an end, so that their rules are removed again.',
  },
  PT6007: {
    severity: 'note',
    title: 'An optional port is not planned',
    explanation: 'It is documented, but not needed in general. An option switches it on.',
  },
  PT6008: {
    severity: 'warning',
    title: 'Clients have no system for a role',
    explanation: 'Neither their boundary group, nor its fallbacks, nor their site has one.',
  },
  PT6009: {
    severity: 'error',
    title: 'A saved plan is not JSON',
    explanation: 'It was cut off or changed by hand. Write it anew with `portolan plan --format json`.',
  },
  PT6010: {
    severity: 'error',
    title: 'A document is no saved plan',
    explanation:
      'It is JSON, but not what `portolan plan --format json` of this version writes: the message says where they part.',
  },
  PT6011: {
    severity: 'error',
    title: 'A saved plan is too large',
    explanation: 'It has more characters than the plan of any hierarchy that Configuration Manager supports.',
  },
} as const;
