/** Whether the server answers, as the latest request or event saw it. */
import { useSyncExternalStore } from 'react';

export type Connection = 'connected' | 'lost';

let state: Connection = 'connected';
const listeners = new Set<() => void>();

export function reportConnection(next: Connection): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state);
}
