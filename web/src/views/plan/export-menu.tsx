import { useId } from 'react';
import type { PlanColumnName } from './columns.ts';
import styles from './export-menu.module.css';
import { exportAddress, type PlanViewParams } from './queries.ts';

const FORMATS = [
  { format: 'xlsx', title: 'Excel', hint: '.xlsx' },
  { format: 'csv', title: 'CSV', hint: '.csv' },
  { format: 'markdown', title: 'Markdown', hint: '.md' },
  { format: 'json', title: 'JSON', hint: 'rows as data' },
] as const;

interface ExportMenuProps {
  readonly view: PlanViewParams;
  readonly columns: readonly PlanColumnName[];
}

/** Files of what is shown: the same rows, order and columns. Plain links, so that a browser can save them elsewhere. */
export function ExportMenu({ view, columns }: ExportMenuProps) {
  const id = useId();
  return (
    <>
      <button type="button" className={styles.button} popoverTarget={id}>
        Export <span aria-hidden="true">▾</span>
      </button>
      <div id={id} popover="auto" className={styles.menu}>
        <ul>
          {FORMATS.map(({ format, title, hint }) => (
            <li key={format}>
              <a href={exportAddress(view, format, columns)} download>
                {title} <span className="muted">{hint}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
