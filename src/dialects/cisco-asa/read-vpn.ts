/** Tunnels: which packets come out of one, and whether access lists are asked about them. */

import type { Line } from '../source/command-lines.ts';
import type { Draft } from './draft.ts';
import { readRange } from './read-terms.ts';

/** `crypto map`, `crypto dynamic-map` and `crypto ikev2 enable`. */
export function readCrypto(draft: Draft, line: Line): void {
  const [, kind, name = '', ...rest] = line.words;
  const { vpn } = draft;
  if ((kind === 'ikev1' || kind === 'ikev2' || kind === 'isakmp') && name === 'enable') {
    if (rest[0] !== undefined) vpn.clients.add(rest[0]);
    return;
  }
  if (kind !== 'map' && kind !== 'dynamic-map') return;
  if (kind === 'map' && rest[0] === 'interface') {
    const of = vpn.maps.get(rest[1] ?? '') ?? new Set();
    vpn.maps.set(rest[1] ?? '', of.add(name));
    return;
  }
  const [, ...what] = rest;
  const statement = draft.statement(line);
  if (what[0] === 'match' && what[1] === 'address' && what[2] !== undefined)
    vpn.entries.push({ map: `${kind} ${name}`, statement, list: what[2] });
  if (what[0] === 'ipsec-isakmp' && what[1] === 'dynamic' && what[2] !== undefined)
    vpn.entries.push({ map: `map ${name}`, statement, dynamic: `dynamic-map ${what[2]}` });
}

/** `ip local pool NAME 10.99.0.1-10.99.0.254 mask 255.255.255.0`. */
export function readPool(draft: Draft, line: Line): void {
  const [, local, pool, , range = ''] = line.words;
  if (local !== 'local' || pool !== 'pool') return;
  const [from, to] = range.split('-');
  const term = readRange(from, to ?? from);
  if (term?.kind === 'range') draft.vpn.pools.push({ statement: draft.statement(line), range: term.range });
}

/** `enable outside` under `webvpn`. */
export function readWebVpn(draft: Draft, { words }: Line): void {
  if (words[0] === 'enable' && words[1] !== undefined) draft.vpn.clients.add(words[1]);
}

/** `vpn-filter value LIST` under `group-policy GP attributes`. */
export function readGroupPolicy(draft: Draft, line: Line): void {
  const [command, value, list] = line.words;
  if (command === 'vpn-filter' && value === 'value' && list !== undefined)
    draft.vpn.filters.push(draft.statement(line));
}
