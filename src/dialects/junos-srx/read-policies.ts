import type { Dependency } from '../../policy/ruleset.ts';
import type { Draft } from './draft.ts';
import type { Context, Policy } from './model.ts';
import { childOf, childrenOf, descend, lastNameOf, type Node, namesOf, unknownIn } from './tree.ts';

/** Reads `security policies`: the pairs of zones in the order in which they come, and the global policies. */
export function readPolicies(
  draft: Draft,
  security: Node | undefined,
): { contexts: readonly Context[]; global: readonly Policy[] } {
  const policies = childOf(security, 'policies');
  for (const node of [policies, childOf(policies, 'global')])
    for (const unknown of unknownIn(node)) draft.doubt(draft.statement(unknown));
  const contexts: Context[] = [];
  for (const from of childrenOf(policies, 'from-zone')) {
    for (const unknown of unknownIn(from)) draft.doubt(draft.statement(unknown));
    for (const to of childrenOf(from, 'to-zone')) {
      for (const unknown of unknownIn(to)) draft.doubt(draft.statement(unknown));
      if (isWildcard(from.name) || isWildcard(to.name)) draft.doubt(draft.statement(to));
      else contexts.push({ from: from.name, to: to.name, policies: readList(draft, to, false) });
    }
  }
  return { contexts, global: readList(draft, childOf(policies, 'global'), true) };
}

const isWildcard = (name: string): boolean => name.startsWith('<') && name.endsWith('>');

function readList(draft: Draft, at: Node | undefined, isGlobal: boolean): Policy[] {
  const nodes = childrenOf(at, 'policy');
  const groups = new Set(nodes.map((node) => node.group).filter((group) => group !== undefined));
  return nodes.map((node) => {
    const policy = readPolicy(draft, node, isGlobal);
    if (groups.size < 2 || node.group === undefined) return policy;
    const text = `the order in which the groups ${[...groups].slice(0, 3).join(', ')} add policies`;
    return { ...policy, conditions: [...policy.conditions, { kind: 'other', text }] };
  });
}

function readPolicy(draft: Draft, node: Node, isGlobal: boolean): Policy {
  const match = childOf(node, 'match');
  const then = childOf(node, 'then');
  const permit = childOf(then, 'permit');
  const services = childOf(permit, 'application-services');
  const conditions: Dependency[] = [];
  for (const part of [node, match, then, permit, services, childOf(permit, 'destination-address')]) {
    for (const unknown of unknownIn(part)) {
      const statement = draft.statement(unknown);
      draft.notUnderstood(statement, 'What the policy decides depends on it', 'PT8002');
      conditions.push({ kind: 'not-understood', text: `${quoted(unknown.name)}, which was not understood` });
    }
  }
  for (const keyword of match?.mixed ?? []) {
    const text = `the values of ${keyword} that a group has beside the policy's own`;
    conditions.push({ kind: 'not-understood', text });
  }
  const lists = ['source-address', 'destination-address', 'application'].map((keyword) => {
    const names = namesOf(match, keyword);
    if (names.length === 0)
      conditions.push({ kind: 'not-understood', text: `the ${keyword} of the policy, which is missing` });
    return names;
  });
  const [sources = [], destinations = [], applications = []] = lists;
  const fromZones = zonesOf(match, 'from-zone', isGlobal);
  const toZones = zonesOf(match, 'to-zone', isGlobal);
  if (!isGlobal && [...namesOf(match, 'from-zone'), ...namesOf(match, 'to-zone')].length > 0)
    conditions.push({ kind: 'not-understood', text: 'zones in a policy between two zones' });
  conditions.push(...identities(match), ...actionConditions(permit));
  const scheduler = lastNameOf(node, 'scheduler-name');
  if (scheduler !== undefined)
    conditions.push({ kind: 'schedule', text: `the scheduler ${quoted(scheduler)}`, value: scheduler });
  return {
    name: node.name,
    statement: draft.statement(node),
    ...(fromZones && { fromZones }),
    ...(toZones && { toZones }),
    sources,
    destinations,
    applications,
    sourceExcluded: childOf(match, 'source-address-excluded') !== undefined,
    destinationExcluded: childOf(match, 'destination-address-excluded') !== undefined,
    conditions: conditions.slice(0, 12),
    action: actionOf(draft, node, then),
    inspections: [...(services?.children.values() ?? [])]
      .filter((child) => INSPECTING.has(child.keyword))
      .map((child) => child.keyword),
    isInherited: node.group !== undefined,
  };
}

