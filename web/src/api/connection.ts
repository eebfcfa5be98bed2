/** Whether the server answers us, as the latest request or event saw it. */
import { useSyncExternalStore } from 'react';

/** `signed-out`: it answers, but no longer knows who asks. */
export type Connection = 'connected' | 'lost' | 'signed-out';

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
