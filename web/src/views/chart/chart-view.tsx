/** The chart with its toolbar, its panel and its twin; the URL is all its state. */
import { useCallback, useMemo } from 'react';
import { FlowPanel } from '../../flow/flow-panel.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { type Bundle, bundleForDisplay, MOST_LINES, zoneEnd } from './bundle.ts';
import { ChartFind } from './chart-find.tsx';
import { ChartMap } from './chart-map.tsx';
import { ChartPanel } from './chart-panel.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartToolbar } from './chart-toolbar.tsx';
import type { ChartCourse, ChartDocument } from './document.ts';
import { drawCourses } from './draw.ts';
import { chartElements } from './elements.ts';
import { type Found, usesPort } from './find.ts';
import type { Layout } from './layout.ts';
import { GROUP_TITLE, REGION_TITLE } from './pack.ts';
import { arrange, firstLevel, type Scene } from './scene.ts';
import {
  type ChartChange,
  type ChartSearch,
  readViewpoint,
  type Viewpoint,
  writeViewpoint,
} from './search.ts';
import type { CourseState } from './states.ts';
import { belongsTo, findSubject } from './subject.ts';
import { useLayout } from './use-layout.ts';

interface Props {
  /** All of the hierarchy: what the map is laid out for. */
  readonly document: ChartDocument;
  /** The courses that the filters leave. */
  readonly courses: readonly ChartCourse[];
  /** What is known of flows, by their ids. */
  readonly states: ReadonlyMap<string, CourseState>;
  readonly search: ChartSearch;
  readonly change: (next: ChartChange) => void;
}

/** So many lines have room for words. */
const WITH_TEXT = 24;

export function ChartView({ document, courses, states, search, change }: Props) {
  const level = search.level ?? firstLevel(document);
  const scene = useMemo(() => arrange(document, level, search.open), [document, level, search.open]);
  const insideOnly = document.filters.length === 0;
  const inside = insideOnly || search.inside === true;
  const shown = useMemo(
    () => coursesToShow(courses, inside, search, scene),
    [courses, inside, search, scene],
  );
  const { laid, error } = useLayout(scene);
  const table = search.view === 'table';
  const { bundles, coarse } = useMemo(
    // A table has room for all of them.
    () => bundleForDisplay(shown, scene, level, search.select, table ? Number.POSITIVE_INFINITY : MOST_LINES),
    [shown, scene, level, search.select, table],
  );
  const nameOf = useMemo(() => namesOf(document, scene), [document, scene]);
  const subject = findSubject(search.select, document, scene, bundles);
  const own = useMemo(() => {
    if (subject) return bundles.filter((bundle) => belongsTo(bundle, subject, scene));
    const port = Number(search.port);
    if (!search.port) return undefined;
    return bundles.filter((b) => [...b.forward, ...b.backward].some((course) => usesPort(course, port)));
  }, [bundles, subject, scene, search.port]);
  const select = useCallback(
    (id: string | undefined) => change({ select: id, flow: undefined, port: undefined }),
    [change],
  );
  const closeFlow = useCallback(() => change({ flow: undefined }), [change]);
  const find = (found: Found): void =>
    found.kind === 'port' ? change({ port: String(found.port), select: undefined }) : select(found.id);
  if (error !== undefined) return <Problem error={error} />;
  return (
    <>
      <ChartToolbar
        search={search}
        level={level}
        inside={inside}
        insideOnly={insideOnly}
        change={change}
        find={<ChartFind document={document} onFind={find} />}
      />
      <div className="chart-body">
        {table ? (
          <ChartTable bundles={own ?? bundles} nameOf={nameOf} states={states} />
        ) : laid ? (
          <Drawing
            {...laid}
            states={states}
            bundles={bundles}
            coarse={coarse}
            own={own}
            nameOf={nameOf}
            selected={search.select}
            viewpoint={readViewpoint(search.at)}
            onSelect={select}
          />
        ) : (
          <Skeleton label="Laying out the chart" />
        )}
        {search.flow !== undefined && <FlowPanel flow={search.flow} close={closeFlow} />}
        {subject && search.flow === undefined && (
          <ChartPanel
            subject={subject}
            bundles={own ?? []}
            nameOf={nameOf}
            states={states}
            onSelect={(id) => change({ select: id })}
            onFlow={(flow) => change({ flow })}
            onOpenGroup={(id) => change({ open: id, level: level === 'hosts' ? 'sites' : level })}
          />
        )}
      </div>
    </>
  );
}

