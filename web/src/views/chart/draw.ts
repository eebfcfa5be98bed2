/** Bundles made ready to be drawn: line, width, state, words. */
import { type Bundle, serviceTexts } from './bundle.ts';
import { type CourseLine, courseLine } from './course-path.ts';
import { type PlacedLabel, placeLabels } from './labels.ts';
import type { Box, Layout } from './layout.ts';
import { filterEnd } from './place.ts';
import { type CourseState, stateOf } from './states.ts';
import { countText } from './words.ts';

export interface DrawnCourse {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  readonly state: CourseState;
  readonly towardsA: boolean;
  readonly towardsB: boolean;
  /** For screen readers. */
  readonly label: string;
  /** Beside the line, where there is room for words. */
  readonly text?: PlacedLabel;
  readonly lit: boolean;
}

export interface DrawOptions {
  readonly layout: Layout;
  readonly nameOf: (end: string) => string;
  /** Known states of flows; a flow without one is planned. */
  readonly states: ReadonlyMap<string, CourseState>;
  readonly lit: (bundle: Bundle) => boolean;
  readonly withText: (bundle: Bundle) => boolean;
  /** What words must not cover. */
  readonly obstacles: readonly Box[];
}

export function drawCourses(bundles: readonly Bundle[], options: DrawOptions): DrawnCourse[] {
  const lanes = laneNumbers(bundles);
  const lines = bundles.flatMap((bundle) => {
    const line = lineOf(bundle, lanes.get(bundle) ?? 0, options.layout);
    return line ? [{ bundle, line, course: drawCourse(bundle, line, options) }] : [];
  });
  const worded = lines.filter(({ bundle }) => options.withText(bundle));
  const places = placeLabels(
    worded.map(({ bundle, line }) => ({
      texts: [wordsOf(bundle), String(bundle.flows + bundle.excess)],
      places: line.places,
    })),
    options.obstacles,
  );
  const texts = new Map(worded.map(({ bundle }, i) => [bundle, places[i]]));
  return lines.map(({ bundle, course }) => {
    const text = texts.get(bundle);
    return text ? { ...course, text } : course;
  });
}

function drawCourse(bundle: Bundle, line: CourseLine, { nameOf, states, lit }: DrawOptions): DrawnCourse {
  const { a, b, forward, backward, flows } = bundle;
  const courses = [...forward, ...backward];
  const arrow = backward.length === 0 ? 'to' : forward.length === 0 ? 'from' : 'to and from';
  const services = shortList(serviceTexts(courses), 4);
  return {
    id: bundle.id,
    path: line.path,
    width: 1.25 + Math.log2(1 + flows) / 3,
    state: stateOf(courses, states),
    towardsA: backward.length > 0,
    towardsB: forward.length > 0,
    label: `${nameOf(a)} ${arrow} ${nameOf(b)}, ${countText(bundle)}: ${services}`,
    lit: lit(bundle),
  };
}

function lineOf(bundle: Bundle, lane: number, layout: Layout): CourseLine | undefined {
  const way = [bundle.a, ...bundle.filters.map(filterEnd), bundle.b];
  const boxes = way.map((id) => layout.get(id)).filter((box): box is Box => box !== undefined);
  return boxes.length === way.length ? courseLine(boxes, lane, layout.downwards) : undefined;
}

const LANE = 9;
/** More lines than this run together at their filter: a bundle, not a cable tray. */
const LANES_UP_TO = 30;

/** Lines between few ends run side by side. */
function laneNumbers(bundles: readonly Bundle[]): Map<Bundle, number> {
  const lanes = new Map<Bundle, number>();
  if (bundles.length > LANES_UP_TO) return lanes;
  const used = new Map<string, number>();
  for (const bundle of bundles) {
    const ways = bundle.filters.length > 0 ? bundle.filters : [`${bundle.a} ${bundle.b}`];
    const number = Math.max(...ways.map((way) => used.get(way) ?? 0));
    for (const way of ways) used.set(way, number + 1);
    // 0, 1, -1, 2, -2 …
    lanes.set(bundle, LANE * (number % 2 === 1 ? (number + 1) / 2 : -number / 2));
  }
  return lanes;
}

/** `14 · udp/123, tcp/135 +9`. */
function wordsOf(bundle: Bundle): string {
  const services = serviceTexts([...bundle.forward, ...bundle.backward]);
  return `${bundle.flows + bundle.excess} · ${shortList(services, 2)}`;
}

function shortList(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} +${items.length - most}` : shown;
}
