/** What can be wrong with networks, filters and ways. */
export const NETWORK_CODES = {
  PT5001: {
    severity: 'error',
    title: 'Two hosts have the same address',
    explanation: 'Rules for one would open the other.',
  },
  PT5002: {
    severity: 'error',
    title: 'An address is outside of all zones',
    explanation: 'Nobody could say which filters stand on its way. Add its network to a zone.',
  },
  PT5003: {
    severity: 'error',
    title: 'Two zones overlap',
    explanation: 'An address stands in one zone only.',
  },
  PT5004: {
    severity: 'warning',
    title: 'A host stands in several zones',
    explanation:
      'It can carry traffic past the filters between them. Its flows are planned for each address.',
  },
  PT5005: {
    severity: 'error',
    title: 'A filter stands between fewer than two zones',
    explanation: 'It would filter nothing.',
  },
  PT5006: {
    severity: 'error',
    title: 'A zone name is reserved',
    explanation: '`internet` is built in: it is everything outside of the declared zones.',
  },
  PT5007: {
    severity: 'warning',
    title: 'The RPC range is too small or too low',
    explanation: 'Windows refuses ranges of fewer than 255 ports or below 1025.',
  },
  PT5008: {
    severity: 'warning',
    title: 'A gateway connection point without IPv4',
    explanation: 'A cloud management gateway needs IPv4.',
  },
  PT5009: {
    severity: 'warning',
    title: 'No filter leads to a zone that holds hosts',
    explanation: 'Flows to other zones can not be planned.',
  },
  PT5010: {
    severity: 'warning',
    title: 'The way between two zones is ambiguous',
    explanation: 'Several ways cross equally few filters. Say with `routes` which one is taken.',
  },
  PT5011: {
    severity: 'error',
    title: 'A route can not be walked',
    explanation: 'Each filter of a route has to stand between the zone before it and the zone after it.',
  },
  PT5012: {
    severity: 'error',
    title: 'Two routes join the same zones',
    explanation: 'A route applies both ways.',
  },
  PT5013: {
    severity: 'error',
    title: 'Two interfaces of a filter lead to the same addresses',
    explanation:
      'Nobody could say through which one their packets come. Name each zone and network at one interface only.',
  },
  PT5014: {
    severity: 'error',
    title: 'Names stand for too many networks',
    explanation:
      'Lists of zones, hosts and networks stand for up to a million networks in all. Write larger networks, or fewer names.',
  },
} as const;
