/** Courses bundled for display: one line for a pair of ends, whoever starts. */
import type { ChartCourse, ChartService } from './document.ts';
import type { Group, Level, Scene } from './scene.ts';

export interface Bundle {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  /** In the order from `a` to `b`. */
  readonly filters: readonly string[];
  /** What `a` starts. */
  readonly forward: readonly ChartCourse[];
  /** What `b` starts. */
  readonly backward: readonly ChartCourse[];
  /** Different flows in it. */
  readonly flows: number;
  /** Findings of what is permitted beyond the plan. */
  readonly excess: number;
}

/** The end that stands for a node at some level; `undefined` where the node is not on the chart. */
export type EndOf = (node: string) => string | undefined;

/** Bundles the courses whose ends differ; in the order of the first course of each. */
export function bundleCourses(courses: readonly ChartCourse[], endOf: EndOf): Bundle[] {
  const open = new Map<string, Draft>();
  for (const course of courses) {
    const from = endOf(course.from);
    const to = endOf(course.to);
    if (from === undefined || to === undefined || from === to) continue;
    const swapped = to < from;
    const [a, b] = swapped ? [to, from] : [from, to];
    const filters = swapped ? course.filters.toReversed() : course.filters;
    const id = bundleId(a, b, filters);
    let draft = open.get(id);
    if (!draft) {
      draft = { a, b, filters, forward: [], backward: [], flows: new Set(), excess: 0 };
      open.set(id, draft);
    }
    (swapped ? draft.backward : draft.forward).push(course);
    for (const flow of course.flows) draft.flows.add(flow);
    draft.excess += course.excess?.length ?? 0;
  }
  return [...open].map(([id, draft]) => ({ ...draft, id, flows: draft.flows.size }));
}

interface Draft {
  readonly a: string;
  readonly b: string;
  readonly filters: readonly string[];
  readonly forward: ChartCourse[];
  readonly backward: ChartCourse[];
  readonly flows: Set<string>;
  excess: number;
}

function bundleId(a: string, b: string, filters: readonly string[]): string {
  return [a, b, ...filters].join(' ~ ');
}

/** The name under which a zone stands at the end of a course. */
export function zoneEnd(zone: string): string {
  return `zone:${zone}`;
}

/** Which end stands for a node, by the group that it is in. A zone stands for itself. */
function endsBy(scene: Scene, endOf: (group: Group, node: string) => string): EndOf {
  const zones = new Set(scene.regions.map((region) => zoneEnd(region.zone)));
  return (node) => {
    const group = scene.groupOf.get(node);
    // What is permitted beyond the plan may end at no host's address, but in a zone.
    if (!group) return zones.has(node) ? node : undefined;
    return endOf(group, node);
  };
}

/** More lines than this are no picture any more, and slow. */
export const MOST_LINES = 420;

/**
 * Bundles at the level, or coarser where that makes too many lines: what the selected end takes part in stays exact,
 * the rest is drawn between groups, or between zones.
 */
export function bundleForDisplay(
  courses: readonly ChartCourse[],
  scene: Scene,
  level: Level,
  selected: string | undefined,
  most = MOST_LINES,
): { readonly bundles: readonly Bundle[]; readonly coarse: boolean } {
  const exact = endsBy(scene, (group, node) => {
    if (group.open) return node;
    return level === 'hierarchy' ? zoneEnd(group.zone) : group.id;
  });
  const bundles = bundleCourses(courses, exact);
  if (bundles.length <= most) return { bundles, coarse: false };
  const touches = (course: ChartCourse): boolean =>
    selected !== undefined && (exact(course.from) === selected || exact(course.to) === selected);
  const own = bundleCourses(courses.filter(touches), exact);
  const others = courses.filter((course) => !touches(course));
  const byGroup = bundleCourses(
    others,
    endsBy(scene, ({ id }) => id),
  );
  const rest =
    byGroup.length <= most
      ? byGroup
      : bundleCourses(
          others,
          endsBy(scene, ({ zone }) => zoneEnd(zone)),
        );
  return { bundles: [...own, ...rest], coarse: true };
}

/** The different services of some courses, the most frequent first. */
export function servicesOf(courses: readonly ChartCourse[]): ChartService[] {
  const counts = new Map<string, { service: ChartService; count: number }>();
  for (const course of courses) {
    for (const service of course.services) {
      const key = `${service.transport}/${service.ports} ${service.name}`;
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { service, count: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map((entry) => entry.service);
}

/** `tcp/443, tcp/80`: each once. */
export function serviceTexts(courses: readonly ChartCourse[]): string[] {
  return [...new Set(servicesOf(courses).map(serviceText))];
}

/** `tcp/445`, as firewall engineers write it; ICMP has no ports. */
export function serviceText(service: ChartService): string {
  return service.ports === '' ? service.transport : `${service.transport}/${service.ports}`;
}
