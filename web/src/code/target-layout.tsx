import type { ReactNode } from 'react';
import styles from './target-layout.module.css';
import { TargetList, type TargetListProps } from './target-list.tsx';

/** Filters and hosts to choose from, and the chosen one beside them; above it where there is little room. */
export function TargetLayout({ children, ...list }: TargetListProps & { readonly children: ReactNode }) {
  return (
    <div className={styles.layout}>
      <TargetList {...list} />
      {children}
    </div>
  );
}
