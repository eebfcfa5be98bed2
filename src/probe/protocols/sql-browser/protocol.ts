/** SQL Server Browser: which instances a server has, and on which ports. */
import type { Answer, Protocol, ResponderContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { plainText } from '../shared/bytes.ts';
import { allInstancesRequest, browserReply, readReply, readRequest, type SqlInstance } from './wire.ts';

export const SQL_BROWSER: Protocol = {
  name: 'SQL Server Browser',
  transport: 'udp',
  services: ['sql-browser'],
  check: (context) =>
    ask(
      context,
      {
        bytes: allInstancesRequest(),
        expected: 'SQL Server Browser',
        read: (datagram) => readReply(datagram.bytes),
      },
      (instances) => describe(instances, context.task.hints.instance),
    ),
  responder: {
    udp(datagram, reply, context) {
      const request = readRequest(datagram.bytes);
      if (request === undefined) return;
      const own = ownInstance(context);
      if (request.instance !== undefined && request.instance.toUpperCase() !== own.name.toUpperCase()) return;
      reply(browserReply([own]));
    },
  },
};

function ownInstance(context: ResponderContext): SqlInstance {
  const port = Number(context.hints['port.sql'] ?? context.hints.sqlPort ?? 1433);
  return {
    server: context.host.name.toUpperCase(),
    name: context.hints.instance ?? 'MSSQLSERVER',
    tcp: Number.isInteger(port) ? port : 1433,
  };
}

function describe(instances: readonly SqlInstance[], wanted: string | undefined): Answer {
  const list = instances
    .map(({ name, tcp }) => `${plainText(name, 32)} ${tcp === undefined ? 'without TCP' : `on TCP ${tcp}`}`)
    .join(', ');
  const isThere =
    wanted === undefined || instances.some(({ name }) => name.toUpperCase() === wanted.toUpperCase());
  return right(
    list === '' ? 'SQL Server Browser answers and knows no instance' : `SQL Server Browser knows ${list}`,
    { instances: list, version: instances[0]?.version?.slice(0, 20) },
    isThere
      ? undefined
      : `The instance ${wanted} isn't among them: look whether it runs and whether TCP/IP is on`,
  );
}
