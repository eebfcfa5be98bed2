/** Every code that verification reports. A code keeps its meaning for ever; `docs/findings.md` prints this table. */
export const FINDING_CODES = {
  PT9001: { kind: 'missing', severity: 'error', title: 'A needed flow is not permitted' },
  PT9002: { kind: 'missing', severity: 'error', title: 'A part of a needed flow is not permitted' },
  PT9003: { kind: 'missing', severity: 'error', title: 'The answers of a needed flow are not permitted' },
  PT9101: { kind: 'excess', severity: 'error', title: 'A line permits what nothing needs' },
  PT9102: { kind: 'excess', severity: 'error', title: 'The default permits what nothing needs' },
  PT9201: {
    kind: 'shadowed',
    severity: 'error',
    title: 'Lines of another action take all that a line matches',
  },
  PT9202: { kind: 'shadowed', severity: 'warning', title: 'Lines before it take all that a line matches' },
  PT9301: { kind: 'redundant', severity: 'warning', title: 'Without this line nothing changes' },
  PT9401: {
    kind: 'generalised',
    severity: 'note',
    title: 'A later line of another action matches all of this one',
  },
  PT9402: { kind: 'mergeable', severity: 'note', title: 'Several lines could be one' },
  PT9403: { kind: 'too-wide', severity: 'warning', title: 'A line permits very much' },
  PT9404: { kind: 'never-matches', severity: 'warning', title: 'No packet matches this line' },
  PT9501: {
    kind: 'unproven',
    severity: 'warning',
    title: 'Whether a needed flow is permitted depends on something else',
  },
  PT9502: {
    kind: 'unproven',
    severity: 'warning',
    title: 'Whether something unneeded is permitted depends on something else',
  },
  PT9503: { kind: 'unproven', severity: 'warning', title: 'A decision would have taken too long' },
  PT9504: { kind: 'unproven', severity: 'warning', title: 'A destination is known by name only' },
} as const;

export type FindingCode = keyof typeof FINDING_CODES;
