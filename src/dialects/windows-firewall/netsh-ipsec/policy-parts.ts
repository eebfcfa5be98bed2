import { ANY_STATE } from '../../../net/state.ts';
import type { Dependency, FilterRule } from '../../../policy/ruleset.ts';
import { type Findings, quoted } from '../../source/findings.ts';
import type { HostContext } from './ends.ts';
import { partsOf } from './filter-parts.ts';
import type { Ordered } from './order.ts';
import { isNoWord, isYes, keyOf, type Store, type Stored, type StoredList } from './store.ts';

/** What a filter does, without its packets. */
export type PartRule = Omit<FilterRule, 'matches'>;

/** Some of a filter's packets with the rule that they belong to; parts with the same reasons share it. */
export interface FilterPart extends Ordered {
  readonly rule: PartRule;
  /** What becomes of packets that the rule takes inside of IPsec only, where they are not: they are discarded. */
  readonly closing?: PartRule;
}

/** The filters of a policy, in the order of its rules, which decides nothing. */
export function filterPartsOf(
  store: Store,
  policy: Stored,
  context: HostContext,
  findings: Findings,
): FilterPart[] {
  const work: Work = { context, findings };
  const rules = [...store.rules.values()].filter(
    (rule) => keyOf(rule.fields.get('policy')) === keyOf(policy.name),
  );
  if (rules.length === 0)
    findings.add('PT8004', {
      message: `the policy ${quoted(policy.name)} has no rule, so that everything passes as it is`,
      place: policy.at.place,
    });
  return rules.flatMap((rule) => partsOfRule(store, rule, work));
}

interface Work {
  readonly context: HostContext;
  readonly findings: Findings;
}

const EVERYTHING: Stored['fields'] = new Map([
  ['srcaddr', null],
  ['dstaddr', null],
]);

function partsOfRule(store: Store, rule: Stored, { context, findings }: Work): FilterPart[] {
  const { fields, at, name } = rule;
  if (isNoWord(fields.get('activate'))) {
    const message = `the rule ${quoted(name)} is switched off`;
    findings.add('PT8004', { message, place: at.place });
    return [];
  }
  const list = store.lists.get(keyOf(fields.get('filterlist')) ?? '');
  const action = store.actions.get(keyOf(fields.get('filteraction')) ?? '');
  if (!list) missing('filter list', fields.get('filterlist'), rule, findings);
  if (!action) missing('filter action', fields.get('filteraction'), rule, findings);
  const outcome = outcomeOf(action, name);
  const conditions = conditionsOf(rule, findings);
  // Of a list that isn't here, every packet may be one.
  const filters = list?.filters ?? [{ name: '', fields: EVERYTHING, at, isUnclear: true }];
  return filters.flatMap((filter) =>
    partsOfFilter(filter, { rule, list, outcome, conditions }, { context, findings }),
  );
}

interface Around {
  readonly rule: Stored;
  readonly list: StoredList | undefined;
  readonly outcome: Outcome;
  readonly conditions: readonly Dependency[];
}

