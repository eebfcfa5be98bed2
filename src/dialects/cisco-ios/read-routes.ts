import type { AddressRange } from '../../net/network.ts';
import type { Line } from '../source/command-lines.ts';
import { readHost, readNumber, readPrefix6 } from '../source/dotted.ts';
import type { Draft } from './draft.ts';
import { networkOfAddress } from './read-terms.ts';

/**
 * `ip route [vrf NAME] NETWORK MASK {NEXT-HOP | INTERFACE [NEXT-HOP]} [DISTANCE] …`, also `10.0.0.0/8`, and the same
 * with `ipv6 route`. False where it isn't understood.
 */
export function readRoute(draft: Draft, line: Line, vrf: string): boolean {
  const { words } = line;
  let at = 2;
  let table = vrf;
  if (words[at] === 'vrf') {
    table = words[at + 1] ?? '';
    at += 2;
  }
  // A default for what is learned otherwise.
  if (words[at] === 'static' || words[at] === 'profile') return true;
  const found = words[0] === 'ipv6' ? prefix6(words, at) : prefix4(words, at);
  if (!found) return false;
  const { range } = found;
  at = found.at;
  const target = words[at] ?? '';
  if (target === '') return false;
  const statement = draft.statement(line);
  const hop = readHost(target.split('/')[0]);
  if (hop) {
    const metric = metricOf(words[at + 1]);
    draft.routes.push({ statement, vrf: table, range, nextHop: hop, metric });
    return true;
  }
  // `GigabitEthernet 0/1` may be two words.
  const isSplit = /^[A-Za-z-]+$/.test(target) && /^\d/.test(words[at + 1] ?? '') && !readHost(words[at + 1]);
  const name = isSplit ? `${target}${words[at + 1]}` : target;
  at += isSplit ? 2 : 1;
  if (readHost(words[at])) at++;
  draft.routes.push({ statement, vrf: table, range, interface: name, metric: metricOf(words[at]) });
  return true;
}

function prefix4(words: readonly string[], at: number): { range: AddressRange; at: number } | undefined {
  const [word, mask] = words.slice(at, at + 2);
  const range = networkOfAddress(word, mask);
  return range && { range, at: at + (word?.includes('/') ? 1 : 2) };
}

function prefix6(words: readonly string[], at: number): { range: AddressRange; at: number } | undefined {
  const range = readPrefix6(words[at], true);
  return range && { range, at: at + 1 };
}

function metricOf(word: string | undefined): number {
  const value = readNumber(word, 255);
  return value < 0 ? 1 : value;
}
