/** Objects and groups of a configuration whose lines have places: what they hold, and what is not known of it. */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { ANY_PORT, icmpRange, type ServiceRange } from '../../net/match.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Written } from '../source/lines.ts';
import { Memo } from './memo.ts';
import { notUnderstood, writtenNotUnderstood } from './reasons.ts';
import { perhaps, type Resolved } from './resolved.ts';

interface Bounds {
  /** Members of all groups together. */
  readonly most: number;
  /** What one is called that holds nothing: `a group without members`. */
  readonly empty: string;
}

/** Looks names up, every one once, and says of each once that it is missing. */
export class ObjectGroups extends Memo {
  private readonly diagnostics: Diagnostic[];
  private readonly empty: string;
  private readonly said: Set<string> = new Set();

  constructor(file: string, diagnostics: Diagnostic[], { most, empty }: Bounds) {
    super(most, () => {
      const message = `the groups in ${file} hold more than ${most} members together`;
      diagnostics.push(diagnostic('PT8006', { message, help: 'Rules with the others are unproven' }));
    });
    this.diagnostics = diagnostics;
    this.empty = empty;
  }

  /** A name that the text does not define. */
  missing(what: string, place: Place): Dependency {
    if (!this.said.has(what)) {
      this.said.add(what);
      const help = 'Give the whole "show running-config"; rules that name it depend on it';
      this.diagnostics.push(diagnostic('PT8003', { message: `${what} is defined nowhere`, place, help }));
    }
    return notUnderstood(`${what}, which is defined nowhere`);
  }

  /** Puts a group together from its members and from its lines that were not understood. */
  gather<T>(
    unknown: readonly Written[],
    parts: readonly Resolved<T>[],
    all: readonly T[],
    join: (items: readonly T[]) => readonly T[],
  ): Resolved<T> {
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!this.afford(count)) return perhaps(all, notUnderstood('a group that is too large'));
    if (count === 0 && unknown.length === 0) return perhaps(all, notUnderstood(this.empty));
    const depends = new Set(parts.flatMap((part) => part.depends));
    for (const statement of unknown.slice(0, 3)) depends.add(writtenNotUnderstood(statement));
    return {
      sure: join(parts.flatMap((part) => part.sure)),
      unsure: unknown.length > 0 ? all : join(parts.flatMap((part) => part.unsure)),
      depends: [...depends].slice(0, 5),
    };
  }
}

/** Protocols with their ports, or with a message of ICMP. */
export interface ServiceTerm {
  readonly protocols: readonly PortRange[];
  readonly source?: readonly PortRange[];
  readonly destination?: readonly PortRange[];
  readonly icmp?: { readonly type: number; readonly code?: number };
}

/** All combinations of what a service term says. */
export function servicesOf({ protocols, source, destination, icmp }: ServiceTerm): readonly ServiceRange[] {
  const sources = icmp ? [icmpRange(icmp.type)] : (source ?? [ANY_PORT]);
  const destinations = icmp?.code !== undefined ? [icmpRange(icmp.code)] : (destination ?? [ANY_PORT]);
  return productOf(protocols, sources, destinations);
}

/** Every protocol with every source and every destination port. */
export function productOf(
  protocols: readonly PortRange[],
  sources: readonly PortRange[],
  destinations: readonly PortRange[],
): readonly ServiceRange[] {
  return protocols.flatMap((protocol) =>
    sources.flatMap((source) => destinations.map((destination) => ({ protocol, source, destination }))),
  );
}
