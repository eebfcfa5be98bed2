/** The server's events: a change of a file, here or in another browser or on disk, makes what is shown fresh. */
import type { QueryClient } from '@tanstack/react-query';
import { API } from './client.ts';
import { reportConnection } from './connection.ts';

/** What ships with the package doesn't change while a server runs; a configuration is asked for by its revision. */
const FIXED: readonly unknown[] = ['catalog', 'dialects', 'schema', 'configuration'];

/**
 * Listens until the returned function is called, while the page is in sight: a browser has six connections to a
 * server, and a seventh tab that waited for one would stay empty.
 */
export function listenForChanges(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let lost = false;
  const refresh = (): void => {
    void client.invalidateQueries({ predicate: ({ queryKey }) => !FIXED.includes(queryKey[0]) });
  };
  const open = (): void => {
    reportConnection('connected');
    // What changed while nobody listened is not told again.
    if (lost) refresh();
    lost = false;
  };
  const fail = (): void => {
    lost = true;
    // A browser tries again by itself, unless the server refused: then the session's request says why.
    if (source?.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] });
    else reportConnection('lost');
  };
  const begin = (): void => {
    source = new EventSource(`${API}/events`);
    source.addEventListener('open', open);
    source.addEventListener('error', fail);
    source.addEventListener('changed', refresh);
    source.addEventListener('message', refresh);
  };
  const turn = (): void => {
    source?.close();
    if (document.visibilityState === 'hidden') lost = true;
    else begin();
  };
  document.addEventListener('visibilitychange', turn);
  if (document.visibilityState !== 'hidden') begin();
  return () => {
    document.removeEventListener('visibilitychange', turn);
    source?.close();
  };
}
