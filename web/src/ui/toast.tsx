import { useSyncExternalStore } from 'react';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

/** Long enough to be read; nothing that needs an answer is said here. */
const SHOWN_FOR = 6000;

let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says that something was done (or was not), at the foot of the page. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  count += 1;
  const id = count;
  set([...toasts.slice(-2), { id, text, tone }]);
  setTimeout(() => set(toasts.filter((other) => other.id !== id)), SHOWN_FOR);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={styles.toasts} role="status">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          {text}
        </div>
      ))}
    </div>
  );
}
