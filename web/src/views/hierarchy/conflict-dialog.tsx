import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { StoredText } from './api.ts';
import styles from './hierarchy.module.css';
import { type DiffRow, sideBySide } from './line-diff.ts';
import { mergeTexts } from './merge.ts';

export type Resolution = 'mine' | 'theirs' | { readonly merged: string; readonly conflicts: number };

interface ConflictDialogProps {
  /** What both began with. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: StoredText;
  readonly resolve: (resolution: Resolution) => void;
  readonly close: () => void;
}

/** Lines of the same that are shown around a difference. */
const AROUND = 3;

/** Two people changed the document: both versions, and three ways on. Nothing is lost before one of them is taken. */
export function ConflictDialog({ base, mine, theirs, resolve, close }: ConflictDialogProps) {
  const rows = useMemo(() => withContext(sideBySide(mine, theirs.text)), [mine, theirs.text]);
  const merged = useMemo(() => mergeTexts(base, mine, theirs.text), [base, mine, theirs.text]);
  return (
    <Dialog
      title="The document was changed elsewhere"
      open
      wide
      close={close}
      actions={
        <>
          <Button onClick={close}>Decide later</Button>
          <Button onClick={() => resolve('theirs')}>Take theirs</Button>
          <Button onClick={() => resolve('mine')}>Keep mine</Button>
          <Button look="main" onClick={() => resolve({ merged: merged.text, conflicts: merged.conflicts })}>
            Merge by hand
          </Button>
        </>
      }
    >
      <p>
        Somebody saved another version since you opened this one. Keep mine puts yours in its place when you
        save; take theirs shows the saved one, and Undo brings yours back. Merge by hand puts both into the
        editor:{' '}
        {merged.conflicts === 0
          ? 'the changes do not touch each other.'
          : `${merged.conflicts} ${merged.conflicts === 1 ? 'place needs' : 'places need'} your decision, between markers.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so without a mouse */}
      <section className={styles.compare} tabIndex={0} aria-label="Both versions side by side">
        <table>
          <colgroup>
            <col className={styles.numbers} />
            <col />
            <col className={styles.numbers} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                Yours
              </th>
              <th scope="col" colSpan={2}>
                Saved
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.left?.line}:${row.right?.line}`} data-kind={row.kind}>
                <td className={styles.number}>{row.left?.line}</td>
                <td data-side="left" data-empty={row.left === undefined}>
                  <code>{row.left?.text}</code>
                </td>
                <td className={styles.number}>{row.right?.line}</td>
                <td data-side="right" data-empty={row.right === undefined}>
                  <code>{row.right?.text}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

function withContext(rows: readonly DiffRow[]): DiffRow[] {
  const near = new Set<number>();
  for (const [i, { kind }] of rows.entries())
    if (kind === 'changed') for (let j = i - AROUND; j <= i + AROUND; j++) near.add(j);
  return rows.filter((_, i) => near.has(i));
}
