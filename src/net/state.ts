/**
 * What a filter that follows connections knows of a packet. A packet `NEW` is the first one of a connection: for TCP
 * the one with SYN and without ACK, which is why a rule for "new, but not SYN" matches no packet here.
 */
export type StateSet = number;

export const NEW: StateSet = 1;
export const ESTABLISHED: StateSet = 2;
export const RELATED: StateSet = 4;
export const INVALID: StateSet = 8;
export const UNTRACKED: StateSet = 16;
/** A rule that doesn't ask. */
export const ANY_STATE: StateSet = 31;
