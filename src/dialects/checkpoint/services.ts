/** What the objects in a rule's services stand for. */
import { ANY_PORT, anyOf, ICMP, ICMPV6, SCTP, type ServiceRange, TCP, UDP } from '../../net/match.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { notUnderstood, quoted } from '../raising/reasons.ts';
import { perhaps, surely } from '../raising/resolved.ts';
import { ALL_SERVICES, icmpService, isByte, type Services, uniteServices } from '../raising/services.ts';
import type { CpObject, Fields, Span } from './model.ts';
import { predefinedServices } from './predefined.ts';
import { flagOf, refsOf, textOf } from './values.ts';
import { COMMON_KEYS, type Work } from './work.ts';

const KNOWN: ReadonlySet<string> = new Set([
  ...COMMON_KEYS,
  ...`port source-port protocol match-by-protocol-signature match-for-any override-default-settings session-timeout
  use-default-session-timeout sync-connections-on-cluster use-delayed-sync delayed-sync-value
  keep-connections-open-after-policy-installation aggressive-aging accept-replies icmp-type icmp-code ip-protocol match
  members action enable-tcp-resource start-port`.split(/\s+/),
]);

/** Types of which the ports are not all in the text, and what decides. */
const ELSEWHERE: ReadonlyMap<string, readonly [kind: Dependency['kind'], text: string]> = new Map([
  ['application-site', ['application', 'the application']],
  ['application-site-category', ['application', 'the application category']],
  ['application-site-group', ['application', 'the application group']],
  ['service-dce-rpc', ['other', 'the interface of DCE-RPC']],
  ['service-rpc', ['other', 'the program of RPC']],
  ['service-compound-tcp', ['other', 'the compound service']],
  ['service-citrix-tcp', ['application', 'the Citrix application']],
  ['service-gtp', ['other', 'the GTP service']],
  ['tacacs-server', ['other', 'the server']],
]);

/** What services of such a type can be at most, where it is less than everything. */
const AT_MOST: ReadonlyMap<string, readonly ServiceRange[]> = new Map([
  ['service-dce-rpc', [anyOf(TCP), anyOf(UDP)]],
  ['service-rpc', [anyOf(TCP), anyOf(UDP)]],
  ['service-compound-tcp', [anyOf(TCP)]],
  ['service-citrix-tcp', [anyOf(TCP)]],
]);

const TRANSPORTS: ReadonlyMap<string, number> = new Map([
  ['service-tcp', TCP],
  ['service-udp', UDP],
  ['service-sctp', SCTP],
]);

export class ServiceBook {
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  /** What any of the objects stands for. */
  any(refs: readonly string[], at: Span): Services {
    if (refs.length === 0) return perhaps(ALL_SERVICES, notUnderstood('the service, which is missing'));
    return uniteServices(refs.map((ref) => this.named(ref, at, 0)));
  }

  private named(ref: string, at: Span, depth: number): Services {
    if (this.work.isAny(ref)) return surely(ALL_SERVICES);
    return this.work.once(`service ${ref}`, ref, ALL_SERVICES, depth, () => {
      const object = this.work.find(ref);
      if (!object) {
        const predefined = predefinedServices(ref);
        if (predefined) return surely(predefined);
        return perhaps(ALL_SERVICES, this.work.missing(`the service ${quoted(ref)}`, at));
      }
      const { type, name } = object;
      if (type === 'service-group') return this.group(object, depth);
      const elsewhere = ELSEWHERE.get(type);
      if (elsewhere) {
        const [kind, text] = elsewhere;
        return perhaps(AT_MOST.get(type) ?? ALL_SERVICES, {
          kind,
          text: `${text} ${quoted(name)}`,
          value: name,
        });
      }
      const found = rangesIn(object);
      const unknown = this.work.unknownIn(object, KNOWN);
      if (!found) {
        this.work.report.say('PT8002', `the service ${quoted(name)} was not understood`, object.at);
        return perhaps(ALL_SERVICES, notUnderstood(`the service ${quoted(name)}, which was not understood`));
      }
      if (unknown.length > 0) return perhaps(ALL_SERVICES, ...unknown);
      if (!flagOf(object.fields, 'match-by-protocol-signature')) return surely(found);
      const protocol = textOf(object.fields, 'protocol') ?? name;
      return perhaps(found, {
        kind: 'application',
        text: `the protocol ${quoted(protocol)}`,
        value: protocol,
      });
    });
  }

  private group({ fields, name, at }: CpObject, depth: number): Services {
    if (!fields.has('members'))
      return perhaps(ALL_SERVICES, this.work.missing(`what the service group ${quoted(name)} holds`, at));
    const refs = refsOf(fields, 'members');
    const parts = refs.map((ref) => this.named(ref, at, depth + 1));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!this.work.afford(count))
      return perhaps(ALL_SERVICES, notUnderstood(`the group ${quoted(name)}, which is too large`));
    return uniteServices(parts);
  }
}

function rangesIn({ type, fields }: CpObject): readonly ServiceRange[] | undefined {
  const transport = TRANSPORTS.get(type);
  if (transport !== undefined) {
    const destination = portsOf(textOf(fields, 'port'));
    const source = portsOf(textOf(fields, 'source-port') ?? 'any');
    if (!destination || !source) return undefined;
    const protocol = { first: transport, last: transport };
    return destination.flatMap((to) => source.map((from) => ({ protocol, source: from, destination: to })));
  }
  switch (type) {
    case 'service-icmp':
      return icmpIn(fields, ICMP);
    case 'service-icmp6':
      return icmpIn(fields, ICMPV6);
    case 'service-other': {
      const number = textOf(fields, 'ip-protocol') ?? '';
      const isPlain = textOf(fields, 'match') === undefined && textOf(fields, 'action') === undefined;
      return isPlain && isByte(number) ? [anyOf(Number(number))] : undefined;
    }
    default:
      return undefined;
  }
}

/** `80`, `10-20`, `>1023`, `<1024`, and several of them. */
function portsOf(text: string | undefined): readonly PortRange[] | undefined {
  if (text === undefined) return undefined;
  if (text.toLowerCase() === 'any') return [ANY_PORT];
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(?:([<>])\s*(\d{1,5})|(\d{1,5})(?:\s*-\s*(\d{1,5}))?)\s*$/.exec(part);
    if (!match) return undefined;
    const [, sign, bound, from, to] = match;
    const first = sign === '>' ? Number(bound) + 1 : sign === '<' ? 0 : Number(from);
    const last = sign === '>' ? 65535 : sign === '<' ? Number(bound) - 1 : Number(to ?? from);
    if (first > last || last > 65535) return undefined;
    ranges.push({ first, last });
  }
  return ranges;
}

function icmpIn(fields: Fields, protocol: number): readonly ServiceRange[] | undefined {
  const made = icmpService(protocol, textOf(fields, 'icmp-type'), textOf(fields, 'icmp-code'));
  return made && [made];
}
