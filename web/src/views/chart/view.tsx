import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { StatesDocument } from '../../../../src/report/flow-states.ts';
import { selectionOf } from '../../filters/selection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChartView } from './chart-view.tsx';
import { excessCourses } from './excess.ts';
import { chartQuery, statesQuery } from './queries.ts';
import type { ChartChange, ChartSearch } from './search.ts';
import type { CourseState } from './states.ts';
import { counted } from './words.ts';
import './chart.css';

export const Route = createLazyRoute('/chart')({ component: ChartPage });

function ChartPage() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const selection = selectionOf(search);
  const filtered = Object.keys(selection).length > 0;
  const whole = useQuery(chartQuery());
  const part = useQuery({ ...chartQuery(selection), enabled: filtered });
  const states = useQuery(statesQuery);
  const known = useMemo(() => knownStates(states.data), [states.data]);
  const document = whole.data;
  const beyond = states.data?.excess;
  // Nothing of the plan's filters says something about what is no part of the plan.
  const courses = useMemo(() => {
    if (filtered) return part.data?.courses;
    return document && [...document.courses, ...excessCourses(beyond ?? [], document)];
  }, [filtered, part.data, document, beyond]);
  const error = whole.error ?? part.error;
  const change = useCallback(
    (next: ChartChange) => void navigate({ search: (now) => merge(now, next), replace: 'q' in next }),
    [navigate],
  );
  return (
    <Page
      title="Chart"
      fill
      note={document && `${counted(document.ends, 'end')}, ${counted(document.courses.length, 'course')}`}
      actions={
        <Link
          to="/chart"
          search={(now) => merge(now, { view: search.view === 'table' ? undefined : 'table' })}
        >
          {search.view === 'table' ? 'Show as a map' : 'Show as a table'}
        </Link>
      }
    >
      {error ? (
        <Problem error={error} retry={() => void (whole.error ? whole.refetch() : part.refetch())} />
      ) : document === undefined ? (
        <Skeleton label="Loading the chart" lines={12} />
      ) : document.nodes.length === 0 ? (
        <EmptyState title="Nothing to chart yet">
          <p>
            A chart needs hosts and clients. Describe them in the <Link to="/hierarchy">hierarchy</Link>.
          </p>
        </EmptyState>
      ) : (
        <ChartView
          document={document}
          courses={courses ?? NONE}
          states={known}
          search={search}
          change={change}
        />
      )}
    </Page>
  );
}

const NONE: never[] = [];

/**
 * States by flow. Without them all is planned: the chart doesn't wait, nor fail. What was held against another
 * hierarchy or configuration than today's proves nothing.
 */
function knownStates(document: StatesDocument | undefined): ReadonlyMap<string, CourseState> {
  const flows = Object.entries(document?.flows ?? {});
  return new Map(flows.map(([flow, { state, stale }]) => [flow, stale ? 'unproven' : state]));
}

/** What is undefined leaves the address. */
function merge(now: ChartSearch, next: ChartChange): ChartSearch {
  const merged = Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged) as ChartSearch;
}
