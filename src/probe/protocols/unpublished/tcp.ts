/**
 * Services whose protocols Microsoft hasn't published: Service Broker and database mirroring endpoints, Remote Control,
 * Delivery Optimization. Nothing can be asked, so what answers can't be told; that something does is worth knowing.
 */
import type { CheckContext, Protocol } from '../../protocol.ts';
import { closed, other, unproven } from '../shared/answers.ts';
import { converse } from '../shared/conversation.ts';

/** Who speaks first does so in this time, in milliseconds. */
const LISTEN = 1000;

function acceptsOnly(name: string, service: string, expected: string, look: string): Protocol {
  return {
    name,
    transport: 'tcp',
    services: [service],
    check: (context: CheckContext) =>
      converse(context, async (conversation) => {
        // Nothing is asked: whatever comes unasked within this time is all there is to judge by.
        const received = await conversation.receive(() => 'more', Math.min(LISTEN, context.timeout));
        if (received.bytes.length > 0) return other(expected, received.bytes);
        if (received.kind === 'closed') return closed(expected, received.bytes);
        return unproven(
          `The connection is accepted and kept. Which program does so can't be told: the protocol of ${name} isn't published`,
          { connection: 'accepted' },
          `The way is open. ${look}`,
        );
      }),
  };
}

export const SERVICE_BROKER: Protocol = acceptsOnly(
  'SQL Server Service Broker',
  'sql-broker',
  'a Service Broker endpoint',
  'On the server, SELECT name, port, state_desc FROM sys.tcp_endpoints tells which endpoint has the port',
);

export const DATABASE_MIRRORING: Protocol = acceptsOnly(
  'a database mirroring endpoint',
  'sql-endpoint',
  'a database mirroring endpoint',
  'On the server, SELECT name, port, state_desc FROM sys.tcp_endpoints tells which endpoint has the port',
);

export const REMOTE_CONTROL: Protocol = acceptsOnly(
  'Remote Control',
  'remote-control',
  'the Remote Control service',
  'On the client, the service CmRcService has the port (CmRcService.log)',
);

export const DELIVERY_OPTIMIZATION: Protocol = acceptsOnly(
  'Delivery Optimization',
  'delivery-optimization',
  'Delivery Optimization',
  'On the client, the service DoSvc has the port (Get-DeliveryOptimizationStatus)',
);

export const DELTA_DOWNLOAD: Protocol = acceptsOnly(
  'delta content',
  'delta-download',
  'a listener for delta content',
  'Clients listen on this port for themselves only, as far as is documented: a distribution point needs nothing there',
);
