import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './column-dialog.module.css';
import { COLUMN_DEFS, LAYOUTS, type PlanColumnName } from './columns.ts';

interface ColumnDialogProps {
  readonly open: boolean;
  readonly close: () => void;
  readonly columns: readonly PlanColumnName[];
  /** Nothing for the usual columns. */
  readonly choose: (columns: readonly PlanColumnName[] | undefined) => void;
}

/** Which columns are shown and exported, and in which order. */
export function ColumnDialog({ open, close, columns, choose }: ColumnDialogProps) {
  const titles = new Map(COLUMN_DEFS.map(({ id, title }) => [id, title]));
  const others = COLUMN_DEFS.map(({ id }) => id).filter((id) => !columns.includes(id));
  const move = (index: number, step: number): void => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved === undefined) return;
    next.splice(index + step, 0, moved);
    choose(next);
  };
  const last = columns.length === 1;
  return (
    <Dialog title="Columns" open={open} close={close}>
      <p className="muted">
        Shown and exported in this order. The address keeps the layout: share it as a link.
      </p>
      <div className={styles.layouts}>
        {LAYOUTS.map((layout) => (
          <Button
            key={layout.title}
            onClick={() => choose(layout.title === 'Usual' ? undefined : layout.columns)}
          >
            {layout.title}
          </Button>
        ))}
      </div>
      <ul className={styles.list} aria-label="Columns">
        {columns.map((id, index) => (
          <li key={id}>
            <Check
              title={titles.get(id) ?? id}
              checked
              disabled={last}
              toggle={() => choose(columns.filter((other) => other !== id))}
            />
            <Move title={titles.get(id) ?? id} step={-1} off={index === 0} move={() => move(index, -1)} />
            <Move
              title={titles.get(id) ?? id}
              step={1}
              off={index === columns.length - 1}
              move={() => move(index, 1)}
            />
          </li>
        ))}
        {others.map((id) => (
          <li key={id}>
            <Check title={titles.get(id) ?? id} checked={false} toggle={() => choose([...columns, id])} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface CheckProps {
  readonly title: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly toggle: () => void;
}

function Check({ title, checked, disabled = false, toggle }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={toggle} />
      {title}
    </label>
  );
}

interface MoveProps {
  readonly title: string;
  readonly step: 1 | -1;
  readonly off: boolean;
  readonly move: () => void;
}

function Move({ title, step, off, move }: MoveProps) {
  return (
    <button
      type="button"
      className={styles.move}
      disabled={off}
      onClick={move}
      aria-label={`Move ${title} ${step < 0 ? 'to the left' : 'to the right'}`}
    >
      {step < 0 ? '↑' : '↓'}
    </button>
  );
}
