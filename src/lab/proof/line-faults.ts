/** Holding the counters of a filter's lines against what passed: the chain from the packet back to rule and flow. */
import type { Origin } from '../../policy/model.ts';
import type { Counters } from '../inside/firewall.ts';
import type { LabRules } from '../rules.ts';
import { type Conversation, conversationText } from './conversations.ts';
import type { LabFault } from './report-model.ts';
import { UNASSERTED } from './stages.ts';

/** A printed line that lets something pass. */
interface Line {
  /** As its comment has it, which the kernel keeps. */
  readonly id: string;
  readonly origins: readonly Origin[];
  readonly packets: number;
}

function linesOf({ text, lines }: LabRules, counters: Counters): Line[] {
  const printed = text.split('\n');
  const byId = new Map<string, Line>();
  for (const { line, origins } of lines) {
    const id = /comment "([^" ]+)/.exec(printed[line - 1] ?? '')?.[1];
    if (id === undefined) continue;
    // A line may serve several rules, and a rule several lines.
    const known = byId.get(id)?.origins ?? [];
    byId.set(id, { id, origins: [...known, ...origins], packets: counters.get(id) ?? 0 });
  }
  return [...byId.values()];
}

/** Every line's packets are those of the flows that it says it is for, and together they are all that passed. */
export function lineFaults(
  rules: LabRules,
  counters: Counters,
  conversations: readonly Conversation[],
): LabFault[] {
  const { name, policy } = rules;
  const lines = linesOf(rules, counters);
  const passing = conversations.filter(
    ({ path, stages, blockedAt }) =>
      path.includes(name) &&
      !stages.slice(0, stages.indexOf(`filter ${name}`) + 1).some((stage) => blockedAt.includes(stage)),
  );
  const faults: LabFault[] = [];
  const fault = (says: string, rule?: string): void => {
    faults.push({
      says,
      from: '',
      to: '',
      transport: '',
      port: 0,
      flows: [],
      filter: name,
      ...(rule && { rule }),
    });
  };
  const total = lines.reduce((sum, { packets }) => sum + packets, 0);
  if (total < passing.length)
    fault(`${name}: ${passing.length} conversations passed, but its lines counted ${total} new connections`);
  const counted = new Set(
    lines.flatMap(({ packets, origins }) => (packets > 0 ? origins.map(({ flow }) => flow) : [])),
  );
  for (const one of passing) {
    if (!one.flows.some(({ flow }) => counted.has(flow)))
      fault(`${conversationText(one)} passed ${name}, but no line for its flows has counted a packet`);
  }
  const asked = new Set(passing.flatMap(({ flows }) => flows.map(({ flow }) => flow)));
  for (const { id, origins, packets } of lines) {
    if (packets === 0 || origins.some(({ flow }) => asked.has(flow))) continue;
    // A rule that was printed as several lines has a number behind its id in each but the first.
    const rule = policy.rules.find((one) => one.id === id.replace(/-\d+$/, ''));
    // A transfer's ports are many: packets of other flows are among them.
    if (rule?.services.some((service) => UNASSERTED.has(service))) continue;
    fault(`${name}: the line for ${rule?.title ?? id} counted packets of flows that nobody asked`, id);
  }
  return faults;
}
