/** A kit's facts, as the connections that they tell of. */
import type { Observation } from '../../plan/observation.ts';
import type { IcmpError } from '../native/icmp-errors.ts';
import type { ProbeTask } from '../task.ts';
import type { Unreachable } from '../unreachable.ts';
import { readIcmp } from './look.ts';
import type { HeardConnection } from './replay.ts';

interface Way {
  readonly task: ProbeTask;
  readonly address: string;
  readonly port: number;
}

/** A kit's words for a connection that there was none of. A reset's sender isn't known by the reset alone. */
const HOW = {
  refused: { outcome: 'reset', unclear: true },
  silence: { outcome: 'silence' },
  unreachable: { outcome: 'failed', code: 'EHOSTUNREACH' },
} as const;

const NO_ROUTE = { outcome: 'failed', code: 'ENETUNREACH' } as const;

/** @param number of the connection */
export function howOf(
  facts: Observation['facts'],
  number: number,
  outcome: string,
  { task, address, port }: Way,
): Unreachable {
  const way = { transport: task.transport, address, port };
  const icmp: IcmpError | undefined = readIcmp(facts[`icmp ${number}`] ?? '');
  if (icmp) return { ...way, outcome: 'icmp', icmp };
  if (outcome === 'unreachable' && /^network ?(is )?unreachable$/i.test(facts.error ?? ''))
    return { ...way, ...NO_ROUTE };
  return { ...way, ...(HOW[outcome as keyof typeof HOW] ?? HOW.unreachable) };
}

/** `port N`, `asked N.T`, `heard N.T`, `end N`: connection N, turn T. A greeting has turn 0. */
export function connectionsOf(
  facts: Observation['facts'],
  task: ProbeTask,
  address: string,
): HeardConnection[] {
  const connections: HeardConnection[] = [];
  for (let number = 1; number <= 32; number++) {
    const port = Number(facts[`port ${number}`]);
    if (!Number.isInteger(port) || port < 1 || port > 65535) continue;
    const outcome = facts[`outcome ${number}`];
    const turns = [];
    for (let turn = 1; turn <= 16; turn++) {
      const asked = bytesOf(facts[`asked ${number}.${turn}`]);
      if (asked === undefined) break;
      turns.push({ asked, heard: bytesOf(facts[`heard ${number}.${turn}`]) ?? Buffer.alloc(0) });
    }
    const end = facts[`end ${number}`];
    connections.push({
      port,
      turns,
      greeting: bytesOf(facts[`heard ${number}.0`]) ?? Buffer.alloc(0),
      end: end === 'closed' || end === 'reset' ? end : 'open',
      ...(outcome !== undefined && { failed: howOf(facts, number, outcome, { task, address, port }) }),
    });
  }
  return connections;
}

/** A kit cuts at 16 KiB and a little more; what is longer, or no hexadecimal digits, wasn't written by one. */
function bytesOf(text: string | undefined): Buffer | undefined {
  if (text === undefined || text.length > 1 << 18 || !/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return Buffer.from(text, 'hex');
}

export function firstHeard(connections: readonly HeardConnection[]): Buffer {
  for (const { greeting, turns } of connections) {
    if (greeting.length > 0) return greeting;
    const heard = turns.find((turn) => turn.heard.length > 0)?.heard;
    if (heard) return heard.subarray(0, 256);
  }
  return Buffer.alloc(0);
}
