/**
 * What verification has to find, packet by packet, from the reference judge alone. Written apart from the product's own
 * questions, so that both are not wrong in the same way.
 */
import { isIcmp, type Match, TCP, UDP } from '../../src/net/match.ts';
import type { Family, Network } from '../../src/net/network.ts';
import { matchHolds, type Packet } from '../../src/net/packet.ts';
import { PUBLIC_ADDRESSES } from '../../src/net/public-addresses.ts';
import { ANY_STATE, ESTABLISHED, NEW, type StateSet } from '../../src/net/state.ts';
import type { Rule } from '../../src/policy/model.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import { type Judgement, judge } from '../../src/verify/judge.ts';
import type { Cut } from '../../src/verify/verify.ts';

export type Hook = Ruleset['hook'];

/** How one rule set answers; `ruleset` is absent for what was not given. */
export interface Answer {
  readonly ruleset?: Ruleset;
  readonly verdict: Judgement['verdict'];
  readonly judgement?: Judgement;
}

const within = (
  networks: readonly Pick<Network, 'family' | 'first' | 'last'>[],
  packet: Packet,
  end: bigint,
): boolean => networks.some((n) => n.family === packet.family && n.first <= end && end <= n.last);

/** Whether an end is a rule's; the internet is only where public services are, if asked strictly. */
function isEnd(parties: Rule['from'], packet: Packet, end: bigint, strictly: boolean): boolean {
  return parties.some(
    ({ name, networks }) =>
      within(networks, packet, end) &&
      (!strictly || name !== 'internet' || within(PUBLIC_ADDRESSES, packet, end)),
  );
}

/** A packet that starts what the rule is for: all of them have to pass. */
export function isNeeded(rule: Rule, packet: Packet): boolean {
  if (!isEnd(rule.from, packet, packet.source, true) || !isEnd(rule.to, packet, packet.destination, true))
    return false;
  const { protocol, sourcePort, destinationPort } = packet;
  if (rule.transport === 'icmp')
    return packet.family === 4
      ? protocol === 1 && sourcePort === 8 << 8 && destinationPort === 0
      : protocol === 58 && sourcePort === 128 << 8 && destinationPort === 0;
  if (protocol !== (rule.transport === 'tcp' ? TCP : UDP)) return false;
  if (protocol === TCP && sourcePort < 1024) return false;
  return rule.ports.some((p) => p.first <= destinationPort && destinationPort <= p.last);
}

/** A packet that may pass for the rule. */
function isAllowedFor(rule: Rule, packet: Packet): boolean {
  if (!isEnd(rule.from, packet, packet.source, false) || !isEnd(rule.to, packet, packet.destination, false))
    return false;
  const { protocol, sourcePort, destinationPort } = packet;
  if (rule.transport === 'icmp')
    return (protocol === 1 && sourcePort === 8 << 8) || (protocol === 58 && sourcePort === 128 << 8);
  if (protocol !== (rule.transport === 'tcp' ? TCP : UDP)) return false;
  return rule.ports.some((p) => p.first <= destinationPort && destinationPort <= p.last);
}

/** A packet that comes back once a connection stands. */
export function isAnswer(rule: Rule, packet: Packet): boolean {
  const turned = {
    ...packet,
    source: packet.destination,
    destination: packet.source,
    sourcePort: packet.destinationPort,
    destinationPort: packet.sourcePort,
  };
  if (rule.transport !== 'icmp') return isNeeded(rule, turned);
  const type = packet.sourcePort >> 8;
  if (packet.destinationPort !== 0 || type !== (packet.family === 4 ? 0 : 129)) return false;
  const request = { sourcePort: (packet.family === 4 ? 8 : 128) << 8, destinationPort: 0 };
  return isNeeded(rule, { ...turned, ...request });
}

/** What every network needs: ICMP errors, and on hosts neighbour discovery and group membership. */
function isHousekeeping(hook: Hook, { family, protocol, sourcePort }: Packet): boolean {
  if (!isIcmp(protocol)) return false;
  const type = sourcePort >> 8;
  if (family === 4) return protocol === 1 && [3, 11, 12].includes(type);
  if (protocol !== 58) return false;
  return (type >= 1 && type <= 4) || (hook !== 'forward' && ((type >= 130 && type <= 137) || type === 143));
}

export const backOf = (hook: Hook): Hook => (hook === 'in' ? 'out' : hook === 'out' ? 'in' : 'forward');

/** Everything about one cut and its configurations that can be asked packet by packet. */
export class Oracle {
  readonly cut: Cut;
  readonly configurations: readonly Configuration[];
  readonly #stripped = new Map<string, readonly Ruleset[]>();

  constructor(cut: Cut, configurations: readonly Configuration[]) {
    this.cut = cut;
    this.configurations = configurations;
  }

