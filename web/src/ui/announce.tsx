import { useSyncExternalStore } from 'react';

/** What screen readers are told next: results of a search, a view's title. */
let message = '';
const listeners = new Set<() => void>();

export function announce(text: string): void {
  if (text === message) return;
  message = text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
