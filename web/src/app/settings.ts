/** What a browser remembers about its reader. Without storage it lasts as long as the page. */
import { useSyncExternalStore } from 'react';

export type Setting = 'theme' | 'shortcuts' | 'columns';

const PREFIX = 'portolan.';
const memory = new Map<Setting, string>();
const listeners = new Set<() => void>();

export function readSetting(name: Setting): string | undefined {
  const kept = memory.get(name);
  if (kept !== undefined) return kept;
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeSetting(name: Setting, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is switched off or full: the page still remembers.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSetting(name: Setting): string | undefined {
  return useSyncExternalStore(subscribe, () => readSetting(name));
}
