import type { ReactNode } from 'react';
import styles from './note.module.css';

interface NoteProps {
  /** `alert` is read out at once: for what has just happened. */
  readonly role?: 'note' | 'alert';
  readonly children: ReactNode;
}

/** Stands above what it is about: why something is switched off, or what has happened to it. */
export function Note({ role = 'note', children }: NoteProps) {
  return (
    <div role={role} className={styles.note}>
      {children}
    </div>
  );
}
