import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly close: () => void;
  readonly children: ReactNode;
  /** Buttons at the end; without any there is one to close. */
  readonly actions?: ReactNode;
  /** For two texts side by side. */
  readonly wide?: boolean;
}

/** The browser's own modal dialog: it keeps the focus inside, and Esc closes it. */
export function Dialog({ title, open, close, children, actions, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog ref={ref} className={styles.dialog} data-wide={wide} aria-labelledby={id} onClose={close}>
      {open && (
        <>
          <h2 id={id}>{title}</h2>
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>{actions ?? <Button onClick={close}>Close</Button>}</div>
        </>
      )}
    </dialog>
  );
}
