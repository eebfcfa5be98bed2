import { type PortRange, parsePorts } from '../../net/ports.ts';
import type { OtherService } from '../model.ts';
import { list, object, oneOrMany } from './collections.ts';
import { type Parsed, scalar } from './scalar.ts';
import { described, located, type Shape } from './shape.ts';
import { date, name, quote } from './values.ts';
import type { WrittenOtherTraffic } from './written.ts';

const NO_PORTS: readonly PortRange[] = Object.freeze([]);

/** `tcp/3389`, `udp/5000-5010`, `tcp` with any port, `icmp`, or `any`. */
const service: Shape<OtherService> = scalar(
  'a service such as tcp/3389, udp/5000-5010, tcp, icmp or any',
  { type: 'string', pattern: '^(tcp|udp)(/[0-9, -]+)?$|^icmp$|^any$' },
  parseService,
);

function parseService(text: string): Parsed<OtherService> {
  const slash = text.indexOf('/');
  const transport = slash < 0 ? text : text.slice(0, slash);
  switch (transport) {
    case 'tcp':
    case 'udp': {
      if (slash < 0) return { value: { transport, ports: NO_PORTS } };
      const ports = parsePorts(text.slice(slash + 1));
      if ('error' in ports) return { code: 'PT2007', message: `${quote(text)}: ${ports.error}` };
      return { value: { transport, ports } };
    }
    case 'icmp':
    case 'any':
      if (slash < 0) return { value: { transport, ports: NO_PORTS } };
      return {
        code: 'PT2018',
        message: `${quote(text)}: ${transport} has no ports`,
        help: `write \`${transport}\``,
      };
    default:
      return {
        code: 'PT2018',
        message: `${quote(text)} is not a service`,
        help: /^[\d, -]+$/.test(text) ? `write \`tcp/${text.trim()}\` or \`udp/${text.trim()}\`` : undefined,
      };
  }
}

/** Where packets come from or go to: a network, or the name of something that has networks. */
export const place: Shape<{ readonly value: string; readonly offset: number }> = located(
  name('a network, or the name of what has networks'),
);

const entry: Shape<WrittenOtherTraffic> = object(
  'an entry of other traffic',
  {
    name: described('What findings call it', located(name('a name'))),
    from: described(
      'Who starts it: networks, names of hosts, of client and console networks and of zones, any, internet',
      oneOrMany(place),
    ),
    to: described('Who answers, in the same words', oneOrMany(place)),
    services: described('Protocols and the ports of who answers', oneOrMany(service)),
    filters: described(
      'Filters that may permit it, all if left out',
      oneOrMany(located(name('the name of a filter'))),
    ),
    reason: described('Why it is permitted, or who asked for it', name('a text')),
    until: described('Last day on which it may be permitted', date),
  },
  ['name', 'from', 'to', 'services'],
);

/** Traffic besides Configuration Manager's. */
export const otherTrafficShape: Shape<readonly WrittenOtherTraffic[]> = list(entry);
