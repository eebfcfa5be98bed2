import type { Dependency } from '../../policy/ruleset.ts';
import { childOf, type XmlElement } from '../source/xml.ts';
import type { Draft } from './draft.ts';
import type { End, Rule } from './model.ts';

/** Elements of a rule that decide about no packet: names, logging, queues, how long a connection is remembered. */
const IGNORED: ReadonlySet<string> = new Set(
  `id tracker type interface ipprotocol protocol icmptype icmp6-type source destination descr description disabled
  floating quick direction log created updated associated-rule-id category categories label statetype state-policy
  statetimeout udp-first udp-multiple udp-single adaptivestart adaptiveend nopfsync nosync allowopts disablereplyto
  reply-to replyto defaultqueue ackqueue dnpipe pdnpipe shaper1 shaper2 set-prio set-prio-low vlanprioset tag gateway
  tcpflags1 tcpflags2 tcpflags_any sched schedlabel source-track ridentifier separator pflow uuid interfacenot
  enabled sequence action source_net source_not source_port destination_net destination_not destination_port
  icmp6type sort_order prio_group seq`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Elements that make a rule one for some packets only, beside what packets say of themselves. */
const CONDITIONS: Readonly<Record<string, readonly [Dependency['kind'], string]>> = {
  os: ['other', 'the operating system that the sender seems to have'],
  tagged: ['other', 'the mark that another rule made'],
  dscp: ['other', 'the DSCP of the packet'],
  tos: ['other', 'the TOS of the packet'],
  vlanprio: ['other', 'the VLAN priority of the packet'],
  prio: ['other', 'the priority of the packet'],
  'divert-to': ['other', 'the program that packets are diverted to'],
  max: ['rate', 'how many connections there are'],
  'max-src-nodes': ['rate', 'how many senders there are'],
  'max-src-states': ['rate', 'how many connections the sender has'],
  'max-src-conn': ['rate', 'how many connections the sender has'],
  'max-src-conn-rate': ['rate', 'how fast the sender connects'],
  'max-src-conn-rates': ['rate', 'how fast the sender connects'],
  overload: ['rate', 'how fast the sender connects'],
};

const textOf = (element: XmlElement, name: string): string | undefined => childOf(element, name)?.text;
/** The new kind writes what is not set as an empty element. */
const isSet = (text: string | undefined): text is string => text !== undefined && text !== '' && text !== '0';

/** What makes a rule depend on more than packets; elements that are not known are said. */
function conditionsOf(draft: Draft, element: XmlElement): Dependency[] {
  const conditions: Dependency[] = [];
  for (const child of element.children) {
    if (IGNORED.has(child.name)) continue;
    const condition = CONDITIONS[child.name];
    if (condition && Object.hasOwn(CONDITIONS, child.name)) {
      if (child.text !== '' && child.text !== 'none')
        conditions.push({ kind: condition[0], text: condition[1] });
      continue;
    }
    if (
      child.text === '' &&
      child.children.length === 0 &&
      child.attributes.size === 0 &&
      draft.product === 'opnsense'
    )
      continue;
    draft.notUnderstood(draft.statement(child), 'What the rule decides depends on it', 'PT8002');
    conditions.push({ kind: 'not-understood', text: `<${child.name}>, which was not understood` });
  }
  const sched = textOf(element, 'sched');
  if (isSet(sched))
    conditions.push({ kind: 'schedule', text: `the schedule ${JSON.stringify(sched)}`, value: sched });
  const state = textOf(element, 'statetype') ?? '';
  if (state === 'none') conditions.push({ kind: 'other', text: 'rules for answers: it keeps no state' });
  else if (!STATES.has(state)) conditions.push(notUnderstood(`the state type ${JSON.stringify(state)}`));
  conditions.push(...flagsOf(element));
  return conditions.slice(0, 10);
}

const notUnderstood = (text: string): Dependency => ({
  kind: 'not-understood',
  text: `${text}, which was not understood`,
});

const STATES: ReadonlySet<string> = new Set([
  '',
  'keep state',
  'sloppy state',
  'modulate state',
  'synproxy state',
  'keep',
  'sloppy',
  'modulate',
  'synproxy',
]);

/** Flags that the first packet of a connection does not have make a rule one for other packets. */
function flagsOf(element: XmlElement): Dependency[] {
  if (childOf(element, 'tcpflags_any')) return [];
  const list = (name: string): string[] =>
    (textOf(element, name) ?? '')
      .toLowerCase()
      .split(',')
      .map((flag) => flag.trim())
      .filter((flag) => flag !== '');
  const set = list('tcpflags1');
  const of = list('tcpflags2');
  const isForFirst = set.every((flag) => flag === 'syn') && (set.includes('syn') || !of.includes('syn'));
  return isForFirst ? [] : [{ kind: 'other', text: `the TCP flags ${set.join(',')} of ${of.join(',')}` }];
}

/** A rule of the old kind, as pfSense has them and OPNsense had them. */
export function readRule(draft: Draft, element: XmlElement): Rule | 'disabled' {
  const disabled = childOf(element, 'disabled');
  const conditions = conditionsOf(draft, element);
  if (disabled && disabled.text !== '0') return 'disabled';
  if (disabled) conditions.push(notUnderstood('<disabled>0</disabled>'));
  const isFloating = childOf(element, 'floating') !== undefined;
  const direction = textOf(element, 'direction') || (isFloating ? 'any' : 'in');
  if (direction !== 'in' && direction !== 'out' && direction !== 'any')
    conditions.push(notUnderstood(`the direction ${JSON.stringify(direction)}`));
  const interfaces = listOf(textOf(element, 'interface'));
  if (!isFloating && interfaces.length !== 1) conditions.push(notUnderstood('the interface of the rule'));
  const protocol = textOf(element, 'protocol')?.toLowerCase();
  const types = textOf(element, 'icmptype');
  const types6 = textOf(element, 'icmp6-type');
  const [source, destination] = (['source', 'destination'] as const).map((name) =>
    readEnd(draft, childOf(element, name), conditions, name),
  ) as [End, End];
  const hasPorts = source.port !== undefined || destination.port !== undefined;
  // With ports and without a protocol, pfSense makes a rule for TCP.
  const assumed = protocol === undefined && hasPorts ? 'tcp' : protocol;
  if (protocol === undefined && hasPorts && draft.product === 'opnsense')
    conditions.push(notUnderstood('a port without a protocol'));
  return {
    statement: draft.statement(element),
    name: textOf(element, 'descr') ?? '',
    isModel: false,
    action: actionOf(textOf(element, 'type')),
    isFloating,
    quick: quickOf(draft, element, isFloating),
    interfaces,
    interfaceNot: isSet(textOf(element, 'interfacenot')),
    // pfSense pays no heed to the direction of a rule that isn't floating.
    direction: isFloating || draft.product === 'opnsense' ? directionOf(direction) : 'in',
    families: familiesOf(textOf(element, 'ipprotocol'), conditions),
    ...(assumed !== undefined && assumed !== '' && assumed !== 'any' && { protocol: assumed }),
    ...(isSet(types) && types !== 'any' && { icmpTypes: listOf(types) }),
    ...(isSet(types6) && types6 !== 'any'
      ? { icmp6Types: listOf(types6) }
      : isSet(types) && types !== 'any' && { icmp6Types: listOf(types) }),
    source,
    destination,
    conditions,
    sequence: 0,
  };
}

/** A rule of OPNsense's new kind. */
export function readModelRule(draft: Draft, element: XmlElement): Rule | 'disabled' {
  if (textOf(element, 'enabled') === '0') return 'disabled';
  const conditions = conditionsOf(draft, element);
  const interfaces = listOf(textOf(element, 'interface'));
  const direction = textOf(element, 'direction') || 'in';
  if (direction !== 'in' && direction !== 'out' && direction !== 'any')
    conditions.push(notUnderstood(`the direction ${JSON.stringify(direction)}`));
  const quick = textOf(element, 'quick') ?? '1';
  const protocol = textOf(element, 'protocol')?.toLowerCase();
  const end = (name: 'source' | 'destination'): End => {
    const names = listOf(textOf(element, `${name}_net`) ?? 'any');
    const port = textOf(element, `${name}_port`);
    const isAny = names.length === 0 || names.includes('any');
    return {
      ...(!isAny && { names }),
      not: isSet(textOf(element, `${name}_not`)),
      ...(isSet(port) && port !== 'any' && { port }),
    };
  };
  const source = end('source');
  const destination = end('destination');
  if ((protocol === undefined || protocol === 'any') && (source.port ?? destination.port) !== undefined)
    conditions.push(notUnderstood('a port without a protocol'));
  const types = textOf(element, 'icmptype');
  const types6 = textOf(element, 'icmp6type');
  const sequence = textOf(element, 'sequence') ?? '1';
  return {
    statement: draft.statement(element),
    name: textOf(element, 'description') ?? '',
    isModel: true,
    action: actionOf(textOf(element, 'action') ?? 'pass'),
    // Several interfaces, or none, make a rule a floating one.
    isFloating: interfaces.length !== 1,
    quick: quick === '1' ? true : quick === '0' || quick === '' ? false : 'unclear',
    interfaces,
    interfaceNot: isSet(textOf(element, 'interfacenot')),
    direction: directionOf(direction),
    families: familiesOf(textOf(element, 'ipprotocol'), conditions),
    ...(protocol !== undefined && protocol !== '' && protocol !== 'any' && { protocol }),
    ...(isSet(types) && { icmpTypes: listOf(types) }),
    ...(types6 !== undefined && types6 !== '' && { icmp6Types: listOf(types6) }),
    source,
    destination,
    conditions,
    sequence: /^\d{1,7}$/.test(sequence) ? Number(sequence) : 0,
  };
}

function actionOf(type: string | undefined): Rule['action'] {
  switch (type) {
    case 'pass':
    case 'block':
    case 'match':
      return type;
    case 'reject':
      return 'block';
    default:
      return 'unknown';
  }
}

const directionOf = (text: string): Rule['direction'] => (text === 'in' || text === 'out' ? text : 'any');

/** pfSense asks whether the element is there, OPNsense what it says. */
function quickOf(draft: Draft, element: XmlElement, isFloating: boolean): Rule['quick'] {
  const quick = childOf(element, 'quick');
  if (draft.product === 'pfsense') {
    if (!isFloating) return true;
    if (!quick) return false;
    return quick.text === '0' || quick.text === 'no' ? 'unclear' : true;
  }
  if (!quick) return !isFloating;
  if (quick.text === '' || quick.text === '0') return false;
  return quick.text === '1' || quick.text === 'yes' ? true : 'unclear';
}

function familiesOf(text: string | undefined, conditions: Dependency[]): readonly (4 | 6)[] {
  switch (text) {
    case undefined:
    case '':
    case 'inet':
      return [4];
    case 'inet6':
      return [6];
    case 'inet46':
      return [4, 6];
    default:
      conditions.push(notUnderstood(`the IP protocol ${JSON.stringify(text)}`));
      return [4, 6];
  }
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[\s,]+/)
    .filter((item) => item !== '')
    .slice(0, 5000);
}

/** `<source>` or `<destination>` of the old kind, also of translations. */
export function readEnd(
  draft: Draft,
  element: XmlElement | undefined,
  conditions: Dependency[],
  name: string,
): End {
  const unclear = (text: string): End => {
    conditions.push(notUnderstood(text));
    return { not: false };
  };
  if (!element) return unclear(`the ${name} of the rule, which is missing`);
  for (const child of element.children) {
    if (['any', 'network', 'address', 'not', 'port'].includes(child.name)) continue;
    draft.notUnderstood(draft.statement(child), 'What the rule decides depends on it', 'PT8002');
    conditions.push(notUnderstood(`<${child.name}>`));
  }
  const port = textOf(element, 'port');
  const rest = {
    not: childOf(element, 'not') !== undefined,
    ...(port !== undefined && port !== '' && port !== 'any' && { port }),
  };
  if (childOf(element, 'any')) {
    if (rest.not) conditions.push(notUnderstood(`no ${name} at all`));
    return { ...rest, not: false };
  }
  const names = [...listOf(textOf(element, 'network')), ...listOf(textOf(element, 'address'))];
  if (names.length === 0) return unclear(`the ${name} of the rule`);
  if (names.includes('any')) return { ...rest, not: false };
  return { ...rest, names };
}
