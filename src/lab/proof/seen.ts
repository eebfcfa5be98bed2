/** What an answer says of a conversation, and of the filters on its way. */
import type { Seen } from './asking.ts';
import type { Unplanned } from './matrix.ts';

/**
 * Whether a filter said no. Every host listens on every port of TCP that is asked, so a reset is a filter's; the kernel
 * of a host says "port unreachable" for UDP, and no filter here does.
 */
export function isRejected({ transport }: Unplanned, { outcome, arrived }: Seen): boolean {
  return !arrived && (outcome === 'rejected' || (outcome === 'refused' && transport === 'tcp'));
}

/** Whether a packet got to the other end. */
export function gotThere(one: Unplanned, it: Seen): boolean {
  return it.arrived || it.outcome === 'open' || (it.outcome === 'refused' && one.transport !== 'tcp');
}

export function seenText({ outcome, arrived, error }: Seen): string {
  const record = arrived ? '; it reached the other end' : '';
  const texts = {
    open: 'it was answered',
    refused: 'it was refused',
    rejected: `it was rejected (${error})`,
    silent: 'nothing came back',
    unroutable: 'the host knows no way there',
    failed: `it could not be asked (${error})`,
  } as const;
  return texts[outcome] + (outcome === 'open' ? '' : record);
}

/** Whether a packet was dropped without a word; the own firewall's refusal to send is told at once. */
export function isBlocked({ outcome, arrived, error }: Seen): boolean {
  return (outcome === 'silent' || error === 'EPERM') && !arrived;
}
