/**
 * What a check asks, byte for byte: it is run against its own responder in memory, and what it writes is kept. The
 * same check judges later what a kit brings back.
 */
import { Duplex } from 'node:stream';
import type { Datagram, Dial, Protocol, ResponderContext } from '../protocol.ts';
import { protocolOf } from '../protocols/registry.ts';
import type { ProbeTask } from '../task.ts';
import type { KitConnection } from './model.ts';

/**
 * How long a check may wait for its responder in memory, in milliseconds: long, for a busy machine must not cut its
 * questions short. Where nobody answers there is nothing to wait for.
 */
const TIMEOUT = { answered: 5000, unanswered: 250 } as const;

/** Two ends of a connection in memory. */
function pair(onWrite: (bytes: Buffer) => void, onRead: () => void): { client: Duplex; server: Duplex } {
  const end = (write: (bytes: Buffer) => void, close: () => void): Duplex =>
    new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, callback) {
        write(chunk);
        callback();
      },
      final(callback) {
        close();
        callback();
      },
    });
  const server: Duplex = end(
    (bytes) => {
      onRead();
      client.push(bytes);
    },
    () => client.push(null),
  );
  const client: Duplex = end(
    (bytes) => {
      onWrite(bytes);
      if (!server.destroyed) server.push(bytes);
    },
    () => {
      if (!server.destroyed) server.push(null);
    },
  );
  server.on('error', () => {});
  client.on('error', () => {});
  server.on('close', () => {
    if (!client.destroyed && !client.readableEnded) client.push(null);
  });
  return { client, server };
}

/** Of the endpoint mapper. */
export const MAPPER = 135;

export interface Opponent {
  /** Serves a connection to a port; nobody does if absent. */
  tcp?(socket: Duplex, port: number): void;
  udp?(datagram: Datagram, reply: (bytes: Uint8Array) => void): void;
}

/** A protocol's own responder, which answers for the end that a task goes to. */
export function responderOf(protocol: Protocol, task: ProbeTask): Opponent {
  const { responder } = protocol;
  const context = (port: number): ResponderContext => ({
    host: {
      name: task.to.host ?? task.to.name,
      fqdn: task.to.fqdns[0] ?? `${task.to.name}.example`,
      roles: [...task.to.roles, ...(task.hints.role === undefined ? [] : [task.hints.role])],
      addresses: [task.to.address ?? '192.0.2.1'],
    },
    service: task.service,
    port,
    // The endpoint mapper names the first port of the host's range.
    hints: { ...task.hints, ...(task.range && { rpcPort: `${task.range.first}` }) },
  });
  return {
    ...(responder?.tcp && {
      tcp(socket, port) {
        // Dynamic RPC asks the endpoint mapper first.
        const asked = port === MAPPER ? protocolOf('rpc-endpoint-mapper')?.responder : responder;
        asked?.tcp?.(socket, context(port));
      },
    }),
    ...(responder?.udp && {
      udp: (datagram, reply) => responder.udp?.(datagram, reply, context(task.port ?? 0), reply),
    }),
  };
}

/** The connections that a check makes towards an opponent, in order. */
export async function capture(
  protocol: Protocol,
  task: ProbeTask,
  opponent: Opponent,
): Promise<KitConnection[]> {
  const made: { port: number; questions: Buffer[] }[] = [];
  const own = task.port ?? 0;
  const isAnswered = task.transport === 'udp' ? opponent.udp !== undefined : opponent.tcp !== undefined;
  const timeout = TIMEOUT[isAnswered ? 'answered' : 'unanswered'];
  const dial: Dial = {
    async tcp(port) {
      const connection = { port, questions: [] as Buffer[] };
      made.push(connection);
      let isNew = true;
      const { client, server } = pair(
        (bytes) => {
          const last = connection.questions.at(-1);
          if (isNew || last === undefined) connection.questions.push(bytes);
          else connection.questions[connection.questions.length - 1] = Buffer.concat([last, bytes]);
          isNew = false;
        },
        () => {
          isNew = true;
        },
      );
      opponent.tcp?.(server, port);
      return {
        socket: client,
        localAddress: '192.0.2.2',
        localPort: 50_000,
        head: () => new Uint8Array(),
        close() {
          client.destroy();
          server.destroy();
        },
      };
    },
    ownAddress: async () => task.from.address,
    async udp() {
      const waiting: Datagram[] = [];
      let wake = (): void => {};
      return {
        localPort: 50_000,
        async send(bytes, port, address = '') {
          const question = Buffer.from(bytes);
          // The same question again is the check's second try.
          if (!made.some(({ questions }) => questions[0]?.equals(question)))
            made.push({ port, questions: [question] });
          opponent.udp?.({ bytes: question, address: '192.0.2.2', port: 50_000 }, (answer) => {
            waiting.push({ bytes: answer, address: address || (task.to.address ?? '192.0.2.1'), port });
            wake();
          });
        },
        async receive(milliseconds = timeout) {
          if (waiting.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, Math.min(milliseconds, timeout));
            });
          return waiting.shift();
        },
        close() {},
      };
    },
  };
  try {
    await protocol.check({
      task,
      address: task.to.address ?? '192.0.2.1',
      port: own,
      dial,
      timeout,
      signal: AbortSignal.timeout(timeout * 2),
    });
  } catch {
    // What was asked until then is what can be asked.
  }
  return made.map(({ port, questions }) => ({
    port,
    questions: questions.map((question) => question.toString('hex')),
  }));
}
