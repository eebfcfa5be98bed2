import { hash } from 'node:crypto';
import type { Endpoint } from './model.ts';

/** 36^10 names: among a million flows of one conversation two share one with a chance of one in ten thousand. */
const LENGTH = 10;

/**
 * A flow's name: the conversation, `~` where the responder starts, and a digest of the names of its ends.
 * It stays the same however the rest of the hierarchy changes, so that a rule's comment can be found again.
 */
export function flowId(
  conversation: string,
  reverse: boolean,
  from: readonly Endpoint[],
  to: readonly Endpoint[],
): string {
  const digest = hash('sha256', `${endsKey(from)}>${endsKey(to)}`, 'hex').slice(0, 16);
  const short = BigInt(`0x${digest}`).toString(36).padStart(LENGTH, '0').slice(-LENGTH);
  return `${conversation}${reverse ? '~' : ''}#${short}`;
}

const keys = new WeakMap<readonly Endpoint[], string>();

/** Names and zones of the ends, as a key; the same list of ends gives it again without looking. */
export function endsKey(ends: readonly Endpoint[]): string {
  let key = keys.get(ends);
  if (key === undefined) {
    key = ends.map((e) => JSON.stringify([e.kind, e.name, e.zone, subnets(e)])).join();
    if (key.length > 256) key = hash('sha256', key, 'base64');
    keys.set(ends, key);
  }
  return key;
}

/** Peers on one subnet make a flow of their own for each subnet of a network. */
function subnets(endpoint: Endpoint): string {
  return endpoint.kind === 'clients' ? endpoint.networks.map((n) => n.text).join() : '';
}
