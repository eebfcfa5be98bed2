import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlanRow } from '../../../../src/report/plan-page.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './examples.module.css';
import { rowsQuery } from './queries.ts';

/** What can be asked, with questions about this very plan. */
export function Examples() {
  const { data } = useQuery(rowsQuery);
  const rows = pick(data?.rows ?? []);
  return (
    <EmptyState title="Three words, and the whole chain">
      <p>
        Say who starts, who answers and on what port. The answer names the conversation, the settings that
        made it apply with their lines, and the rules that carry it on every filter; or it says that nothing
        needs it, and what comes close.
      </p>
      {rows.length > 0 && (
        <>
          <p>For example:</p>
          <ul className={styles.list}>
            {rows.map((row) => {
              const service =
                row.transport === 'icmp' ? 'icmp' : `${row.transport}/${row.ports.split(',')[0]}`;
              return (
                <li key={row.key}>
                  <Link
                    to="/ask"
                    search={{ from: row.source.name, to: row.destination.name, service }}
                    className="mono"
                  >
                    {row.source.name} → {row.destination.name} {service}
                  </Link>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </EmptyState>
  );
}

/** Three rows to different hosts, each of another conversation. */
function pick(rows: readonly PlanRow[]): PlanRow[] {
  const picked = new Map<string, PlanRow>();
  const named = new Set<string>();
  for (const row of rows) {
    const { source, destination, conversation } = row;
    if (destination.kind !== 'host' || source.name === destination.name) continue;
    if (picked.has(conversation) || named.has(destination.name)) continue;
    named.add(destination.name);
    picked.set(conversation, row);
  }
  return [...picked.values()].slice(0, 3);
}
