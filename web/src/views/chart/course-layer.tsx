/** The lines of the chart: one SVG that moves with the map, so that panning costs nothing for them. */
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { bandPath } from './course-path.ts';
import type { DrawnCourse } from './draw.ts';
import type { Layout } from './layout.ts';
import { filterEnd } from './place.ts';
import type { Scene } from './scene.ts';
import { DASHES } from './states.ts';

interface Props {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly courses: readonly DrawnCourse[];
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
}

export const CourseLayer = memo(function CourseLayer({ scene, layout, courses, selected, onOpen }: Props) {
  // One of the lines is a stop of the Tab key; the arrow keys lead to the others.
  const stop = courses.some((course) => course.id === selected) ? selected : courses[0]?.id;
  const open = (event: MouseEvent<SVGGElement> | KeyboardEvent<SVGGElement>): void => {
    const id = event.currentTarget.dataset.course;
    if (id !== undefined) onOpen(id);
  };
  const press = (event: KeyboardEvent<SVGGElement>): void => {
    const step =
      event.key === 'ArrowDown' || event.key === 'ArrowRight'
        ? 'nextElementSibling'
        : 'previousElementSibling';
    if (event.key === 'Enter' || event.key === ' ') open(event);
    else if (event.key.startsWith('Arrow')) {
      const next = event.currentTarget[step];
      if (next instanceof SVGElement && next.dataset.course !== undefined) next.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: each line in it has a name of its own
    <svg className={`chart-courses${courses.length > MANY ? ' is-many' : ''}`}>
      <defs>
        <marker
          id="chart-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0,0.5 L8,4 L0,7.5 z" fill="context-stroke" />
        </marker>
      </defs>
      <Borders scene={scene} layout={layout} />
      {courses.map((course) => (
        <g
          key={course.id}
          data-course={course.id}
          className={classOf(course, course.id === selected)}
          role="button"
          tabIndex={course.id === stop ? 0 : -1}
          aria-label={course.label}
          aria-pressed={course.id === selected}
          onClick={open}
          onKeyDown={press}
        >
          <path className="chart-course-hit" d={course.path} />
          <path
            className="chart-course-line"
            d={course.path}
            strokeWidth={course.width}
            strokeDasharray={DASHES[course.state]}
            markerEnd={course.towardsB ? 'url(#chart-arrow)' : undefined}
            markerStart={course.towardsA ? 'url(#chart-arrow)' : undefined}
          />
        </g>
      ))}
      <Words courses={courses} />
    </svg>
  );
});

/** More lines than this are drawn paler. */
const MANY = 80;

function classOf(course: DrawnCourse, selected: boolean): string {
  return `chart-course is-${course.state}${course.lit ? ' is-lit' : ''}${selected ? ' is-selected' : ''}`;
}

/** Which zones a filter stands between: broad pale bands from the filter to their borders. */
function Borders({ scene, layout }: Pick<Props, 'scene' | 'layout'>) {
  const bands: { key: string; path: string }[] = [];
  for (const filter of scene.filters) {
    const gate = layout.get(filterEnd(filter.name));
    if (!gate) continue;
    for (const zone of filter.zones) {
      const box = layout.get(`zone:${zone}`);
      if (!box) continue;
      bands.push({ key: `${filter.name} ${zone}`, path: bandPath(gate, box, layout.downwards) });
    }
  }
  return (
    <g className="chart-borders">
      {bands.map((band) => (
        <path key={band.key} d={band.path} />
      ))}
    </g>
  );
}

/** Above all lines, and no part of their names: those are told in full already. */
function Words({ courses }: Pick<Props, 'courses'>) {
  return (
    <g className="chart-words">
      {courses.map(
        ({ id, text }) =>
          text && (
            <text key={id} x={text.x} y={text.y} dy="0.32em">
              {text.words}
            </text>
          ),
      )}
    </g>
  );
}
