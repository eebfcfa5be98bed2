import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { KNOWN_LATER, NOT_CONFIGURED } from '../source/terraform.ts';
import { type Fields, isEmpty, listOf, textOf, type Value } from '../source/value.ts';
import { cidrPeer, namedPeer } from './draft.ts';
import type { Direction, Peer, SecurityRule } from './model.ts';
import { serviceOf } from './service.ts';

/** What the parts of a rule are called where it has all of them itself. */
export interface FlatNames {
  readonly protocol: string;
  readonly from: string;
  readonly to: string;
  /** One address or a list of them. */
  readonly cidrs: readonly string[];
  readonly prefixLists: readonly string[];
  readonly groups: readonly string[];
  /** The members of the group itself, where it is true. */
  readonly self?: string;
  readonly description: string;
  readonly ignored: readonly string[];
}

/** Rules as templates and Terraform write them: one for each of their peers. */
export function flatRules(
  fields: Fields,
  names: FlatNames,
  direction: Direction,
  written: Written,
  own: string,
  reference: (value: Value) => string | undefined,
): readonly SecurityRule[] {
  for (const name of names.ignored) fields.take(name);
  const name = textOf(fields.take(names.description));
  const service = serviceOf(fields.take(names.protocol), fields.take(names.from), fields.take(names.to));
  const values = (keys: readonly string[]): readonly Value[] =>
    keys.flatMap((key) => {
      const value = fields.take(key);
      // The provider leaves to AWS what is not configured, and AWS leaves it out.
      const isOpen = value?.kind === 'expression' && value.text === NOT_CONFIGURED;
      return isOpen || isEmpty(value) ? [] : listOf(value);
    });
  const named = (kind: 'group' | 'prefix-list', value: Value): Peer =>
    value.kind === 'expression' && value.text.startsWith(KNOWN_LATER)
      ? { kind: 'unknown', text: `a ${kind}, which is ${value.text}` }
      : namedPeer(kind, reference(value));
  const peers: Peer[] = [
    ...values(names.cidrs).map(cidrPeer),
    ...values(names.prefixLists).map((value) => named('prefix-list', value)),
    ...values(names.groups).map((value) => named('group', value)),
  ];
  const self = names.self === undefined ? undefined : fields.take(names.self);
  if (self?.kind === 'boolean' ? self.truth : !isEmpty(self)) peers.push({ kind: 'group', id: own });
  const doubts = fields.rest().map(([key]) => `${quoted(key)}, which was not understood`);
  if (peers.length === 0) peers.push({ kind: 'unknown', text: 'an address that is not said' });
  return peers.map((peer) => ({ ...written, direction, service, peer, doubts, ...(name && { name }) }));
}
