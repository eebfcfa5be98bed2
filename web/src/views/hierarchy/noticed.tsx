import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { DiagnosticsList } from './diagnostics-list.tsx';
import styles from './hierarchy.module.css';

interface NoticedProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly open: boolean;
  /** Said after "One thing" and "3 things". */
  readonly words: readonly [one: string, many: string];
}

/** Diagnostics below one line that tells how many there are. */
export function Noticed({ diagnostics, open, words: [one, many] }: NoticedProps) {
  if (diagnostics.length === 0) return null;
  return (
    <details className={styles.noticed} open={open}>
      <summary>
        {diagnostics.length === 1 ? `One thing ${one}` : `${diagnostics.length} things ${many}`}
      </summary>
      <DiagnosticsList diagnostics={diagnostics} />
    </details>
  );
}
