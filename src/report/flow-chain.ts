import type { Catalog, Conversation, Lifecycle, Phase } from '../catalog/model.ts';
import type { Crossing, Window } from '../hierarchy/model.ts';
import type { Transport } from '../net/ports.ts';
import type { Endpoint, EndpointKind, Flow, FlowService, Reason } from '../plan/model.ts';
import { countRows } from './count-rows.ts';
import { type FlowFilter, flowRules, type RulesText } from './flow-rules.ts';
import { type GuideReference, guideReferences, type SourcePage, sourcePages } from './source-pages.ts';
import { flowRoles, portsText, wayText } from './words.ts';

export interface FlowEnd {
  readonly name: string;
  readonly kind: EndpointKind;
  readonly zone: string;
  /** Addresses and networks; empty where only names are known. */
  readonly addresses: readonly string[];
  readonly fqdns: readonly string[];
}

export interface FlowServiceView {
  readonly service: string;
  readonly name: string;
  readonly transport: Transport;
  readonly ports: string;
  readonly phase: Phase;
  readonly window?: Window;
  readonly reasons: readonly Reason[];
}

interface RoleView {
  readonly id: string;
  readonly title: string;
}

/** The whole chain of one flow: who says so → the conversation → the flow → rules and printed lines of each filter. */
export interface FlowDocument {
  readonly id: string;
  readonly sources: {
    readonly guide: readonly GuideReference[];
    readonly microsoft?: NonNullable<Conversation['microsoft']>;
    readonly pages: readonly SourcePage[];
    readonly conflicts: Conversation['conflicts'];
    readonly differences: readonly string[];
  };
  readonly conversation: {
    readonly id: string;
    readonly title: string;
    readonly initiator: RoleView;
    readonly responder: RoleView;
    readonly direction: Conversation['direction'];
    readonly purpose: string;
    readonly notes?: string;
    readonly lifecycle: Lifecycle;
  };
  readonly flow: {
    /** The responder of the conversation starts. */
    readonly reverse: boolean;
    readonly from: readonly FlowEnd[];
    readonly to: readonly FlowEnd[];
    readonly fromRole: RoleView;
    readonly toRole: RoleView;
    readonly services: readonly FlowServiceView[];
    /** What made the conversation apply, with places in the hierarchy document. */
    readonly reasons: readonly Reason[];
    readonly path: readonly Crossing[];
    /** `datacenter -[core]-> campus`. */
    readonly way: string;
    readonly rows: number;
  };
  /** Filters on the way in their order, then the hosts' own; those whose rules were printed. */
  readonly filters: readonly FlowFilter[];
}

/** A flow by its id, looked for in the plan. */
export function findFlow(flows: readonly Flow[], id: string): Flow | undefined {
  return flows.find((flow) => flow.id === id);
}

/** The chain of a flow; `rules` are what was printed for the filters on its way and for its hosts. */
export function flowDocument(flow: Flow, catalog: Catalog, rules: Iterable<RulesText>): FlowDocument {
  const { conversation, reverse, reasons, path } = flow;
  const { id, title, initiator, responder, direction, purpose, notes, lifecycle } = conversation;
  const { guide, microsoft, sources, conflicts, differences } = conversation;
  const role = (name: string): RoleView => ({ id: name, title: catalog.roles.get(name)?.title ?? name });
  const [fromRole, toRole] = flowRoles(flow);
  return {
    id: flow.id,
    sources: {
      guide: guideReferences(catalog, guide),
      ...(microsoft && { microsoft }),
      pages: sourcePages(catalog, [
        ...sources,
        ...conflicts.flatMap((conflict) => conflict.positions.map((position) => position.source)),
      ]),
      conflicts,
      differences,
    },
    conversation: {
      id,
      title,
      initiator: role(initiator),
      responder: role(responder),
      direction,
      purpose,
      ...(notes !== undefined && { notes }),
      lifecycle,
    },
    flow: {
      reverse,
      from: flow.from.map(flowEnd),
      to: flow.to.map(flowEnd),
      fromRole: role(fromRole),
      toRole: role(toRole),
      services: flow.services.map(flowService),
      reasons,
      path,
      way: wayText(flow),
      rows: countRows(flow),
    },
    filters: filtersOf(flow, rules),
  };
}

/** Filters in the order of the way, then the others; those without a rule for the flow are of no interest. */
function filtersOf(flow: Flow, rules: Iterable<RulesText>): FlowFilter[] {
  const way = flow.path.map((crossing) => crossing.filter);
  const place = ({ kind, name }: FlowFilter): number =>
    kind === 'network' && way.includes(name) ? way.indexOf(name) : way.length;
  return [...rules]
    .map((file) => flowRules(file, flow.id))
    .filter((filter) => filter.rules.length > 0 || place(filter) < way.length)
    .sort((a, b) => place(a) - place(b));
}

function flowEnd({ name, kind, zone, networks, fqdns }: Endpoint): FlowEnd {
  return { name, kind, zone, addresses: networks.map((network) => network.text), fqdns };
}

/** One service of a flow as a screen shows it. */
export function flowService(of: FlowService): FlowServiceView {
  const { service, transport, phase, window, reasons } = of;
  return {
    service: service.id,
    name: service.name,
    transport,
    ports: portsText(of),
    phase,
    ...(window && { window }),
    reasons,
  };
}
