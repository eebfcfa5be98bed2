import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import { FOLDERS, type OwnerKind } from './configuration-files.ts';

/** A file of the workspace that is another one now. */
export interface Change {
  readonly type: 'changed';
  readonly what: 'hierarchy' | OwnerKind | 'observations';
  /** Of the file for the hierarchy and observations, else of the filter or host. */
  readonly name: string;
  /** Absent where the file is gone. */
  readonly revision?: string;
}

export type Entry = Omit<Change, 'type'>;

/** After a file was touched: a writer may need several steps. */
const SETTLED = 80;
/** Where the system doesn't tell (network drives), and for what it tells too early. */
const POLL = 3_000;

export interface Announcer {
  subscribe(listener: (change: Change) => void): () => void;
  /** Looks now, after a write of our own. */
  look(): void;
  close(): void;
}

/**
 * Watches a workspace's folders while somebody listens, and tells what differs from what was there before.
 * @param ready until `entries` has all that it needs at hand; nothing where it has
 */
export function announcer(
  folder: string,
  entries: () => ReadonlyMap<string, Entry>,
  ready: () => Promise<void> | undefined = () => undefined,
): Announcer {
  const listeners = new Set<(change: Change) => void>();
  const watchers = new Map<string, FSWatcher>();
  let known: ReadonlyMap<string, Entry> = new Map();
  let settled: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;

  const soon = (): void => {
    clearTimeout(settled);
    settled = setTimeout(look, SETTLED).unref();
  };
  const look = (): void => {
    if (listeners.size === 0) return;
    const waits = ready();
    if (waits) void waits.then(lookNow);
    else lookNow();
  };
  const lookNow = (): void => {
    if (listeners.size === 0) return;
    for (const name of ['', ...Object.values(FOLDERS), 'results'])
      startWatching(path.join(folder, name), watchers, soon);
    const now = attempt(entries);
    if (!now) return;
    const before = known;
    known = now;
    for (const change of differences(before, now)) for (const listener of listeners) listener(change);
  };
  const stop = (): void => {
    clearTimeout(settled);
    clearInterval(poll);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  return {
    subscribe(listener) {
      if (listeners.size === 0) {
        const begin = (): void => {
          known = attempt(entries) ?? new Map();
        };
        const waits = ready();
        if (waits) void waits.then(begin);
        else begin();
        poll = setInterval(look, POLL).unref();
      }
      listeners.add(listener);
      look();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    look,
    close() {
      listeners.clear();
      stop();
    },
  };
}

/** A folder that can't be read just now is looked at again later. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function startWatching(folder: string, watchers: Map<string, FSWatcher>, changed: () => void): void {
  if (watchers.has(folder)) return;
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    watcher.on('error', () => {
      watcher.close();
      watchers.delete(folder);
    });
    watchers.set(folder, watcher);
  } catch {
    // Not there, or not to be watched: the poll sees it.
  }
}

function* differences(
  before: ReadonlyMap<string, Entry>,
  now: ReadonlyMap<string, Entry>,
): Generator<Change> {
  for (const [key, entry] of now)
    if (before.get(key)?.revision !== entry.revision) yield { type: 'changed', ...entry };
  for (const [key, { what, name }] of before) if (!now.has(key)) yield { type: 'changed', what, name };
}
