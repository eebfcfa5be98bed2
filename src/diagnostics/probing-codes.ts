/** What can be wrong with observations that are read. */
export const PROBING_CODES = {
  PT9701: {
    severity: 'error',
    title: 'A file holds no observations',
    explanation:
      'Results of `portolan probe`, `portolan listen` and of the kit are JSON documents of the form `portolan/observations/1`, or journals with one observation a line.',
  },
  PT9702: {
    severity: 'error',
    title: 'An observation is incomplete or has a value of the wrong form',
    explanation: 'The file was changed after it was written, or is of a newer version.',
  },
  PT9703: {
    severity: 'warning',
    title: 'Observations are of another hierarchy',
    explanation: 'Their tasks are none of this plan. They are left out.',
  },
  PT9704: {
    severity: 'warning',
    title: 'Observations of tasks that the plan no longer has',
    explanation: 'The hierarchy has changed since they were made. They are left out.',
  },
} as const;
