import type { Session } from './documents.ts';

/**
 * Why somebody can't store anything here, in words that stand at what is switched off; nothing where they may. What
 * stores nothing, everybody may ask for.
 * @param what completes "only editors …".
 */
export function storeReason(session: Session | undefined, what: string): string | undefined {
  if (session?.readOnly) return 'This server was started read-only: nothing is stored';
  return session?.role === 'viewer' ? `You are a viewer here: only editors ${what}` : undefined;
}

/** Of what reaches the network: `what` completes "only operators may …". */
export function operatorReason(session: Session | undefined, what: string): string | undefined {
  if (!session || session.role === 'operator') return undefined;
  return `You are ${session.role === 'editor' ? 'an editor' : 'a viewer'} here: only operators may ${what}`;
}
