/** What is found while rules are made and printed. */
export const PRINTING_CODES = {
  PT7001: {
    severity: 'warning',
    title: 'A destination is known by name only',
    explanation:
      'The language has no names. The filter refuses it, or opens the port to any address if the hierarchy says so.',
  },
  PT7002: {
    severity: 'note',
    title: 'A name was shortened',
    explanation: 'The language has a limit. The shortened name stays unique.',
  },
  PT7003: {
    severity: 'warning',
    title: 'Something can not be said in this language',
    explanation: 'It is left out of the printed rules, and named.',
  },
  PT7004: {
    severity: 'note',
    title: 'A broadcast or multicast needs more than a rule',
    explanation: 'Routers do not forward it by themselves. The message says what else has to be set up.',
  },
  PT7005: {
    severity: 'note',
    title: 'Nothing to permit',
    explanation: 'No flow of the plan concerns this filter or host, so its rules permit nothing.',
  },
  PT7006: {
    severity: 'warning',
    title: 'No rules can be printed in this language yet',
    explanation: 'The plan holds for it all the same: `portolan plan --filter` prints what it has to permit.',
  },
  PT7007: {
    severity: 'note',
    title: 'The plan does not hold management access',
    explanation:
      'Only what Configuration Manager needs is permitted. Say in a local file, or in the lists of a router, what else the device itself needs before you load the rules.',
  },
  PT7008: {
    severity: 'error',
    title: 'Printed rules are not the plan',
    explanation:
      'What is printed is read back and compared with the plan before anybody gets it. A difference is a fault of Portolan: please report it.',
  },
  PT7009: {
    severity: 'warning',
    title: 'The rules are more than the service takes without being asked',
    explanation:
      'They are printed all the same. The service has a quota that its customers may ask to raise; the message says how far.',
  },
} as const;
