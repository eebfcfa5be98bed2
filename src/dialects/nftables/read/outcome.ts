/** What a rule does, and in which cases. */
import { ANY_PACKET, anyOf, TCP } from '../../../net/match.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { ANYTHING, bothOf, butNot, type Case, caseOf, dependent, IPV4, IPV6, TOO_LARGE } from './case.ts';
import { evaluate } from './evaluate.ts';
import { leavesOf } from './leaves.ts';
import type { ReadNftElement, ReadNftPart, ReadNftRule, ReadNftSpan, ReadNftVerdict } from './model.ts';
import type { Situation } from './situation.ts';

export type Effect =
  | { readonly kind: 'verdict'; readonly verdict: ReadNftVerdict }
  /** `ends`: the packet is accepted here. */
  | {
      readonly kind: 'change';
      readonly what: 'address' | 'tracking';
      readonly ends: boolean;
      readonly text: string;
    }
  /** The packets go on, and a helper follows their connection. */
  | { readonly kind: 'helper'; readonly protocol: string }
  | { readonly kind: 'unknown'; readonly text: string };

export interface Outcome {
  readonly cases: readonly Case[];
  readonly effect: Effect;
}

/**
 * An answer by ICMP of one family, or by TCP, is for packets that can get it: nft asks for them by itself, and its
 * listing leaves out the question that says so.
 */
const ANSWERABLE: Readonly<Record<'icmp' | 'icmpv6' | 'tcp', Case>> = {
  icmp: caseOf(IPV4),
  icmpv6: caseOf(IPV6),
  tcp: caseOf({ ...ANY_PACKET, services: [anyOf(TCP)] }),
};

/** Left to right, as the kernel does it; a rule without effect on packets has no outcome. */
export function outcomesOf(rule: ReadNftRule, situation: Situation): Outcome[] {
  const outcomes: Outcome[] = [];
  let cases: readonly Case[] = [ANYTHING];
  if (rule.displaced)
    cases = [dependent({ kind: 'not-understood', text: 'the place of the rule in its chain' })];
  for (const part of rule.parts) {
    switch (part.kind) {
      case 'match':
        cases = narrowed(cases, evaluate(part.selectors, part, situation), part, situation);
        break;
      case 'condition':
        cases = also(cases, {
          kind: part.on,
          text: `\`${part.text}\`${part.on === 'not-understood' ? ', which was not understood' : ''}`,
        });
        break;
      case 'vmap':
        for (const outcome of mapped(part, situation))
          outcomes.push({ ...outcome, cases: narrowed(cases, outcome.cases, part, situation) });
        break;
      case 'verdict':
        if (part.verdict.kind === 'reject' && part.verdict.answer)
          cases = narrowed(cases, [ANSWERABLE[part.verdict.answer]], rule.span, situation);
        if (part.verdict.kind !== 'continue') outcomes.push({ cases, effect: part });
        return outcomes;
      case 'change':
        outcomes.push({ cases, effect: part });
        if (part.ends) return outcomes;
        break;
      case 'helper': {
        const protocol = situation.helpers.get(part.name);
        if (protocol !== undefined) outcomes.push({ cases, effect: { kind: 'helper', protocol } });
        break;
      }
      case 'unknown': {
        const left = also(cases, {
          kind: 'not-understood',
          text: `\`${part.text}\`, which was not understood`,
        });
        const { verdict, text } = part;
        outcomes.push({
          cases: left,
          effect: verdict ? { kind: 'verdict', verdict } : { kind: 'unknown', text },
        });
        return outcomes;
      }
      case 'remark':
        break;
      default:
        part satisfies never;
    }
  }
  return outcomes;
}

function narrowed(
  cases: readonly Case[],
  more: readonly Case[],
  span: ReadNftSpan,
  situation: Situation,
): readonly Case[] {
  const both = bothOf(cases, more);
  if (both !== TOO_LARGE) return both;
  const text = situation.quote(span);
  situation.report('PT8006', {
    message: `\`${text}\` makes a rule of too many combinations`,
    help: 'What depends on it stays unproven',
  });
  return also(cases, { kind: 'not-understood', text: `\`${text}\`, which is too large` });
}

const also = (cases: readonly Case[], dependency: Dependency): readonly Case[] =>
  cases.map((item) => ({ ...item, depends: [...item.depends, dependency] }));

/** A verdict map, as one outcome for each verdict in it: its keys share no packet, so that their order is free. */
function mapped(part: Extract<ReadNftPart, { kind: 'vmap' }>, situation: Situation): Outcome[] {
  const { selectors, map, start, end } = part;
  const text = situation.quote(part);
  const all = (): readonly Case[] =>
    evaluate(selectors, { operator: '==', value: { kind: 'word', text: '*' }, start, end }, situation);
  const leaves = leavesOf(map, situation);
  if (leaves.unsure) {
    return [{ cases: also(all(), leaves.unsure), effect: { kind: 'unknown', text } }];
  }
  const groups = new Map<
    string,
    { readonly verdict: ReadNftVerdict | undefined; readonly elements: ReadNftElement[] }
  >();
  let rest: ReadNftVerdict | undefined;
  let hasRest = false;
  for (const element of leaves.elements) {
    const { key, verdict } = element;
    if (key.kind === 'word' && key.text === '*') {
      hasRest = true;
      rest = verdict;
      continue;
    }
    const name = verdict ? `${verdict.kind} ${'chain' in verdict ? verdict.chain : ''}` : '';
    const group = groups.get(name) ?? { verdict, elements: [] };
    groups.set(name, group);
    group.elements.push(element);
  }
  const outcomes: Outcome[] = [];
  const taken: Case[] = [];
  for (const { verdict, elements } of groups.values()) {
    const cases = evaluate(
      selectors,
      { operator: '==', value: { kind: 'set', elements }, start, end },
      situation,
    );
    for (const one of cases) taken.push(one);
    outcomes.push(...outcomeOf(verdict, cases, text));
  }
  if (hasRest) {
    const left = butNot(all(), taken);
    if (left !== TOO_LARGE) outcomes.push(...outcomeOf(rest, left, text));
    else outcomes.push({ cases: also(all(), tooLarge(text)), effect: { kind: 'unknown', text } });
  }
  return outcomes;
}

const tooLarge = (text: string): Dependency => ({
  kind: 'not-understood',
  text: `\`${text}\`, which is too large`,
});

function outcomeOf(verdict: ReadNftVerdict | undefined, cases: readonly Case[], text: string): Outcome[] {
  if (!verdict) return [{ cases: also(cases, tooLarge(text)), effect: { kind: 'unknown', text } }];
  return verdict.kind === 'continue' ? [] : [{ cases, effect: { kind: 'verdict', verdict } }];
}
