/** Names in a hierarchy that lead nowhere, or to the wrong thing. */
export const REFERENCE_CODES = {
  PT3001: {
    severity: 'error',
    title: 'Unknown host',
    explanation: 'Every server that takes part stands under `hosts`.',
  },
  PT3002: {
    severity: 'error',
    title: 'Unknown site',
    explanation: 'Every site stands under `sites`, by its site code.',
  },
  PT3003: {
    severity: 'error',
    title: 'Unknown zone',
    explanation: 'Every part of the network stands under `zones`; `internet` is built in.',
  },
  PT3004: { severity: 'error', title: 'Unknown filter', explanation: 'Every filter stands under `filters`.' },
  PT3005: {
    severity: 'error',
    title: 'Unknown boundary group',
    explanation: 'Every boundary group stands under `boundaryGroups`.',
  },
  PT3006: {
    severity: 'error',
    title: 'Unknown gateway',
    explanation: 'Cloud management gateways stand under `cloud.gateways`.',
  },
  PT3007: {
    severity: 'error',
    title: 'Unknown role',
    explanation: '`portolan catalog roles` lists all roles and their short names.',
  },
  PT3008: {
    severity: 'error',
    title: 'A role can not be given to a host',
    explanation: 'Clients, consoles and cloud services have sections of their own.',
  },
  PT3009: {
    severity: 'error',
    title: 'Unknown dialect',
    explanation: 'A filter needs a language that Portolan knows, so that rules can be printed for it.',
  },
  PT3010: { severity: 'warning', title: 'Listed twice', explanation: 'The second entry has no effect.' },
  PT3011: {
    severity: 'error',
    title: 'A name is used twice',
    explanation:
      'Hosts, client networks, consoles, gateways and listeners share one namespace, so that a flow’s ends can be told apart.',
  },
  PT3012: {
    severity: 'error',
    title: 'A host with site system roles needs a site',
    explanation: 'With several sites, each site system says which one it belongs to.',
  },
  PT3013: {
    severity: 'error',
    title: 'The site server of a site is not known',
    explanation: 'Name it with `server`, or give the role `site-server` to exactly one host of the site.',
  },
  PT3014: {
    severity: 'error',
    title: 'The database server of a site is not known',
    explanation: 'Name it with `database`, or give the role `sql-server` to exactly one host of the site.',
  },
  PT3015: {
    severity: 'error',
    title: 'A client network needs a boundary group',
    explanation: 'With several sites or declared boundary groups it can’t be guessed where clients belong.',
  },
  PT3016: { severity: 'warning', title: 'A host has no role', explanation: 'It takes no part in the plan.' },
  PT3017: {
    severity: 'error',
    title: 'A host is named that lacks the role',
    explanation: 'Give the host the role, or name another.',
  },
  PT3018: {
    severity: 'error',
    title: 'Unknown host or client network',
    explanation: 'Callers are hosts, client networks or console networks of the document.',
  },
  PT3019: {
    severity: 'error',
    title: 'Unknown forest',
    explanation:
      'A forest that is discovered needs its domain controllers among the hosts, with `forest` on them.',
  },
  PT3020: {
    severity: 'error',
    title: 'An end of other traffic is not known',
    explanation:
      'An end is a network, or the name of a host, a listener, a client network, a console network or a zone. `any` and `internet` are built in.',
  },
  PT3021: {
    severity: 'error',
    title: 'A name means several things',
    explanation: 'For example a zone and a host. Write the networks that are meant, or rename one.',
  },
  PT3022: {
    severity: 'error',
    title: 'Two entries of a list have the same name',
    explanation: 'Findings name them. Give each a name of its own.',
  },
} as const;
