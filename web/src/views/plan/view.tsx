import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { NO_SELECTION, selectionOf } from '../../filters/selection.ts';
import { FlowPanel } from '../../flow/flow-panel.tsx';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { ColumnDialog } from './column-dialog.tsx';
import { COLUMN_DEFS, PLAN_COLUMNS, readColumns } from './columns.ts';
import { PlanExport } from './export-menu.tsx';
import { REACHABLE } from './lines.ts';
import { PlanGrid } from './plan-grid.tsx';
import { planExtentQuery, viewParams } from './queries.ts';
import type { PlanSearch } from './search.ts';
import styles from './view.module.css';

export const Route = createLazyRoute('/plan')({ component: PlanView });

type Change = { readonly [K in keyof PlanSearch]?: PlanSearch[K] | undefined };

const GROUP_OPTIONS = [
  { value: '', label: 'nothing' },
  ...COLUMN_DEFS.filter((column) => column.groups).map(({ id, title }) => ({ value: id, label: title })),
];

function PlanView() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const narrow = useNarrow();
  const change = useCallback(
    (next: Change) =>
      void navigate({
        search: (before) => ({ ...before, ...next }) as PlanSearch,
        replace: true,
        // The grid knows when it begins at the top again; the router would put it back to where it was.
        resetScroll: false,
      }),
    [navigate],
  );
  const view = useMemo(() => viewParams(search), [search]);
  const extent = useQuery(planExtentQuery(view));
  const columns = useMemo(() => readColumns(search.columns, narrow), [search.columns, narrow]);
  const [choosing, setChoosing] = useState(false);
  const total = extent.data?.total;
  const count = total === undefined ? undefined : rowsText(total);
  const settled = !extent.isPlaceholderData;
  useEffect(() => {
    if (count !== undefined && settled) announce(`Plan: ${count}`);
  }, [count, settled]);
  const selected = Object.keys(selectionOf(search)).length > 0;
  return (
    <Page
      title="Plan"
      fill
      note={total !== undefined && total > REACHABLE ? `${count}, ${FIRST_ONLY}` : count}
      actions={
        <>
          <Button onClick={() => setChoosing(true)}>Columns</Button>
          <PlanExport view={view} columns={columns} />
        </>
      }
    >
      <FilterBar search={search} change={change}>
        <Select
          label="Group by"
          value={search.group ?? ''}
          options={GROUP_OPTIONS}
          onChange={(event) =>
            change({ group: PLAN_COLUMNS.find((one) => one === event.target.value), folded: undefined })
          }
        />
      </FilterBar>
      {extent.error && <Problem error={extent.error} retry={() => void extent.refetch()} />}
      <div className={styles.split}>
        {total === 0 && <NoRows selected={selected} clear={() => change(NO_SELECTION)} />}
        {total !== 0 && !extent.error && (
          <PlanGrid view={view} extent={extent.data} columns={columns} search={search} change={change} />
        )}
        {search.flow !== undefined && (
          <FlowPanel flow={search.flow} close={() => change({ flow: undefined })} />
        )}
      </div>
      <ColumnDialog
        open={choosing}
        close={() => setChoosing(false)}
        columns={columns}
        choose={(next) => change({ columns: next?.join(',') })}
      />
    </Page>
  );
}

/** The rest is in every export. */
const FIRST_ONLY = `the first ${REACHABLE.toLocaleString('en')} of them here: filter, or export all`;

function rowsText(total: number): string {
  return `${total.toLocaleString('en')} ${total === 1 ? 'row' : 'rows'}`;
}

function NoRows({ selected, clear }: { readonly selected: boolean; readonly clear: () => void }) {
  if (selected) {
    return (
      <EmptyState title="No flow fits these filters" actions={<Button onClick={clear}>Clear filters</Button>}>
        Every filter must hold at once. Take one away, or search for fewer words. To learn whether two hosts
        may talk on a port, <Link to="/ask">ask</Link>.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="The plan is empty">
      <p>
        A plan has rows once the hierarchy has two ends that need to talk: sites, hosts with roles, clients.
      </p>
      <p>
        Describe them in the <Link to="/hierarchy">hierarchy</Link>; a form there makes a first one in five
        minutes.
      </p>
    </EmptyState>
  );
}
