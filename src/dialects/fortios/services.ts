/** What the names of services stand for. */
import { anyOf, ICMP, ICMPV6, SCTP, type ServiceRange, TCP, UDP, UDP_LITE } from '../../net/match.ts';
import { notUnderstood, quoted } from '../raising/reasons.ts';
import { perhaps, surely, together } from '../raising/resolved.ts';
import { ALL_SERVICES, icmpService, isByte, type Services, uniteServices } from '../raising/services.ts';
import type { Entry, Span } from './model.ts';
import { rangesOf } from './port-ranges.ts';
import { PREDEFINED_GROUPS, PREDEFINED_SERVICES } from './predefined.ts';
import { allValues, onlyValue, type Scope, says } from './scope.ts';

/** Groups deeper than this are taken for what may be followed. */
const MOST_NESTED = 32;

const KNOWN: ReadonlySet<string> = new Set(
  `uuid category comment color visibility fabric-object protocol protocol-number icmptype icmpcode tcp-portrange
  udp-portrange sctp-portrange udplite-portrange helper proxy iprange fqdn app-service-type app-category application
  check-reset-range tcp-halfclose-timer tcp-halfopen-timer tcp-timewait-timer tcp-rst-timer udp-idle-timer session-ttl
  member explicit-proxy`.split(/\s+/),
);

const PORT_KEYS: readonly (readonly [string, number])[] = [
  ['tcp-portrange', TCP],
  ['udp-portrange', UDP],
  ['sctp-portrange', SCTP],
  ['udplite-portrange', UDP_LITE],
];

/** Services of a virtual domain. */
export class ServiceBook {
  private readonly scope: Scope;
  private readonly followed: Map<string, boolean> = new Map();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** What any of the names stands for. */
  any(names: readonly string[], at: Span): Services {
    const [only] = names;
    if (only !== undefined && names.length === 1) return this.named(only, at, 0);
    return uniteServices(names.map((name) => this.named(name, at, 0)));
  }

  /** Whether the helper for DCE-RPC may follow a service to TCP 135: all do but those that switch it off. */
  mayFollowRpc(names: readonly string[], depth: number = 0): boolean {
    if (depth > MOST_NESTED) return true;
    return names.some((name) => {
      const known = this.followed.get(name);
      if (known !== undefined) return known;
      this.followed.set(name, false);
      const made = this.mayFollow(name, depth);
      this.followed.set(name, made);
      return made;
    });
  }

  private mayFollow(name: string, depth: number): boolean {
    const custom = this.scope.find('firewall service custom', name);
    if (custom) {
      const helper = onlyValue(custom, 'helper') ?? 'auto';
      const ranges = custom.unread.length > 0 ? undefined : rangesIn(custom);
      return helper === 'dcerpc' || (helper === 'auto' && (!ranges || ranges.some(isMapper)));
    }
    const members = allValues(this.scope.find('firewall service group', name), 'member');
    return members.length === 0 || this.mayFollowRpc(members, depth + 1);
  }

  private named(name: string, at: Span, depth: number): Services {
    return this.scope.once(`service ${name}`, name, ALL_SERVICES, depth, () => {
      const custom = this.scope.find('firewall service custom', name);
      if (custom) return this.custom(custom);
      const group = this.scope.find('firewall service group', name);
      if (group) return this.group(group, depth);
      const predefined = PREDEFINED_SERVICES.get(name);
      if (predefined) return surely(predefined);
      const members = PREDEFINED_GROUPS.get(name);
      if (members) return uniteServices(members.map((member) => this.named(member, at, depth + 1)));
      return perhaps(ALL_SERVICES, this.scope.missing(`the service ${quoted(name)}`, at));
    });
  }

  private group(entry: Entry, depth: number): Services {
    const names = allValues(entry, 'member');
    const parts = names.map((name) => this.named(name, entry, depth + 1));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!this.scope.afford(count))
      return perhaps(ALL_SERVICES, notUnderstood(`the group ${quoted(entry.name)}, which is too large`));
    if (names.length === 0)
      return perhaps(ALL_SERVICES, notUnderstood(`the group ${quoted(entry.name)}, which has no members`));
    return this.withUnknown(entry, uniteServices(parts));
  }

  private custom(entry: Entry): Services {
    const read = this.isRestricted(entry) ? undefined : rangesIn(entry);
    if (read) return this.withUnknown(entry, surely(read));
    this.scope.report.say('PT8002', `the service ${quoted(entry.name)} was not understood`, entry);
    const what = `the service ${quoted(entry.name)}, which was not understood`;
    return perhaps(ALL_SERVICES, notUnderstood(what), ...this.scope.unknownIn(entry, KNOWN));
  }

  /** To some destinations only, to applications, or for a proxy. */
  private isRestricted(entry: Entry): boolean {
    const addresses = onlyValue(entry, 'iprange') ?? '0.0.0.0';
    return (
      addresses !== '0.0.0.0' ||
      says(entry, 'fqdn') ||
      (onlyValue(entry, 'app-service-type') ?? 'disable') !== 'disable' ||
      ['proxy', 'explicit-proxy'].some((key) => (onlyValue(entry, key) ?? 'disable') !== 'disable')
    );
  }

  private withUnknown(entry: Entry, services: Services): Services {
    const unknown = this.scope.unknownIn(entry, KNOWN);
    return unknown.length === 0 ? services : perhaps(ALL_SERVICES, ...together([unknown, services.depends]));
  }
}

/** Whether a service reaches the endpoint mapper. */
const isMapper = ({ protocol, destination }: ServiceRange): boolean =>
  protocol.first <= TCP && TCP <= protocol.last && destination.first <= 135 && 135 <= destination.last;

function rangesIn(entry: Entry): readonly ServiceRange[] | undefined {
  const protocol = onlyValue(entry, 'protocol') ?? 'TCP/UDP/SCTP';
  switch (protocol) {
    case 'IP': {
      const number = numberOf(onlyValue(entry, 'protocol-number') ?? '0');
      if (number === undefined) return undefined;
      return number === 0 ? ALL_SERVICES : [anyOf(number)];
    }
    case 'ICMP':
      return icmpIn(entry, ICMP);
    case 'ICMP6':
      return icmpIn(entry, ICMPV6);
    case 'TCP/UDP/SCTP':
    case 'TCP/UDP/UDP-Lite/SCTP':
      return portsIn(entry);
    default:
      return undefined;
  }
}

function portsIn(entry: Entry): readonly ServiceRange[] | undefined {
  const ranges: ServiceRange[] = [];
  for (const [key, protocol] of PORT_KEYS) {
    if (!says(entry, key)) continue;
    const read = rangesOf(protocol, allValues(entry, key));
    if (!read) return undefined;
    for (const range of read) ranges.push(range);
  }
  return ranges.length > 0 ? ranges : undefined;
}

function icmpIn(entry: Entry, protocol: number): readonly ServiceRange[] | undefined {
  // Of a setting with several values, the text is none.
  const [type, code] = ['icmptype', 'icmpcode'].map((key) =>
    says(entry, key) ? (onlyValue(entry, key) ?? '') : undefined,
  );
  const made = icmpService(protocol, type, code);
  return made && [made];
}

function numberOf(text: string): number | undefined {
  return isByte(text) ? Number(text) : undefined;
}
