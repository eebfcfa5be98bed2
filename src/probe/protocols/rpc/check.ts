import type { Answer, CheckContext } from '../../protocol.ts';
import { right, unproven } from '../shared/answers.ts';
import { Conversation, converse, noMessage } from '../shared/conversation.ts';
import { describeBytes } from '../shared/describe.ts';
import { interfacesFor, SERVICE_CONTROL } from './interfaces.ts';
import { askMapper, type Mapping, type NamedPort, nextPdu } from './mapper.ts';
import { readBindAnswer, writeBind } from './wire.ts';

const MAPPER = 'an RPC endpoint mapper';
const MAPPER_PORT = 135;

/** TCP 135: binds to the endpoint mapper and asks it for interfaces until it names a port. */
export function checkEndpointMapper(context: CheckContext): Promise<Answer> {
  return converse(context, async (conversation) => {
    const interfaces = interfacesFor(context.task.to.roles);
    const mapping = await askMapper(context, conversation, interfaces, () => true);
    if (mapping.kind === 'strange') return noMessage(mapping.received, MAPPER, context.timeout);
    if (mapping.kind === 'none')
      return {
        answer: 'other',
        says: `An RPC server answers, but it is no endpoint mapper: ${mapping.reason}`,
        facts: { answered: 'an RPC server' },
      };
    if (mapping.kind === 'refused')
      return right(`RPC endpoint mapper answers, but ${mapping.reason}`, {
        'endpoint mapper': mapping.reason,
      });
    const named = mapping.ports[0];
    if (named === undefined)
      return right('RPC endpoint mapper answers; nothing that was asked for is registered on a TCP port', {
        'endpoint mapper': 'no port named',
      });
    return right(
      `RPC endpoint mapper answers, and names port ${named.port} (${named.interface.name})`,
      facts(named),
    );
  });
}

/**
 * The dynamic ports: asks the mapper on 135 for a port, and binds to that. Only ports of the planned range are
 * connected to; a host that hands out others is told of.
 */
export async function checkDynamicPort(context: CheckContext): Promise<Answer> {
  const range = context.task.range ?? { first: context.port, last: context.port };
  const planned = (port: number) => port >= range.first && port <= range.last;
  const mapping = await askForPort(context, planned);
  if ('answer' in mapping) return mapping;
  const named = mapping.ports.find(({ port }) => planned(port));
  if (named !== undefined) return bindTo(context, named);
  const [outside] = mapping.ports;
  if (outside === undefined) {
    return unproven(
      'The endpoint mapper answers, but nothing that it was asked for is registered on a TCP port: no dynamic port is known',
      {},
      'Ask again when the host’s services have started',
    );
  }
  return unproven(
    `The endpoint mapper names port ${outside.port} (${outside.interface.name}), outside of the planned ${range.first}-${range.last}`,
    facts(outside),
    'Compare the host’s range (netsh int ipv4 show dynamicport tcp; Rpc\\Internet in the registry) with that of the hierarchy',
  );
}

async function askForPort(
  context: CheckContext,
  planned: (port: number) => boolean,
): Promise<Answer | Extract<Mapping, { kind: 'named' }>> {
  let connection: Awaited<ReturnType<CheckContext['dial']['tcp']>>;
  try {
    connection = await context.dial.tcp(MAPPER_PORT);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return unproven(
      'No dynamic port is known, because the endpoint mapper on TCP 135 can’t be reached',
      { 'endpoint mapper': why },
      'Open TCP 135 first, then ask again',
    );
  }
  try {
    const conversation = new Conversation(connection, context.signal);
    const mapping = await askMapper(context, conversation, interfacesFor(context.task.to.roles), planned);
    if (mapping.kind === 'named') return mapping;
    if (mapping.kind !== 'strange')
      return unproven(`No dynamic port is known: an RPC server answers on TCP 135, but ${mapping.reason}`, {
        'endpoint mapper': mapping.reason,
      });
    const { kind, bytes } = mapping.received;
    // Portolan's listener stands on 135: then it stands on the first of the planned ports as well.
    if (isListener(bytes))
      return { kind: 'named', ports: [{ interface: SERVICE_CONTROL, port: context.port }] };
    const seen =
      kind === 'silent' && bytes.length === 0 ? 'it says nothing' : `${describeBytes(bytes)} answers there`;
    return unproven(`No dynamic port is known: TCP 135 is open, but ${seen}`, { 'endpoint mapper': seen });
  } finally {
    connection.close();
  }
}

function bindTo(context: CheckContext, named: NamedPort): Promise<Answer> {
  const expected = `an RPC server (${named.interface.name})`;
  return converse(
    context,
    async (conversation) => {
      conversation.send(writeBind(named.interface, 1));
      const received = await nextPdu(context, conversation);
      if ('kind' in received) return noMessage(received, expected, context.timeout);
      const answer = readBindAnswer(received.pdu);
      if (answer === undefined)
        return noMessage({ kind: 'other', bytes: received.bytes }, expected, context.timeout);
      const bind = answer.accepted ? 'accepted' : answer.reason;
      return right(
        answer.accepted
          ? `RPC port ${named.port} (${named.interface.name}), named by the endpoint mapper, accepts a bind`
          : `RPC server answers on port ${named.port}, but doesn’t accept the bind: ${bind}`,
        { ...facts(named), 'RPC bind': bind },
      );
    },
    named.port,
  );
}

function isListener(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 11)).toString('latin1') === 'PORTOLAN/1 ';
}

function facts(named: NamedPort): Record<string, string> {
  return { 'RPC port': `${named.port}`, 'RPC interface': named.interface.name };
}
