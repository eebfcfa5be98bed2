import { type Lines, writtenAt } from '../source/lines.ts';
import type { Condition, DefaultRule, Rulebase, SecurityRule, Translation } from './model.ts';
import { childOf, entriesOf, type Node, singleOf, strangersIn, valuesOf } from './tree.ts';

export const NO_RULES: Rulebase = Object.freeze({
  rules: [],
  signIn: [],
  translations: [],
  forwarding: [],
});

/** Security rules with what belongs to them. */
export function readRulebase(node: Node | undefined, lines: Lines): Rulebase {
  if (!node) return NO_RULES;
  const defaults = childOf(node, 'default-security-rules', 'rules');
  const intrazone = readDefault(childOf(defaults, 'intrazone-default'), lines);
  const interzone = readDefault(childOf(defaults, 'interzone-default'), lines);
  return {
    rules: entriesOf(childOf(node, 'security', 'rules')).map((rule) => readRule(rule, lines)),
    signIn: ['authentication', 'captive-portal'].flatMap((kind) =>
      entriesOf(childOf(node, kind, 'rules')).flatMap((rule) => readSignIn(rule, lines)),
    ),
    ...(intrazone && { intrazone }),
    ...(interzone && { interzone }),
    translations: entriesOf(childOf(node, 'nat', 'rules')).flatMap((rule) => readTranslation(rule, lines)),
    forwarding: entriesOf(childOf(node, 'pbf', 'rules'))
      .filter((rule) => singleOf(childOf(rule, 'disabled')) !== 'yes')
      .map((rule) => writtenAt(lines, rule.start, rule.end)),
  };
}

const DENIALS: ReadonlySet<string> = new Set(['deny', 'drop', 'reset-client', 'reset-server', 'reset-both']);

function actionOf(node: Node | undefined): 'permit' | 'deny' | 'unknown' {
  const action = singleOf(node);
  if (action === 'allow') return 'permit';
  return action !== undefined && DENIALS.has(action) ? 'deny' : 'unknown';
}

function readDefault(node: Node | undefined, lines: Lines): DefaultRule | undefined {
  if (!node) return undefined;
  const action = childOf(node, 'action');
  const written = writtenAt(lines, node.start, node.end);
  const isUnknown = strangersIn(node).length > 0;
  return {
    written,
    action: isUnknown ? 'unknown' : actionOf(action),
    says: action !== undefined || isUnknown,
  };
}

const SIDES = ['from', 'to', 'source', 'destination', 'application', 'service'] as const;
const TYPES: ReadonlySet<string> = new Set(['universal', 'intrazone', 'interzone']);
const YES_OR_NO: ReadonlySet<string> = new Set(['yes', 'no']);

function readRule(node: Node, lines: Lines): SecurityRule {
  const values = (key: string): readonly string[] => valuesOf(node.children.get(key));
  const value = (key: string): string | undefined => singleOf(node.children.get(key));
  const type = value('rule-type') ?? 'universal';
  const odd = ['disabled', 'negate-source', 'negate-destination']
    .filter((key) => !YES_OR_NO.has(value(key) ?? 'no'))
    .concat(TYPES.has(type) ? [] : ['rule-type']);
  // `any` stands alone; what it means beside others nobody says.
  const crowded = SIDES.filter((key) => values(key).length > 1 && values(key).includes('any'));
  const strangers = [
    ...strangersIn(node),
    ...odd.flatMap((key) => node.children.get(key) ?? []),
    ...crowded.flatMap((key) => node.children.get(key) ?? []),
  ];
  return {
    name: node.key,
    written: { ...writtenAt(lines, node.start, node.end), text: textOf(node, lines) },
    type: type === 'intrazone' || type === 'interzone' ? type : 'universal',
    from: values('from'),
    to: values('to'),
    source: values('source'),
    destination: values('destination'),
    application: values('application'),
    service: values('service'),
    negateSource: value('negate-source') === 'yes',
    negateDestination: value('negate-destination') === 'yes',
    action: actionOf(node.children.get('action')),
    disabled: value('disabled') === 'yes',
    conditions: conditionsOf(node),
    torn: crowded.length > 0 || strangers.some((stranger) => 'torn' in stranger && stranger.torn === true),
    strangers: strangers.slice(0, 20).map(({ start, end }) => writtenAt(lines, start, end)),
  };
}

/** What lets everybody pass without a question. */
const NO_SIGN_IN: ReadonlySet<string> = new Set(['default-no-captive-portal', 'no-captive-portal']);

