/** The server's events: a change of a file, here or in another browser or on disk, makes what is shown fresh. */
import type { QueryClient } from '@tanstack/react-query';
import { API } from './client.ts';
import { reportConnection } from './connection.ts';

/** What ships with the package doesn't change while a server runs; a configuration is asked for by its revision. */
const FIXED: readonly unknown[] = ['catalog', 'dialects', 'schema', 'configuration'];

/** Listens until the returned function is called. */
export function listenForChanges(client: QueryClient): () => void {
  const source = new EventSource(`${API}/events`);
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
    if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] });
    else reportConnection('lost');
  };
  source.addEventListener('open', open);
  source.addEventListener('error', fail);
  source.addEventListener('changed', refresh);
  source.addEventListener('message', refresh);
  return () => source.close();
}