  /** The rules that ask for packets; those that filters which follow a protocol need not have are left out. */
  rules(): { readonly rule: Rule; readonly hook: Hook; readonly known: 'exact' | 'by-name' }[] {
    const follows = new Set(this.configurations.flatMap((c) => c.follows ?? []));
    return this.cut.needs
      .filter(({ rule }) => rule.follows === undefined || !follows.has(rule.follows))
      .map(({ rule, hook, known }) => ({ rule: known === 'exact' ? rule : onlyInternet(rule), hook, known }));
  }

  /** How each rule set of a hook answers, and those that were not given. */
  answers(
    hook: Hook,
    packet: Packet,
    state: StateSet,
    holds: (d: Dependency) => boolean,
    key: string,
  ): Answer[] {
    const own: Answer[] = this.#rulesets(hook, holds, key).map((ruleset) => {
      const judgement = judge(ruleset, packet, state);
      return { ruleset, verdict: judgement.verdict, judgement };
    });
    const families = new Set(this.configurations.flatMap((c): readonly Family[] => c.families ?? [4, 6]));
    if (own.length === 0 || !families.has(packet.family)) own.push({ verdict: 'depends' });
    return own;
  }

  /** As a rule's packets are judged: a line for its own program matches. */
  answersFor(rule: Rule, hook: Hook, packet: Packet, state: StateSet = NEW): Answer[] {
    const { program, windowsService } = rule;
    const holds = ({ kind, value }: Dependency): boolean =>
      (kind === 'program' && program !== undefined && value === program.toLowerCase()) ||
      (kind === 'windows-service' && windowsService !== undefined && value === windowsService.toLowerCase());
    return this.answers(hook, packet, state, holds, JSON.stringify([program, windowsService]));
  }

  /** As what is opened is judged: a line for any program opens. */
  opened(hook: Hook, packet: Packet): Answer[] {
    const holds = ({ kind }: Dependency): boolean => kind === 'program' || kind === 'windows-service';
    return this.answers(hook, packet, NEW, holds, 'opened');
  }

  isAllowed(hook: Hook, packet: Packet): boolean {
    const { needs, other } = this.cut;
    if (
      needs.some(
        (n) => n.hook === hook && isAllowedFor(n.known === 'exact' ? n.rule : onlyInternet(n.rule), packet),
      )
    )
      return true;
    if (other.some((match) => matchHolds(match, packet)) || isHousekeeping(hook, packet)) return true;
    return (
      !this.#follows(hook) &&
      needs.some(
        (n) =>
          n.hook === backOf(hook) && isAnswer(n.known === 'exact' ? n.rule : onlyInternet(n.rule), packet),
      )
    );
  }

  /** What passes with connections that stand: it needs no line of its own. */
  isIncidental(hook: Hook, packet: Packet): boolean {
    return this.#follows(hook) && isHousekeeping(hook, packet);
  }

  #follows(hook: Hook): boolean {
    const rulesets = this.configurations.flatMap((c) => c.rulesets.filter((r) => r.hook === hook));
    return rulesets.some((r) => r.stateful || r.rules.some((rule) => rule.states !== ANY_STATE));
  }

  isInScope(hook: Hook, packet: Packet): boolean {
    return (this.cut.scopes.get(hook) ?? []).some((match: Match) => matchHolds(match, packet));
  }

  /** Answers that this rule set lets through, or doesn't. */
  established(ruleset: Ruleset, rule: Rule, packet: Packet): Answer['verdict'] | undefined {
    return this.answersFor(rule, ruleset.hook, packet, ESTABLISHED).find(
      (a) => a.ruleset?.name === ruleset.name,
    )?.verdict;
  }

  #rulesets(hook: Hook, holds: (d: Dependency) => boolean, key: string): readonly Ruleset[] {
    const name = `${hook} ${key}`;
    let found = this.#stripped.get(name);
    if (!found) {
      found = this.configurations.flatMap((c) =>
        c.rulesets
          .filter((ruleset) => ruleset.hook === hook)
          .map((ruleset) => ({ ...ruleset, rules: ruleset.rules.map((rule) => withoutHeld(rule, holds)) })),
      );
      this.#stripped.set(name, found);
    }
    return found;
  }
}

const withoutHeld = (rule: FilterRule, holds: (d: Dependency) => boolean): FilterRule => ({
  ...rule,
  depends: rule.depends.every(holds) ? [] : rule.depends,
});

/** The part of a rule whose far end is known by name only. */
function onlyInternet(rule: Rule): Rule {
  const named = (side: Rule['to']): Rule['to'] => side.filter((party) => party.name === 'internet');
  return named(rule.to).length > 0 ? { ...rule, to: named(rule.to) } : { ...rule, from: named(rule.from) };
}
