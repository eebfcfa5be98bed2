import { memo } from 'react';
import type { DrawnCourse } from './draw.ts';
import { DASHES, STATES } from './states.ts';

interface LegendProps {
  readonly courses: readonly DrawnCourse[];
  /** Lines stand for more than the level says. */
  readonly coarse: boolean;
  /** Kinds of boxes on the chart. */
  readonly kinds: ReadonlySet<string>;
}

/** What colours, patterns and shapes mean: of those that the chart shows now. */
export const Legend = memo(function Legend({ courses, coarse, kinds }: LegendProps) {
  const shown = STATES.filter((state) => courses.some((course) => course.state === state));
  return (
    <section className="chart-legend" aria-label="Legend">
      <ul>
        {shown.map((state) => (
          <li key={state}>
            <svg width="34" height="10" aria-hidden="true" className={`chart-course is-${state}`}>
              <path
                className="chart-course-line"
                d="M1,5H33"
                strokeWidth="2.5"
                strokeDasharray={DASHES[state]}
              />
            </svg>
            {STATE_WORDS[state]}
          </li>
        ))}
        {KINDS.filter(([kind]) => kinds.has(kind)).map(([kind, words]) => (
          <li key={kind}>
            <i className={`chart-swatch is-${kind}`} />
            {words}
          </li>
        ))}
        <li>arrows point to the end that listens</li>
        {coarse && (
          <li>
            too many courses for a line each: lines run between sites or zones. Choose a host to see its own
          </li>
        )}
      </ul>
    </section>
  );
});

const STATE_WORDS = {
  planned: 'course, planned',
  proven: 'proven by the configuration',
  missing: 'missing in the configuration',
  excess: 'more is open than planned',
  open: 'seen open',
  blocked: 'seen blocked',
  unused: 'never used',
  unproven: 'not proven',
} as const;

const KINDS = [
  ['host', 'host'],
  ['clients', 'client or console network'],
  ['internet', 'internet service'],
  ['filter', 'filter between zones'],
] as const;
