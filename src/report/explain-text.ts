import { visible } from '../diagnostics/visible.ts';
import { formatPacket } from '../net/packet.ts';
import { NEW, type StateSet } from '../net/state.ts';
import type { FilterRule, Otherwise, Ruleset } from '../policy/ruleset.ts';
import type { Judgement, Verdict } from '../verify/judge.ts';
import { assumedText } from './assumed.ts';
import { wrap } from './display-width.ts';
import { askedRules, type Explanation, stateNames } from './explanation.ts';
import { type Entry, labelledLines } from './labelled.ts';
import { NARROWEST } from './table.ts';
import { counted, pointText } from './words.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  permit: 'Permitted',
  deny: 'Denied',
  depends: 'Not certain',
};

const ACTIONS: Readonly<Record<FilterRule['action'], string>> = {
  permit: 'permits',
  deny: 'denies',
  unknown: 'may permit and may deny',
};

const WAYS: Readonly<Record<Ruleset['hook'], string>> = {
  forward: 'through',
  in: 'into',
  out: 'out of',
};

/** Conditional lines that are told of one rule set; the JSON form has all. */
const SHOWN = 10;

/** What becomes of a packet, for a person: by which line of each rule set, how one gets there, and what it hangs on. */
export function explainText(explanation: Explanation, options: { readonly width: number }): string {
  const { packet, state, verdict, judgements, hook, configuration } = explanation;
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const states = stateNames(state).join(', ');
  const head = `${VERDICTS[verdict]}: ${formatPacket(packet)} (${states}) ${WAYS[hook]} ${configuration.file}`;
  const body = judgements.flatMap((judgement) => ['', ...judgementLines(judgement, state, width)]);
  const nothing =
    judgements.length === 0 ? ['', 'No rule set judges packets on this way: they all pass.'] : [];
  const { assumed = [] } = configuration;
  const notes = assumed.flatMap((line) => ['', ...wrap(visible(assumedText(line)), width)]);
  return `${[...wrap(visible(head), width), ...body, ...nothing, ...notes].join('\n')}\n`;
}

function judgementLines(judgement: Judgement, state: StateSet, width: number): string[] {
  const { ruleset, verdict } = judgement;
  const word = judgement.by === 'bypassed' ? 'not judged here' : VERDICTS[verdict].toLowerCase();
  return [
    ...wrap(visible(`${ruleset.name}: ${word}`), width),
    ...labelledLines(entries(judgement, state), width),
  ];
}

function entries(judgement: Judgement, state: StateSet): Entry[] {
  const { ruleset, rule, conditional, by } = judgement;
  if (by === 'bypassed') return [['because', bypassText(ruleset, state)]];
  const maybe = conditional.slice(0, SHOWN).map((each): Entry => ['maybe', conditionalText(each)]);
  const more = conditional.length - maybe.length;
  return [
    ...maybe,
    ...(more > 0 ? [['maybe', `… and ${more} more: --format json lists them`] as const] : []),
    ...(rule?.via ?? []).map(({ place, text }): Entry => ['via', `${pointText(place)}: ${text}`]),
    [maybe.length > 0 ? 'else' : 'by', rule ? ruleText(rule) : defaultText(ruleset.otherwise)],
    ['asked', askedText(judgement)],
  ];
}

function bypassText({ stateful }: Ruleset, state: StateSet): string {
  return stateful && state !== NEW
    ? 'it belongs to a connection whose first packet was permitted, or is none of the packets that are judged here'
    : 'it is none of the packets that are judged here';
}

/** `core.nft:41:5: tcp dport 445 drop ("no SMB"), which denies`. */
function ruleText({ place, text, name, action }: FilterRule): string {
  const known = name === undefined || text.includes(name) ? '' : ` ("${name}")`;
  return `${pointText(place)}: ${text}${known}, which ${ACTIONS[action]}`;
}

function conditionalText(rule: FilterRule): string {
  const depends = rule.depends.map((dependency) => dependency.text);
  return depends.length === 0 ? ruleText(rule) : `${ruleText(rule)}; depends on ${depends.join(' and on ')}`;
}

function defaultText({ place, text, action }: Otherwise): string {
  return `the default${place ? `, ${pointText(place)}` : ''}: ${text}, which ${ACTIONS[action]}`;
}

function askedText(judgement: Judgement): string {
  const total = judgement.ruleset.rules.length;
  const asked = askedRules(judgement);
  return asked === total ? `all of ${counted(total, 'rule')}` : `${asked} of ${counted(total, 'rule')}`;
}