function zonesOf(match: Node | undefined, keyword: string, isGlobal: boolean): readonly string[] | undefined {
  const zones = isGlobal ? namesOf(match, keyword) : [];
  return zones.length === 0 || zones.includes('any') ? undefined : zones;
}

function actionOf(draft: Draft, node: Node, then: Node | undefined): Policy['action'] {
  const actions = ['permit', 'deny', 'reject'].filter((keyword) => childOf(then, keyword) !== undefined);
  if (actions.length === 1) return actions[0] === 'permit' ? 'permit' : 'deny';
  draft.notUnderstood(
    draft.statement(node),
    actions.length === 0
      ? 'The policy has no action: it may permit and may deny'
      : `The policy has several actions (${actions.join(', ')}): it may permit and may deny`,
    'PT8002',
  );
  return 'unknown';
}

/** Values of a list that ask for nothing. */
const ANYTHING: Readonly<Record<string, readonly string[]>> = {
  'source-identity': ['any'],
  'source-end-user-profile': [],
  // `any` matches what AppID could name, and is asked after policies without applications (KB35531).
  'dynamic-application': ['none'],
  'url-category': ['any', 'none'],
};
const KINDS: Readonly<Record<string, Dependency['kind']>> = {
  'source-identity': 'user',
  'source-end-user-profile': 'user',
  'dynamic-application': 'application',
  'url-category': 'application',
};

function identities(match: Node | undefined): Dependency[] {
  const found: Dependency[] = [];
  for (const [keyword, nothing] of Object.entries(ANYTHING)) {
    const values = namesOf(match, keyword).filter((name) => !nothing.includes(name));
    const kind = KINDS[keyword];
    if (values.length === 0 || !kind) continue;
    const shown = values.slice(0, 5).join(', ');
    found.push({ kind, text: `the ${keyword} ${shown}${values.length > 5 ? ', …' : ''}`, value: shown });
  }
  return found;
}

/** Services that may drop a connection for what is in it, but not for where it goes. */
const INSPECTING: ReadonlySet<string> = new Set([
  'idp',
  'idp-policy',
  'utm-policy',
  'ssl-proxy',
  'advanced-anti-malware-policy',
  'icap-redirect',
]);
const DECIDING: Readonly<Record<string, Dependency['kind']>> = {
  'application-firewall': 'application',
  'gprs-gtp-profile': 'application',
  'gprs-sctp-profile': 'application',
  'security-intelligence': 'name',
  'security-intelligence-policy': 'name',
  'uac-policy': 'user',
  'web-proxy': 'application',
};

function actionConditions(permit: Node | undefined): Dependency[] {
  const found: Dependency[] = [];
  for (const child of childOf(permit, 'application-services')?.children.values() ?? []) {
    const kind = DECIDING[child.keyword];
    if (kind)
      found.push({ kind, text: `the ${child.keyword} of the policy${child.name && ` (${child.name})`}` });
  }
  if (childOf(permit, 'tunnel'))
    found.push({ kind: 'security', text: 'the VPN tunnel that the policy is about' });
  if (childOf(permit, 'firewall-authentication'))
    found.push({ kind: 'user', text: 'who has logged in at the firewall' });
  if (descend(permit, 'destination-address', 'drop-translated'))
    found.push({ kind: 'translation', text: 'whether the destination was translated' });
  if (descend(permit, 'destination-address', 'drop-untranslated'))
    found.push({ kind: 'translation', text: 'whether the destination was translated' });
  return found;
}

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
