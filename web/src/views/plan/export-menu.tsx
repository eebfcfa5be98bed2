import { ExportMenu } from '../../ui/export-menu.tsx';
import type { PlanColumnName } from './columns.ts';
import { exportAddress, type PlanViewParams } from './queries.ts';

const FORMATS = [
  { format: 'xlsx', title: 'Excel', hint: '.xlsx' },
  { format: 'csv', title: 'CSV', hint: '.csv' },
  { format: 'markdown', title: 'Markdown', hint: '.md' },
  { format: 'json', title: 'JSON', hint: 'rows as data' },
] as const;

interface PlanExportProps {
  readonly view: PlanViewParams;
  readonly columns: readonly PlanColumnName[];
}

/** Files of what is shown: the same rows, order and columns. Plain links, so that a browser can save them elsewhere. */
export function PlanExport({ view, columns }: PlanExportProps) {
  return (
    <ExportMenu
      forms={FORMATS.map(({ format, title, hint }) => ({
        id: format,
        item: (
          <a href={exportAddress(view, format, columns)} download>
            {title} <span className="muted">{hint}</span>
          </a>
        ),
      }))}
    />
  );
}
