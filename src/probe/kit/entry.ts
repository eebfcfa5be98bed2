/** One probe of a kit as its scripts carry it: short names, for there are hundreds. */
import type { KitProbe } from './model.ts';

export interface KitEntry {
  readonly id: string;
  /** What the result's line says besides what was seen. */
  readonly seen: Readonly<Record<string, string>>;
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string | number>>;
  readonly title: string;
  /** Address or name to ask. */
  readonly host: string;
  readonly port: number;
  readonly cast: boolean;
  readonly pattern: string;
  readonly why: string;
  readonly connections: readonly {
    readonly port: number;
    readonly tls: string;
    readonly name: string;
    readonly questions: readonly string[];
  }[];
}

export function entryOf({ id, task, connections, pattern, unasked }: KitProbe): KitEntry {
  const { from, to, port } = task;
  const host = to.address ?? to.fqdns[0] ?? '';
  const isWild = host === '' || host.includes('*');
  return {
    id,
    seen: {
      task: id,
      flow: task.flow,
      conversation: task.conversation,
      service: task.service,
      transport: task.transport,
    },
    from: { name: from.name, ...(from.address !== undefined && { address: from.address }) },
    to: {
      name: to.name,
      ...(to.address !== undefined && { address: to.address }),
      ...(port !== undefined && { port }),
    },
    title: `${task.serviceName} on ${to.name}`,
    host: isWild ? '' : host,
    port: port ?? 0,
    cast: task.cast !== undefined,
    pattern: pattern ?? '',
    why: unasked ?? (isWild ? 'The name stands for many: there is no single one to ask' : ''),
    connections: connections.map((one) => ({
      port: one.port,
      tls: one.tls ?? '',
      name: one.name ?? '',
      questions: one.questions,
    })),
  };
}
