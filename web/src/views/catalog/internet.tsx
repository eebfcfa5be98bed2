import type { UseQueryResult } from '@tanstack/react-query';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { CatalogFound } from './documents.ts';
import type { CatalogNames } from './names.ts';

interface InternetProps {
  readonly found: UseQueryResult<CatalogFound>;
  readonly names: CatalogNames;
}

/** Host names of Microsoft's services, by role and feature. */
export function Internet({ found, names }: InternetProps) {
  if (!found.data) return <Skeleton lines={8} />;
  if (found.data.endpoints.length === 0) {
    return (
      <EmptyState title="No destination on the internet fits">
        Clear the search, or search for a host name such as <code>manage.microsoft.com</code>.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Destinations on the internet"
      rows={found.data.endpoints}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'pattern',
          title: 'Host name',
          cell: ({ pattern, path }) => (
            <code>
              {pattern}
              {path}
            </code>
          ),
        },
        { id: 'ports', title: 'Ports', cell: ({ ports }) => <code>{ports ?? 'not stated'}</code> },
        { id: 'role', title: 'Role', cell: ({ role }) => names.role(role) },
        { id: 'feature', title: 'Feature', cell: ({ feature }) => feature },
        { id: 'cloud', title: 'Cloud', cell: ({ cloud }) => cloud },
        { id: 'lifecycle', title: 'State', cell: ({ lifecycle }) => lifecycle },
      ]}
    />
  );
}
