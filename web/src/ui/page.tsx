import { type ReactNode, useEffect } from 'react';
import { announce } from './announce.tsx';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One short line beside the title: counts, a state. */
  readonly note?: ReactNode;
  /** Buttons at the right end. */
  readonly actions?: ReactNode;
  /** Takes the whole height and scrolls inside: maps and long tables. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of a view: its heading, which is the document's title too and is told to screen readers. */
export function Page({ title, note, actions, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Portolan`;
    announce(title);
  }, [title]);
  return (
    <div className={styles.page} data-fill={fill}>
      <div className={styles.head}>
        <h1>{title}</h1>
        {note !== undefined && <div className={styles.note}>{note}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
