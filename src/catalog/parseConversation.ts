/** Conversations: what is left out in the YAML has the default that is given here. */
import { type Fields, given } from './fields.ts';
import {
  type Condition,
  type Conflict,
  type Conversation,
  type ConversationService,
  type Lifecycle,
  PAIRINGS,
  type Service,
  type Setting,
} from './model.ts';
import { parseGuideRow, parseLifecycleReference } from './parseVocabulary.ts';

/** What conversations refer to. */
interface Vocabulary {
  readonly services: ReadonlyMap<string, Service>;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly lifecycles: ReadonlyMap<string, Lifecycle>;
  readonly conflicts: ReadonlyMap<string, Conflict>;
}

const PHASES = ['always', 'install', 'migration', 'on-demand'] as const;
const BASES = ['ports.md', 'windows-firewall', 'migration', 'other-ms-doc', 'inferred'] as const;
const DIRECTION_SOURCES = ['ports.md-heading-arrow', 'doc-text', 'inferred'] as const;
const CURRENT: Lifecycle = { status: 'current' };

export function parseConversation(f: Fields, vocabulary: Vocabulary): Conversation {
  const guide = f.maps('guide').map(parseGuideRow);
  const basis = f.optionalOneOf('basis', BASES) ?? 'ports.md';
  const microsoft = parseSection(f);
  const services = f.maps('services').map((s) =>
    parseService(s, vocabulary, {
      inGuide: guide.length > 0,
      inMicrosoft: basis !== 'inferred',
      inPortsPage: basis === 'ports.md' && microsoft?.anchor !== undefined,
    }),
  );
  if (services.length === 0) f.problem('a conversation needs a service');
  const direction = f.optionalOneOf('direction', ['one-way', 'two-way']) ?? 'one-way';
  const reverseWhen = f.maps('reverseWhen').map(parseCondition);
  if (direction === 'one-way') {
    if (reverseWhen.length > 0) f.problem('"reverseWhen" is for two-way conversations');
    if (services.some((s) => s.listener === 'both'))
      f.problem('"listener: both" is for two-way conversations');
  }
  const conversation: Conversation = {
    id: f.text('id'),
    title: f.text('title'),
    initiator: f.text('initiator'),
    responder: f.text('responder'),
    direction,
    directionSource: f.optionalOneOf('directionSource', DIRECTION_SOURCES) ?? 'ports.md-heading-arrow',
    ...given('directionNote', f.optionalText('directionNote')),
    pairing: f.oneOf('pairing', PAIRINGS),
    when: f.maps('when').map(parseCondition),
    reverseWhen,
    phase: f.optionalOneOf('phase', PHASES) ?? 'always',
    services,
    purpose: f.text('purpose'),
    ...given('notes', f.optionalText('notes')),
    lifecycle: parseLifecycleReference(f, vocabulary.lifecycles) ?? CURRENT,
    guide,
    ...given('microsoft', microsoft),
    basis,
    sources: f.texts('sources'),
    conflicts: parseConflicts(f, vocabulary.conflicts),
    differences: f.texts('differences'),
    entries: f.texts('entries'),
  };
  if (conversation.sources.length === 0) f.problem('a fact needs a source');
  f.done();
  return conversation;
}

function parseSection(f: Fields): Conversation['microsoft'] {
  const m = f.map('microsoft');
  if (!m) return undefined;
  const section = { section: m.text('section'), ...given('anchor', m.optionalText('anchor')) };
  m.done();
  return section;
}

function parseConflicts(f: Fields, conflicts: ReadonlyMap<string, Conflict>): Conflict[] {
  return f.texts('conflicts').flatMap((id) => {
    const conflict = conflicts.get(id);
    if (!conflict) f.problem(`"conflicts" names "${id}", which conflicts.yaml does not have`);
    return conflict ?? [];
  });
}

/** Exactly one of `is`, `not` and `in`. */
function parseCondition(f: Fields): Condition {
  const condition: Condition = {
    setting: f.text('setting'),
    ...given('is', f.optionalScalar('is')),
    ...given('not', f.optionalScalar('not')),
    ...given('in', f.scalars('in')),
  };
  if (['is', 'not', 'in'].filter((key) => f.has(key)).length !== 1) {
    f.problem('a condition has exactly one of "is", "not" and "in"');
  }
  f.done();
  return condition;
}

type Listed = Pick<ConversationService, 'inGuide' | 'inMicrosoft' | 'inPortsPage'>;

function parseService(f: Fields, vocabulary: Vocabulary, listed: Listed): ConversationService {
  const id = f.text('service');
  const service = vocabulary.services.get(id);
  if (!service) f.problem(`unknown service "${id}"`);
  const ports = f.optionalText('ports');
  if (service?.ports === '' && ports === undefined)
    f.problem(`service "${id}" has no default: "ports" is missing`);
  const configurableBy =
    f.optionalText('configurableBy') ??
    (ports === undefined ? undefined : vocabulary.settings.get(ports)?.configurableBy) ??
    (service?.rpc === 'dynamic' ? 'os-rpc-range' : undefined);
  const parsed: ConversationService = {
    service: id,
    ...given('ports', ports),
    when: f.maps('when').map(parseCondition),
    ...given('phase', f.optionalOneOf('phase', PHASES)),
    optional: f.flag('optional', false),
    listener: f.optionalOneOf('listener', ['responder', 'both']) ?? 'responder',
    ...given('configurableBy', configurableBy),
    ...given('condition', f.optionalText('condition')),
    ...given('note', f.optionalText('note')),
    inGuide: f.flag('inGuide', listed.inGuide),
    inMicrosoft: f.flag('inMicrosoft', listed.inMicrosoft),
    inPortsPage: f.flag('inPortsPage', listed.inPortsPage),
  };
  f.done();
  return parsed;
}
