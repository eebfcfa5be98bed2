import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  /** What it is about, for screen readers. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
}

/** Facts about one thing, as words and a list of terms. */
export function Card({ label, children }: CardProps) {
  return (
    <article className={styles.card} aria-label={label}>
      {children}
    </article>
  );
}
