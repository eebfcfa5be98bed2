import type { IptablesOption, IptablesRule, IptablesTable } from './model.ts';
import { DEPENDENT_MODULES } from './modules.ts';
import { isKnownOption } from './options.ts';

/** What a rule does with what it matches. */
export type Effect =
  | { readonly kind: 'permit' | 'deny' | 'unknown' | 'return' | 'translate' | 'untrack' | 'nothing' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | { readonly kind: 'undefined'; readonly name: string };

const nothing: Effect = Object.freeze({ kind: 'nothing' });

const TARGETS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['ACCEPT', { kind: 'permit' }],
  ['DROP', { kind: 'deny' }],
  ['REJECT', { kind: 'deny' }],
  ['TARPIT', { kind: 'deny' }],
  ['RETURN', { kind: 'return' }],
  ...['QUEUE', 'NFQUEUE', 'SYNPROXY'].map((name) => [name, { kind: 'unknown' }] as const),
  // These change the destination, before it is judged.
  ...['DNAT', 'REDIRECT', 'NETMAP', 'DNPT', 'TPROXY', 'BALANCE', 'SAME'].map(
    (name) => [name, { kind: 'translate' }] as const,
  ),
  ['NOTRACK', { kind: 'untrack' }],
]);

/** Targets after which the next rule is asked, and source translation, which comes after all judging. */
const PASSING: ReadonlySet<string> = new Set(
  (
    'AUDIT CHECKSUM CLASSIFY CONNMARK CONNSECMARK CT DSCP ECN HL HMARK IDLETIMER LED LOG MARK ' +
    'MASQUERADE NFLOG RATEEST SECMARK SET SNAT SNPT TCPMSS TCPOPTSTRIP TEE TOS TRACE TTL ULOG'
  ).split(' '),
);

/** What a rule's target means; a chain of the same table goes before a target of that name. */
export function effectOf(rule: IptablesRule, table: IptablesTable): Effect {
  let effect: Effect | undefined;
  for (const { name, values, negated } of rule.options) {
    if (name !== 'jump' && name !== 'goto') continue;
    const target = values[0] ?? '';
    if (negated) return { kind: 'unknown' };
    if (table.chains.has(target)) effect = { kind: name, chain: target };
    else if (name === 'goto') effect = { kind: 'undefined', name: target };
    else effect = builtIn(rule, target);
  }
  // Without a target, a rule only counts; but what wasn't understood may have been meant as one.
  return effect ?? (rule.options.every(isExplained) ? nothing : { kind: 'unknown' });
}

function isExplained({ name, of }: IptablesOption): boolean {
  return (
    isKnownOption(name) || (name !== '' && (DEPENDENT_MODULES.has(of) || of === 'set' || of === 'conntrack'))
  );
}

function builtIn(rule: IptablesRule, target: string): Effect {
  if (target === 'CT' && rule.options.some(({ name }) => name === 'notrack')) return { kind: 'untrack' };
  return TARGETS.get(target) ?? (PASSING.has(target) ? nothing : { kind: 'undefined', name: target });
}

/** Whether a target is one of iptables' own, so that its options are known to decide nothing. */
export function isTarget(name: string): boolean {
  return TARGETS.has(name) || PASSING.has(name);
}