interface DrawingProps {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly states: Props['states'];
  readonly bundles: readonly Bundle[];
  readonly coarse: boolean;
  readonly own: readonly Bundle[] | undefined;
  readonly nameOf: (end: string) => string;
  readonly selected: string | undefined;
  readonly viewpoint: Viewpoint | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

function Drawing(props: DrawingProps) {
  const { scene, layout, states, bundles, coarse, own, nameOf, selected, viewpoint, onSelect } = props;
  const elements = useMemo(() => {
    const counts = new Map<string, number>();
    for (const bundle of bundles) {
      const size = bundle.forward.length + bundle.backward.length;
      for (const filter of bundle.filters) counts.set(filter, (counts.get(filter) ?? 0) + size);
    }
    return chartElements(scene, layout, (filter) => counts.get(filter) ?? 0);
  }, [scene, layout, bundles]);
  const drawn = useMemo(() => {
    const mine = own && new Set(own);
    const few =
      (mine ?? bundles) instanceof Set ? (own?.length ?? 0) <= WITH_TEXT : bundles.length <= WITH_TEXT;
    return drawCourses(bundles, {
      layout,
      nameOf,
      states,
      lit: (bundle) => mine?.has(bundle) ?? false,
      withText: (bundle) => few && (mine === undefined || mine.has(bundle)),
      obstacles: elements.flatMap(({ id, type }) => {
        const box = layout.get(id);
        if (!box) return [];
        const height = type === 'region' ? REGION_TITLE : type === 'cluster' ? GROUP_TITLE : box.height;
        return [{ ...box, height }];
      }),
    });
  }, [bundles, own, layout, states, nameOf, elements]);
  const lit = useMemo(() => own && new Set(own.flatMap((b) => [b.a, b.b])), [own]);
  return (
    <ChartMap
      scene={scene}
      layout={layout}
      elements={elements}
      courses={drawn}
      coarse={coarse}
      lit={lit}
      selected={selected}
      viewpoint={viewpoint}
      onSelect={onSelect}
      onCopyLink={(now) => void copyLink(now)}
    />
  );
}

/** The address of what is seen, with the part of the map. */
async function copyLink(viewpoint: Viewpoint): Promise<void> {
  const url = new URL(window.location.href);
  url.searchParams.set('at', writeViewpoint(viewpoint));
  try {
    await navigator.clipboard.writeText(url.href);
    toast('Link copied');
  } catch {
    toast('The browser does not allow copying here.', 'bad');
  }
}

/** Courses inside zones are hidden until somebody wants them, or selects one of their ends. */
function coursesToShow(
  courses: readonly ChartCourse[],
  inside: boolean,
  search: ChartSearch,
  scene: Scene,
): readonly ChartCourse[] {
  if (inside) return courses;
  const group = scene.groupOf;
  const chosen = (node: string): boolean =>
    search.select !== undefined && (node === search.select || group.get(node)?.id === search.select);
  return courses.filter((course) => course.filters.length > 0 || chosen(course.from) || chosen(course.to));
}

function namesOf(document: ChartDocument, scene: Scene): (end: string) => string {
  const names = new Map<string, string>();
  for (const node of document.nodes) names.set(node.id, node.label);
  for (const region of scene.regions) {
    names.set(zoneEnd(region.zone), region.zone);
    for (const group of region.groups) names.set(group.id, `${group.label} in ${region.zone}`);
  }
  return (end) => names.get(end) ?? end;
}
