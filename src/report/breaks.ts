import type { Catalog } from '../catalog/model.ts';
import type { EndpointKind, Flow, FlowService, Plan } from '../plan/model.ts';
import type { FlowServiceView } from './flow-chain.ts';
import { flowService } from './flow-chain.ts';
import { allRules, type RulesText } from './flow-rules.ts';
import { flowRoles } from './words.ts';

/** One conversation that stops. */
export interface BrokenConversation {
  readonly id: string;
  readonly title: string;
  /** What it is for, and so what no longer works. */
  readonly purpose: string;
  readonly initiator: string;
  readonly responder: string;
}

export interface BrokenFlow {
  readonly id: string;
  readonly conversation: string;
  readonly services: readonly FlowServiceView[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A rule that goes if the flow is closed, or has to stay for others. */
export interface ClosedRule {
  readonly kind: RulesText['policy']['kind'];
  readonly filter: string;
  readonly rule: string;
  readonly title: string;
  /** Flows that need the rule all the same: closing it breaks these, too. */
  readonly alsoFor: readonly string[];
}

/** What stops working if a flow or a rule is closed. */
export interface BreaksDocument {
  readonly closed: { readonly flow: string } | { readonly filter: string; readonly rule: string };
  readonly conversations: readonly BrokenConversation[];
  readonly flows: readonly BrokenFlow[];
  readonly ends: readonly {
    readonly name: string;
    readonly kind: EndpointKind;
    readonly zone: string;
    readonly part: 'starts' | 'answers' | 'both';
  }[];
  readonly filters: readonly string[];
  readonly rules: readonly ClosedRule[];
}

/** What breaks if one flow is closed; nothing where the plan has no such flow. */
export function breaksOfFlow(
  plan: Plan,
  catalog: Catalog,
  rules: Iterable<RulesText>,
  id: string,
): BreaksDocument | undefined {
  const flow = plan.flows.find((one) => one.id === id);
  if (!flow) return undefined;
  return breaks(
    { flow: id },
    [{ flow, services: flow.services }],
    catalog,
    closedRules(rules, new Set([id])),
  );
}

/** What breaks if one rule of a filter or host is removed; nothing where there is no such rule. */
export function breaksOfRule(
  plan: Plan,
  catalog: Catalog,
  file: RulesText,
  ruleId: string,
): BreaksDocument | undefined {
  const rule = allRules(file.policy).find((one) => one.id === ruleId);
  if (!rule) return undefined;
  const ids = new Set(rule.origins.map((origin) => origin.flow));
  const broken = plan.flows
    .filter((flow) => ids.has(flow.id))
    .map((flow) => ({ flow, services: flow.services.filter((s) => rule.services.includes(s.service.id)) }));
  const { name, kind } = file.policy;
  const closed = [{ kind, filter: name, rule: ruleId, title: rule.title, alsoFor: [] }];
  return breaks({ filter: name, rule: ruleId }, broken, catalog, closed);
}

interface Broken {
  readonly flow: Flow;
  readonly services: readonly FlowService[];
}

function breaks(
  closed: BreaksDocument['closed'],
  broken: readonly Broken[],
  catalog: Catalog,
  rules: readonly ClosedRule[],
): BreaksDocument {
  const title = (role: string): string => catalog.roles.get(role)?.title ?? role;
  const conversations = new Map<string, BrokenConversation>();
  for (const { flow } of broken) {
    const { id, title: name, purpose } = flow.conversation;
    const [initiator, responder] = flowRoles(flow);
    const key = `${id}${flow.reverse ? '~' : ''}`;
    conversations.set(key, {
      id,
      title: name,
      purpose,
      initiator: title(initiator),
      responder: title(responder),
    });
  }
  return {
    closed,
    conversations: [...conversations.values()],
    flows: broken.map(({ flow, services }) => ({
      id: flow.id,
      conversation: flow.conversation.id,
      services: services.map(flowService),
      from: [...new Set(flow.from.map((end) => end.name))],
      to: [...new Set(flow.to.map((end) => end.name))],
    })),
    ends: endsOf(broken.map(({ flow }) => flow)),
    filters: [...new Set(broken.flatMap(({ flow }) => flow.path.map((crossing) => crossing.filter)))],
    rules,
  };
}

function endsOf(flows: readonly Flow[]): BreaksDocument['ends'] {
  const ends = new Map<string, BreaksDocument['ends'][number]>();
  const put = (list: Flow['from'], part: 'starts' | 'answers'): void => {
    for (const { name, kind, zone } of list) {
      const key = JSON.stringify([kind, name, zone]);
      const known = ends.get(key);
      ends.set(key, { name, kind, zone, part: known && known.part !== part ? 'both' : part });
    }
  };
  for (const flow of flows) {
    put(flow.from, 'starts');
    put(flow.to, 'answers');
  }
  return [...ends.values()];
}

function closedRules(files: Iterable<RulesText>, flows: ReadonlySet<string>): ClosedRule[] {
  const closed: ClosedRule[] = [];
  for (const { policy } of files) {
    for (const { id, title, origins } of allRules(policy)) {
      const ids = [...new Set(origins.map((origin) => origin.flow))];
      if (!ids.some((flow) => flows.has(flow))) continue;
      const alsoFor = ids.filter((flow) => !flows.has(flow));
      closed.push({ kind: policy.kind, filter: policy.name, rule: id, title, alsoFor });
    }
  }
  return closed;
}
