/** The words that all reports use for the same things. */
import type { Phase } from '../catalog/model.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Window } from '../hierarchy/model.ts';
import { formatPorts } from '../net/ports.ts';
import type { Endpoint, Flow, FlowService, Reason } from '../plan/model.ts';

/** `49152-65535`; for ICMP what is sent. */
export function portsText(service: FlowService): string {
  return service.transport === 'icmp' ? service.service.ports : formatPorts(service.ports);
}

/** When a phase's flows are needed, in words. */
export const PHASES: Readonly<Record<Phase, string>> = {
  always: 'always',
  install: 'while installing',
  migration: 'while migrating',
  'on-demand': 'on demand',
};

/** `install until 2026-12-31`: the phase, and the window where there is one. */
export function phaseText(phase: Phase, window?: Window): string {
  const from = window?.from === undefined ? '' : ` from ${window.from}`;
  const until = window?.until === undefined ? '' : ` until ${window.until}`;
  return `${phase}${from}${until}`;
}

/** Filters of a way, in the order in which they are crossed. */
export function pathText(flow: Flow, separator = ' > '): string {
  return flow.path.map((crossing) => crossing.filter).join(separator);
}

/** `datacenter -[core]-> campus -[edge]-> internet`; inside a zone, just that. */
export function wayText(flow: Flow): string {
  const first = flow.from[0]?.zone ?? '';
  if (flow.path.length === 0) {
    return flow.to[0]?.zone === first ? `inside ${first}` : `${first} to ${flow.to[0]?.zone ?? ''}`;
  }
  return flow.path.reduce((way, crossing) => `${way} -[${crossing.filter}]-> ${crossing.to}`, first);
}

/** What of a flow says which role is at which end. */
type Directed = Pick<Flow, 'reverse'> & {
  readonly conversation: Pick<Flow['conversation'], 'initiator' | 'responder'>;
};

/** Who starts, as role ids: `client to management-point`. */
export function rolesText(flow: Directed): string {
  const [from, to] = flowRoles(flow);
  return `${from} to ${to}`;
}

/** Roles of the two ends, as the flow goes. */
export function flowRoles(flow: Directed): readonly [string, string] {
  const { initiator, responder } = flow.conversation;
  return flow.reverse ? [responder, initiator] : [initiator, responder];
}

/** Unique names of ends, in order: one that stands in several zones is named once. */
export function endNames(ends: readonly Endpoint[]): string[] {
  return [...new Set(ends.map((end) => end.name))];
}

/** `hierarchy.yaml:12`. */
function placeText(place: Place): string {
  return `${place.file}:${place.line}`;
}

/** `core.nft:41:5`, which editors and terminals lead to. */
export function pointText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The reason with its value and place where it has them: `clients are pushed (site.clientPush = true, hierarchy.yaml:12)`. */
export function reasonText(reason: Reason): string {
  const setting =
    reason.setting === undefined || reason.text.includes(reason.setting)
      ? []
      : [reason.value === undefined ? reason.setting : `${reason.setting} = ${reason.value}`];
  const details = [...setting, ...(reason.place ? [placeText(reason.place)] : [])];
  return details.length === 0 ? reason.text : `${reason.text} (${details.join(', ')})`;
}

/** `1,204`: without a locale. */
function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 flow`, `2 flows`. */
export function counted(n: number, one: string, many: string = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** What stands for the addresses of an end that is known by name only. */
export function namesOf(end: Endpoint): readonly string[] {
  return end.fqdns.length > 0 ? end.fqdns : ['any address on the internet'];
}
