import type { Flow, FlowService } from '../plan/model.ts';
import type { Origin, Party, Rule } from './model.ts';

/** What listens on a host: a program path, a Windows service, or both. */
export interface Program {
  readonly program?: string;
  readonly windowsService?: string;
}

/** One service between two lists of parties, before rules that say the same are merged. */
export interface Draft {
  readonly direction: Rule['direction'];
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  readonly service: FlowService;
  readonly origin: Origin;
  readonly program?: Program;
}

/** The chain's link from a rule back to its flow. */
export function originOf(flow: Flow): Origin {
  return { flow: flow.id, conversation: flow.conversation.id, reverse: flow.reverse };
}
