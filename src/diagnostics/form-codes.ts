/** What can be wrong in the form of a hierarchy: keys, kinds of values, addresses. */
export const FORM_CODES = {
  PT2001: {
    severity: 'error',
    title: 'Unknown key',
    explanation:
      'Nothing that is misspelt is ignored. The keys that are known at this place are listed in docs/hierarchy.md.',
  },
  PT2002: {
    severity: 'error',
    title: 'A value has the wrong form',
    explanation: 'For example a list where a map belongs.',
  },
  PT2003: {
    severity: 'error',
    title: 'A value is not one of those allowed',
    explanation: 'The allowed values are listed with the message.',
  },
  PT2004: {
    severity: 'error',
    title: 'A value is missing after its key',
    explanation: 'Write a value, or remove the key. An empty map is `{}`.',
  },
  PT2005: {
    severity: 'error',
    title: 'A key is missing',
    explanation: 'The plan would have a hole without it.',
  },
  PT2006: {
    severity: 'error',
    title: 'A value is not a number of the allowed range',
    explanation: 'The range stands with the message.',
  },
  PT2007: {
    severity: 'error',
    title: 'A value is not a port',
    explanation:
      'A port is a number from 1 to 65535; where several are allowed, write `80,443` or `50000-50999`.',
  },
  PT2008: {
    severity: 'error',
    title: 'A value is not an address or network',
    explanation:
      'Write `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9`, or the same in IPv6. A prefix with host bits set is refused: tools disagree about what it means.',
  },
  PT2009: {
    severity: 'error',
    title: 'A network is given where one address is needed',
    explanation: 'A host has addresses, not subnets.',
  },
  PT2010: {
    severity: 'error',
    title: 'A value is not a date',
    explanation: 'Dates are ISO 8601: `2026-12-01`.',
  },
  PT2011: {
    severity: 'error',
    title: 'A window ends before it starts',
    explanation: 'Rules for it would never be in force.',
  },
  PT2012: {
    severity: 'error',
    title: 'A name can not be used',
    explanation:
      'Names are 1 to 255 characters long, without control characters: they end up in scripts, spreadsheets and configurations.',
  },
  PT2013: {
    severity: 'error',
    title: 'Two keys exclude each other',
    explanation: 'Both say the same thing in two ways. Keep one.',
  },
  PT2014: {
    severity: 'error',
    title: 'A product version is not recognised',
    explanation: 'Versions of Configuration Manager are four digits, year and month: `2509`.',
  },
  PT2015: {
    severity: 'error',
    title: 'A site code is not valid',
    explanation:
      'A site code is three letters or digits, and none of the names that Windows reserves (AUX, CON, NUL, PRN, SMS).',
  },
  PT2016: {
    severity: 'error',
    title: 'A role entry is not valid',
    explanation:
      'An entry is a role name, or a map with exactly one role name and its options: `{ distribution-point: { pxe: wds } }`.',
  },
  PT2017: {
    severity: 'error',
    title: 'A value is neither true nor false',
    explanation: 'YAML 1.2 has only `true` and `false`; `yes` and `on` are texts.',
  },
  PT2018: {
    severity: 'error',
    title: 'A value is not a service',
    explanation:
      'Write `tcp/3389`, `udp/5000-5010`, `tcp` or `udp` for any of its ports, `icmp`, or `any` for every protocol.',
  },
} as const;
