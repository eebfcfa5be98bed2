import { digest } from './digest.ts';
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
  const short = digest(`${endsDigest(from)}>${endsDigest(to)}`)
    .toString(36)
    .padStart(LENGTH, '0')
    .slice(-LENGTH);
  return `${conversation}${reverse ? '~' : ''}#${short}`;
}

const keys = new WeakMap<readonly Endpoint[], string>();
const digests = new WeakMap<readonly Endpoint[], string>();

/** Names and zones of the ends, as a key; the same list of ends gives it again without looking. */
export function endsKey(ends: readonly Endpoint[]): string {
  let key = keys.get(ends);
  if (key === undefined) {
    key = ends.map(endKey).join();
    keys.set(ends, key);
  }
  return key;
}

function endsDigest(ends: readonly Endpoint[]): string {
  let text = digests.get(ends);
  if (text === undefined) {
    text = digest(endsKey(ends)).toString(36);
    digests.set(ends, text);
  }
  return text;
}

const endKeys = new WeakMap<Endpoint, string>();

function endKey(end: Endpoint): string {
  let key = endKeys.get(end);
  if (key === undefined) {
    key = JSON.stringify([end.kind, end.name, end.zone, subnets(end)]);
    endKeys.set(end, key);
  }
  return key;
}

/** Peers on one subnet make a flow of their own for each subnet of a network. */
function subnets(endpoint: Endpoint): string {
  return endpoint.kind === 'clients' ? endpoint.networks.map((n) => n.text).join() : '';
}
