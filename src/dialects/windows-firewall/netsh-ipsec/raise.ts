import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { ANY_PACKET } from '../../../net/match.ts';
import { ANY_STATE } from '../../../net/state.ts';
import type { Configuration, FilterRule, Ruleset } from '../../../policy/ruleset.ts';
import type { RaiseContext } from '../../reader.ts';
import { Findings, quoted } from '../../source/findings.ts';
import { type Box, matchOf } from './boxes.ts';
import { exemptOf } from './exemptions.ts';
import { inOrder, type Placed } from './order.ts';
import type { ReadStatic } from './parse.ts';
import { type FilterPart, filterPartsOf } from './policy-parts.ts';
import { type Store, storeOf } from './store.ts';

/**
 * What the assigned policy does with packets to and from the host: lets them pass, discards them, or takes them inside
 * of IPsec only. Each packet is judged by itself, those that answer, too; no filter says which end is the host's, so
 * that the same rules hold both ways. What no filter matches passes as it is.
 */
export function raiseStatic(
  { file, entries }: ReadStatic,
  context: RaiseContext,
): { readonly configuration: Configuration; readonly diagnostics: readonly Diagnostic[] } {
  const findings = new Findings();
  const store = storeOf(entries, findings);
  const policy = store.assigned;
  const rules: FilterRule[] = store.doubts.slice(0, MOST_DOUBTS).map((written) => ({
    ...written,
    action: 'unknown',
    matches: [ANY_PACKET],
    states: ANY_STATE,
    depends: [{ kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` }],
  }));
  if (policy) {
    sayOthers(store, findings);
    const parts = filterPartsOf(store, policy, context, findings);
    const placed = inOrder(parts);
    if (placed) rules.push(...joined(placed));
    else {
      const message = `the policy ${quoted(policy.name)} has so many filters that it is not found out which one decides`;
      findings.add('PT8006', { message, place: policy.at.place });
      rules.push({ ...unproven(policy.at, message), matches: [ANY_PACKET] });
    }
  } else sayNone(file, store, findings);
  const ruleset = (hook: 'in' | 'out'): Ruleset => ({
    name: `IPsec${policy ? ` policy ${quoted(policy.name)}` : ''}, ${hook}bound`,
    hook,
    order: 'first-match',
    stateful: false,
    rules,
    otherwise: { action: 'permit', text: 'no filter of IPsec matches, so that it passes as it is' },
  });
  const rulesets = policy || rules.length > 0 ? [ruleset('in'), ruleset('out')] : [];
  return {
    configuration: { dialect: 'windows-netsh-ipsec', file, rulesets },
    diagnostics: findings.all(),
  };
}

const MOST_DOUBTS = 20;

function sayOthers({ policies, assigned }: Store, findings: Findings): void {
  for (const policy of policies.values())
    if (policy !== assigned)
      findings.add('PT8004', {
        message: `the policy ${quoted(policy.name)} is not assigned, so that it has no effect`,
        place: policy.at.place,
      });
}

function sayNone(file: string, { policies, doubts }: Store, findings: Findings): void {
  if (doubts.length > 0) return;
  const names = [...policies.values()].slice(0, 5).map(({ name }) => quoted(name));
  findings.add('PT8007', {
    message:
      names.length === 0
        ? `${file} makes no IPsec policy`
        : `${file} assigns none of its IPsec policies (${names.join(', ')}), so that none has an effect`,
    help: 'Only an assigned policy judges packets: netsh ipsec static set policy name=… assign=yes',
  });
}

function unproven(
  { place, span, text }: Pick<FilterRule, 'place' | 'span' | 'text'>,
  why: string,
): Omit<FilterRule, 'matches'> {
  return {
    action: 'unknown',
    states: ANY_STATE,
    depends: [{ kind: 'other', text: why }],
    place,
    span,
    text,
  };
}

/**
 * Parts of one filter that stand together are one rule. Of filters that secure packets, what closes stands behind all
 * that stand together, so that none of them takes another one's packets away.
 */
function joined(placed: readonly Placed<FilterPart>[]): FilterRule[] {
  const rules: FilterRule[] = [];
  let closing: FilterRule[] = [];
  let last: { readonly part: FilterPart; readonly boxes: Box[] } | undefined;
  const close = (): void => {
    rules.push(...closing);
    closing = [];
  };
  const flush = (): void => {
    if (!last) return;
    const { part, boxes } = last;
    const matches = boxes.map(matchOf);
    const exempt = part.rule.action === 'deny' ? boxes.flatMap(exemptOf) : [];
    if (!part.closing) close();
    if (exempt.length > 0) rules.push({ ...unproven(part.rule, EXEMPTION), matches: exempt.map(matchOf) });
    rules.push({ ...part.rule, matches });
    if (part.closing) closing.push({ ...part.closing, matches });
    last = undefined;
  };
  for (const item of placed) {
    if (item.kind === 'either') {
      flush();
      close();
      const { one, other, box } = item;
      rules.push({ ...unproven(other.rule, whyEither(one, other)), matches: [matchOf(box)] });
    } else if (last?.part.rule === item.part.rule) last.boxes.push(item.part.box);
    else {
      flush();
      last = { part: item.part, boxes: [item.part.box] };
    }
  }
  flush();
  close();
  return rules;
}

const EXEMPTION = 'what the host exempts from IPsec (ESP and IKE, DHCP, ICMP, multicast)';

function whyEither(one: FilterPart, other: FilterPart): string {
  const line = ({ rule }: FilterPart): string => `line ${rule.place.line}`;
  return `which of two filters Windows takes for the more specific one (${line(one)} and ${line(other)})`;
}