function partsOfFilter(
  filter: Stored,
  { rule, list, outcome, conditions }: Around,
  { context, findings }: Work,
): FilterPart[] {
  const { parts, strange, unknownWords } = partsOf(filter, context);
  const { place } = filter.at;
  if (strange.length > 0 && list)
    findings.add('PT8002', {
      message: `a part of the filter was not understood: ${strange.slice(0, 5).map(quoted).join(', ')}`,
      place,
    });
  for (const word of unknownWords)
    findings.once(word, 'PT8005', {
      message: `which addresses ${quoted(word)} stands for is not known, so that what filters for it decide is unproven`,
      place,
      help: `Say it with --interface ${word}=10.20.30.40`,
    });
  /** By the reasons why it may not match: parts with the same ones are one rule. */
  const rules = new Map<string, Pick<FilterPart, 'rule' | 'closing' | 'outcome'>>();
  return parts.map(({ box, depends, isRange }): FilterPart => {
    const key = JSON.stringify(depends);
    let own = rules.get(key);
    if (!own) {
      const around = [...depends, ...conditions];
      // What is not understood may change what becomes of the packets, too.
      const isUnclear = around.some(({ kind }) => kind === 'not-understood');
      const shared = {
        ...filter.at,
        states: ANY_STATE,
        name: rule.name,
        ...(list && { via: [{ place: rule.at.place, text: rule.at.text }] }),
      };
      own = {
        outcome: isUnclear ? 'unclear' : outcome.kind,
        rule: {
          ...shared,
          action: isUnclear ? 'unknown' : outcome.action,
          depends: [...around, ...outcome.depends],
        },
        ...(outcome.kind === 'secure' && {
          closing: { ...shared, action: isUnclear ? 'unknown' : 'deny', depends: around },
        }),
      };
      rules.set(key, own);
    }
    const isExact = depends.length === 0 && conditions.length === 0;
    return { box, isExact, isRange, ...own };
  });
}

interface Outcome extends Pick<FilterRule, 'action' | 'depends'> {
  readonly kind: string;
}

/** Left out, the action is to negotiate, and neither `inpass` nor `soft` holds. */
function outcomeOf(action: Stored | undefined, rule: string): Outcome {
  if (!action)
    return {
      kind: 'missing',
      action: 'unknown',
      depends: [{ kind: 'name', text: 'a filter action that is not defined' }],
    };
  const word = action.fields.get('action')?.toLowerCase() ?? 'negotiate';
  if (word === 'permit') return { kind: word, action: 'permit', depends: [] };
  if (word === 'block') return { kind: word, action: 'deny', depends: [] };
  const isRequired = ['inpass', 'soft'].every((tag) => {
    const value = action.fields.get(tag);
    return value === undefined || isNoWord(value);
  });
  if (word === 'negotiate' && isRequired)
    return {
      kind: 'secure',
      action: 'permit',
      depends: [{ kind: 'security', text: `IPsec (rule ${rule})`, value: rule }],
    };
  if (word === 'negotiate')
    return {
      kind: 'asked',
      action: 'unknown',
      depends: [{ kind: 'other', text: 'whether IPsec is used, which the filter action does not require' }],
    };
  return {
    kind: 'strange',
    action: 'unknown',
    depends: [{ kind: 'not-understood', text: `the action ${quoted(word)}, which was not understood` }],
  };
}

/** What beside the packet decides whether a rule holds, and what of it isn't understood. */
function conditionsOf({ fields, at, isUnclear }: Stored, findings: Findings): Dependency[] {
  const conditions: Dependency[] = [];
  const unread = (text: string): void => {
    conditions.push({ kind: 'not-understood', text: `${quoted(text)}, which was not understood` });
    findings.add('PT8002', {
      message: `a part of the rule was not understood: ${quoted(text)}`,
      place: at.place,
    });
  };
  if (isUnclear)
    conditions.push({ kind: 'not-understood', text: 'a part of the rule, which was not understood' });
  const activate = fields.get('activate');
  if (activate !== undefined && !isYes(activate)) unread(`activate=${activate}`);
  const type = fields.get('conntype')?.toLowerCase() ?? 'all';
  if (type === 'lan' || type === 'dialup')
    conditions.push({ kind: 'interface', text: `the type of the connection (${type})` });
  else if (type !== 'all') unread(`conntype=${type}`);
  // A tunnel's ends are none of the packet that travels in it.
  const tunnel = fields.get('tunnel');
  if (tunnel !== undefined && tunnel !== '' && tunnel !== '0.0.0.0') unread(`tunnel=${tunnel}`);
  return conditions;
}

function missing(what: string, name: string | null | undefined, { at }: Stored, findings: Findings): void {
  findings.add('PT8003', {
    message: `the ${what} ${quoted(name ?? '')} of the rule is not made in this text`,
    place: at.place,
    help: 'Give all the commands that make the policy',
  });
}