/** An authentication rule, as a security rule that denies who has not signed in. */
function readSignIn(node: Node, lines: Lines): readonly SecurityRule[] {
  const how = singleOf(childOf(node, 'authentication-enforcement')) ?? singleOf(childOf(node, 'action'));
  const rule = readRule(node, lines);
  if (rule.disabled || (how !== undefined && NO_SIGN_IN.has(how))) return [];
  const text = `who has signed in (authentication rule ${JSON.stringify(node.key)})`;
  const conditions: Condition[] = [{ kind: 'user', text }, ...rule.conditions];
  const written = writtenAt(lines, node.start, node.end);
  return [{ ...rule, written, application: ['any'], action: 'deny', conditions }];
}

const SHOWN =
  `rule-type from to source negate-source destination negate-destination source-user category application
service schedule action disabled`.split(/\s+/);
const LONGEST = 200;
const MOST_VALUES = 20;

/** A rule on one line, as a person would type it: it stands on many, or in many elements. */
function textOf(node: Node, { text }: Lines): string {
  const head = /^(?:\S{1,100}# )?set ((?:[^\n]{0,200} )?(?:pre-|post-)?rulebase security rules )/.exec(
    text.slice(node.start, node.start + 400),
  );
  const word = (value: string): string => (/^[^\s"'[\]{};]+$/.test(value) ? value : JSON.stringify(value));
  const parts = SHOWN.flatMap((key) => {
    const values = valuesOf(node.children.get(key)).slice(0, MOST_VALUES).map(word);
    if (values.length === 0) return [];
    return `${key} ${values.length === 1 ? values[0] : `[ ${values.join(' ')} ]`}`;
  });
  const line = `${head ? `set ${head[1]}` : 'security rule '}${word(node.key)} ${parts.join(' ')}`.trimEnd();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

/** What else a rule asks for, and how it is called. */
const ASKED: readonly (readonly [key: string, kind: Condition['kind'], what: string])[] = [
  ['source-user', 'user', 'the user'],
  ['category', 'other', 'the URL category'],
  ['hip-profiles', 'other', 'the HIP profile'],
  ['source-hip', 'other', 'the HIP profile of the source,'],
  ['destination-hip', 'other', 'the HIP profile of the destination,'],
  ['source-device', 'other', 'the device of the source,'],
  ['destination-device', 'other', 'the device of the destination,'],
  ['source-imsi', 'other', 'the subscriber'],
  ['source-imei', 'other', 'the equipment'],
  ['source-nw-slice', 'other', 'the network slice'],
  ['saas-user-list', 'other', 'the list of users'],
  ['saas-tenant-list', 'other', 'the list of tenants'],
];
/** `no-hip` is for hosts that send no report: still a question. */
const NOTHING_ASKED: ReadonlySet<string> = new Set(['any', '']);

function conditionsOf(node: Node): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const [key, kind, what] of ASKED) {
    const asked = valuesOf(node.children.get(key));
    if (asked.every((value) => NOTHING_ASKED.has(value))) continue;
    const shown = asked.slice(0, 3).map((v) => JSON.stringify(v));
    conditions.push({
      kind,
      text: `${what} ${shown.join(' or ')}${asked.length > 3 ? ' or …' : ''}`,
      value: asked.join(' '),
    });
  }
  const schedule = singleOf(node.children.get('schedule'));
  if (schedule !== undefined && schedule !== '')
    conditions.push({ kind: 'schedule', text: `the schedule ${JSON.stringify(schedule)}`, value: schedule });
  const target = node.children.get('target');
  const isAimed =
    valuesOf(childOf(target, 'devices')).length > 0 ||
    valuesOf(childOf(target, 'tags')).length > 0 ||
    singleOf(childOf(target, 'negate')) === 'yes';
  if (isAimed) conditions.push({ kind: 'other', text: 'which firewalls the rule is meant for (target)' });
  return conditions;
}

/** Source translation happens behind the rules; only what exchanges destinations matters to them. */
function readTranslation(node: Node, lines: Lines): readonly Translation[] {
  if (singleOf(childOf(node, 'disabled')) === 'yes') return [];
  const isInward =
    node.children.has('destination-translation') || node.children.has('dynamic-destination-translation');
  const fixed = childOf(node, 'source-translation', 'static-ip');
  const back =
    singleOf(childOf(fixed, 'bi-directional')) === 'yes'
      ? valuesOf(childOf(fixed, 'translated-address'))
      : [];
  const destinations = [...(isInward ? orAny(valuesOf(childOf(node, 'destination'))) : []), ...back];
  const written = writtenAt(lines, node.start, node.end);
  return destinations.length > 0 ? [{ written, name: node.key, destinations }] : [];
}

const orAny = (values: readonly string[]): readonly string[] => (values.length > 0 ? values : ['any']);
