/** What is known of a course, and how it is drawn: a colour, a pattern and a word, so that none stands alone. */
import type { ChartCourse } from './document.ts';

export const STATES = [
  'planned',
  'proven',
  'missing',
  'excess',
  'open',
  'blocked',
  'unused',
  'unproven',
] as const;
export type CourseState = (typeof STATES)[number];

/** Lengths of strokes and gaps. */
export const DASHES: Readonly<Record<CourseState, string | undefined>> = {
  planned: undefined,
  proven: undefined,
  missing: '10 6',
  excess: '2 5',
  open: undefined,
  blocked: '14 4 2 4',
  unused: '1 8',
  unproven: '6 6',
};

/** From what must be looked at first to what may wait. */
const GRAVITY: readonly CourseState[] = [
  'blocked',
  'missing',
  'excess',
  'unproven',
  'unused',
  'planned',
  'open',
  'proven',
];

/** The state of courses that are drawn as one line. Flows that the document doesn't list are not known to be proven. */
export function stateOf(
  courses: readonly ChartCourse[],
  states: ReadonlyMap<string, CourseState>,
): CourseState {
  return gravest(
    courses.flatMap(({ flows, flowCount, excess }): CourseState[] => [
      ...(excess ? (['excess'] as const) : []),
      ...flows.map((flow) => states.get(flow) ?? 'planned'),
      ...(flowCount > flows.length ? (['planned'] as const) : []),
    ]),
  );
}

/** The state of several flows drawn as one line: the gravest. */
export function gravest(states: Iterable<CourseState>): CourseState {
  let index = GRAVITY.length;
  for (const state of states) index = Math.min(index, GRAVITY.indexOf(state));
  return GRAVITY[index] ?? 'planned';
}
