/** Why somebody can't do something here, in words that stand at what is switched off; nothing where they may. */
import type { Session } from './documents.ts';

/** Of storing: `what` completes "only editors …". */
export function storeReason(session: Session | undefined, what: string): string | undefined {
  if (session?.readOnly) return 'This server was started read-only: nothing is stored';
  return viewerReason(session, what);
}

/** Of work on the server that stores nothing. */
export function viewerReason(session: Session | undefined, what: string): string | undefined {
  return session?.role === 'viewer' ? `You are a viewer here: only editors ${what}` : undefined;
}
