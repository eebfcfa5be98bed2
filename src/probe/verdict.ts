/** From what was seen to a verdict with its evidence. Pure: every combination has its test. */
import type { ObservedHop, Verdict } from '../plan/observation.ts';
import { isBannerOf, readBanner, startsLikeBanner } from './banner.ts';
import {
  type IcmpError,
  icmpWords,
  isNoRoute,
  isNoRouteToNetwork,
  isPortUnreachable,
  isTimeExceeded,
} from './native/icmp-errors.ts';
import type { Answer } from './protocol.ts';
import { proxyPage } from './proxy-page.ts';
import type { ProbeTask } from './task.ts';
import type { Unreachable } from './unreachable.ts';

/** Where an answer came from: the host itself, something nearer, or that can't be told. `why` ends a sentence. */
export interface Origin {
  readonly origin: 'host' | 'nearer' | 'unknown';
  readonly why: string;
  readonly hop?: ObservedHop;
}

/** What else is known of a target that stayed silent. */
export interface Silence {
  /** The last router that still answered for this port. */
  readonly lastHop?: ObservedHop;
  /** The host answered on another port, or in another way. */
  readonly isUp?: boolean;
  /** Who said that the host doesn't answer on its wire; without an address, this machine itself. */
  readonly down?: ObservedHop;
}

export type Seen =
  | { readonly seen: 'answer'; readonly answer: Answer; readonly head: Uint8Array; readonly origin?: Origin }
  /** Connected, and no check exists for the service. */
  | { readonly seen: 'connected'; readonly head: Uint8Array; readonly origin?: Origin }
  | {
      readonly seen: 'unreachable';
      readonly how: Unreachable;
      readonly origin?: Origin;
      readonly silence?: Silence;
    }
  | { readonly seen: 'unresolved'; readonly name: string; readonly why: string; readonly next?: string }
  | { readonly seen: 'broken'; readonly why: string };

export interface Judged {
  readonly verdict: Verdict;
  readonly evidence: string;
  readonly next?: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly hop?: ObservedHop;
  readonly token?: string;
}

/** Addresses that are the host's own, or this machine's. */
export interface Known {
  readonly host: readonly string[];
  readonly own: readonly string[];
}

const FIREWALL = 'Have the rule of this flow checked on the filters of its way';

/** @param known - addresses of the target's host, besides the one that was asked, and of this machine */
export function judge(task: ProbeTask, seen: Seen, known: Known = { host: [], own: [] }): Judged {
  switch (seen.seen) {
    case 'answer':
      return judgeAnswer(task, seen.answer, seen.head, seen.origin);
    case 'connected':
      return judgeConnected(task, seen.head, seen.origin);
    case 'unreachable':
      return judgeUnreachable(task, seen.how, seen.origin, seen.silence, known);
    case 'unresolved':
      return {
        verdict: 'unresolved',
        evidence: `The name ${seen.name} has no address here: ${seen.why}`,
        next: seen.next ?? `Ask the DNS server of this machine for ${seen.name}`,
        facts: { name: seen.name },
      };
    case 'broken':
      return { verdict: 'failed', evidence: seen.why, facts: {} };
    default:
      return seen satisfies never;
  }
}

/** Who answers nearer than the host is not the host, whatever it says. */
function intercepted(origin: Origin | undefined): Judged | undefined {
  if (origin?.origin === 'unknown')
    return {
      verdict: 'unproven',
      evidence: origin.why,
      next: 'Find out whether a SYN proxy or load balancer only opens connections there, or a proxy answers itself',
      facts: {},
      ...(origin.hop && { hop: origin.hop }),
    };
  if (origin?.origin !== 'nearer') return undefined;
  return {
    verdict: 'intercepted',
    evidence: `Something on the way answers in the host’s place: ${origin.why}`,
    next: 'Find the proxy, load balancer or redirection that takes this port on the way',
    facts: {},
    ...(origin.hop && { hop: origin.hop }),
  };
}

function judgeListener(task: ProbeTask, head: Uint8Array): Judged | undefined {
  if (!startsLikeBanner(head)) return undefined;
  const banner = readBanner(head);
  if (!banner)
    return {
      verdict: 'other',
      evidence: 'Something answers like Portolan’s listener, but not in its form',
      facts: {},
    };
  const { host, token } = banner;
  const facts = { listener: host, ...(banner.sender !== undefined && { seenAs: banner.sender }) };
  if (task.to.host !== undefined && !isBannerOf(banner, task.to.host)) {
    return {
      verdict: 'intercepted',
      evidence: `Portolan’s listener of another host answers: ${host}, not ${task.to.host}`,
      next: `Find out why ${task.to.address ?? task.to.name} leads to ${host}: a redirection, or an address that two hosts have`,
      facts,
      token,
    };
  }
  return {
    verdict: 'listener',
    evidence: `Portolan’s listener on ${host} answers: the way is open`,
    facts,
    token,
  };
}

function judgeAnswer(task: ProbeTask, answer: Answer, head: Uint8Array, origin: Origin | undefined): Judged {
  const listener = judgeListener(task, head) ?? intercepted(origin);
  if (listener) return listener;
  const { says: evidence, facts } = answer;
  const next = answer.next === undefined ? {} : { next: answer.next };
  switch (answer.answer) {
    case 'right':
      return { verdict: 'open', evidence, facts, ...next };
    case 'intercepted':
      return { verdict: 'intercepted', evidence, facts, ...next };
    case 'unproven':
      return { verdict: 'unproven', evidence, facts, ...next };
    case 'silent':
      return task.transport === 'tcp'
        ? { ...ACCEPTED, evidence, facts: { connection: 'opened', ...facts }, ...next }
        : { ...SILENT, evidence, facts, ...next };
    case 'closed':
    case 'other':
      return proxied(task, head) ?? { verdict: 'other', evidence, facts, ...next };
    default:
      return answer.answer satisfies never;
  }
}

/** The way is open. What accepts may be the wrong program, or the right one on a busy machine: neither is proven. */
const ACCEPTED = {
  verdict: 'unproven',
  next: 'Find out which program has the port, and whether it is busy: it accepts the connection, and answers nothing',
} as const;

const SILENT = {
  verdict: 'unproven',
  next: 'Run portolan listen on the host that answers, and ask again: its record proves whether the datagrams arrive',
} as const;

/**
 * A page that only a proxy writes, on a port that isn't HTTP's. Whether that proxy stands on the way or on the host
 * itself its page doesn't say, so it isn't called an interception.
 */
function proxied(task: ProbeTask, head: Uint8Array): Judged | undefined {
  const page = proxyPage(task.service, head);
  if (page === undefined) return undefined;
  return {
    verdict: 'other',
    evidence: `A web proxy answers in HTTP, which ${task.serviceName} doesn’t speak: ${page}`,
    next: 'Find out whether a proxy on the way takes this port, or one on the host has it',
    facts: { proxy: page },
  };
}

function judgeConnected(task: ProbeTask, head: Uint8Array, origin: Origin | undefined): Judged {
  const listener = judgeListener(task, head) ?? intercepted(origin) ?? proxied(task, head);
  if (listener) return listener;
  return {
    verdict: 'open',
    evidence: `The connection opened; what answers wasn’t asked whether it is ${task.serviceName}`,
    facts: { checked: 'connection' },
  };
}

function judgeUnreachable(
  task: ProbeTask,
  how: Unreachable,
  origin: Origin | undefined,
  silence: Silence | undefined,
  known: Known,
): Judged {
  const elsewhere = portElsewhere(task, how);
  if (elsewhere) return elsewhere;
  const judged = judgeOutcome(task, how, origin, silence, known);
  return task.range ? { ...judged, facts: { ...judged.facts, 'asked port': String(how.port) } } : judged;
}

function judgeOutcome(
  task: ProbeTask,
  how: Unreachable,
  origin: Origin | undefined,
  silence: Silence | undefined,
  known: Known,
): Judged {
  switch (how.outcome) {
    case 'reset':
      return judgeReset(task, how, origin);
    case 'icmp':
      return how.icmp ? judgeIcmp(task, how, how.icmp, known) : UNKNOWN;
    case 'silence':
      return judgeSilence(task, silence ?? {}, known);
    case 'failed':
      return judgeFailed(how);
    default:
      return how.outcome satisfies never;
  }
}

const UNKNOWN: Judged = { verdict: 'unproven', evidence: 'It isn’t known what came back', facts: {} };

/** A check needs another port first, as that of the endpoint mapper: what happened there says nothing of this one. */
function portElsewhere(task: ProbeTask, how: Unreachable): Judged | undefined {
  const { port, range } = task;
  if (port === undefined || how.port === 0) return undefined;
  if (how.port === port || (range && how.port >= range.first && how.port <= range.last)) return undefined;
  return {
    verdict: 'unproven',
    evidence: `Port ${how.port} has to say which port to ask, and it can’t be reached (${short(how)})`,
    next: `See what is said of port ${how.port}`,
    facts: {},
  };
}

function short({ outcome, icmp, code }: Unreachable): string {
  if (icmp) return icmpWords(icmp);
  return code ?? outcome;
}

function judgeReset(task: ProbeTask, how: Unreachable, origin: Origin | undefined): Judged {
  if (how.unclear)
    return {
      verdict: 'unproven',
      evidence: 'Refused, but this system doesn’t tell by whom: the host, or a filter on the way',
      next: `Probe from Linux, or run portolan listen on ${task.to.name} and ask again`,
      facts: {},
    };
  if (origin?.origin === 'host')
    return {
      verdict: 'refused',
      evidence: `The way is open, but nobody listens: the host itself resets the connection (${origin.why})`,
      next: `Start or install ${task.serviceName} on ${task.to.name}; the host’s own firewall could reset, too`,
      facts: {},
    };
  if (origin?.origin === 'nearer')
    return {
      verdict: 'rejected',
      evidence: `A filter on the way resets the connection: ${origin.why}`,
      next: FIREWALL,
      facts: {},
      ...(origin.hop && { hop: origin.hop }),
    };
  const why = origin === undefined ? '' : `: ${origin.why}`;
  return {
    verdict: 'unproven',
    evidence: `The connection is reset, and it isn’t known by whom${why}`,
    next: `Run portolan listen on ${task.to.name} and ask again: it answers where nobody listens yet`,
    facts: {},
  };
}

function judgeIcmp(task: ProbeTask, how: Unreachable, icmp: IcmpError, known: Known): Judged {
  const words = icmpWords(icmp);
  const { sender } = icmp;
  const facts = { icmp: words, sender };
  const hop = { hop: { address: sender } };
  if (known.own.includes(sender) && isNoRoute(icmp)) return { ...NOBODY_HERE, facts };
  if (known.own.includes(sender))
    return {
      verdict: 'failed',
      evidence: `This machine itself refuses to send: ${words}`,
      next: 'Look at the rules of this machine’s own firewall and at its routes',
      facts,
    };
  if (isTimeExceeded(icmp))
    return {
      verdict: 'unproven',
      evidence: `The packet went in a circle until its time was over; ${sender} says so`,
      next: `Look at the routes on the way, from ${sender} on`,
      facts,
      ...hop,
    };
  const isHost = sender === how.address || known.host.includes(sender);
  if (isHost && how.transport === 'udp' && isPortUnreachable(icmp))
    return {
      verdict: 'refused',
      evidence: 'The way is open, but nobody listens: the host itself says that the port is unreachable',
      next: `Start or install ${task.serviceName} on ${task.to.name}; the host’s own firewall could say so, too`,
      facts,
    };
  if (isHost)
    return {
      verdict: 'rejected',
      evidence: `The host’s own firewall rejects it: ${words}`,
      next: `Permit it in the firewall of ${task.to.name}: portolan rules --for ${task.to.host ?? task.to.name} prints the rules`,
      facts,
      ...hop,
    };
  if (isNoRoute(icmp)) return { ...undelivered(task, how, icmp), facts, ...hop };
  return {
    verdict: 'rejected',
    evidence: `The filter at ${sender} rejects it: ${words}`,
    next: FIREWALL,
    facts,
    ...hop,
  };
}

function undelivered(task: ProbeTask, { address }: Unreachable, icmp: IcmpError): Omit<Judged, 'facts'> {
  const words = icmpWords(icmp);
  const { sender } = icmp;
  return isNoRouteToNetwork(icmp)
    ? {
        verdict: 'unproven',
        evidence: `The router ${sender} has no route to the target (${words})`,
        next: `Look at the routes of ${sender} to ${address}; a filter there could say so, too`,
      }
    : {
        verdict: 'unproven',
        evidence: `The router ${sender} says that it can’t deliver it (${words}): the host is off, or has another address`,
        next: `Find out whether ${task.to.name} runs and has the address ${address}`,
      };
}

function judgeSilence(task: ProbeTask, { lastHop, isUp, down }: Silence, known: Known): Judged {
  if (task.transport !== 'tcp') return { ...SILENT, evidence: 'No answer', facts: {} };
  if (down && (down.address === undefined || known.own.includes(down.address))) return NOBODY_HERE;
  if (down)
    return {
      verdict: 'unproven',
      evidence: `The router ${down.address} finds nobody with the target’s address on its wire: the host is off, or has another address`,
      next: `Find out whether ${task.to.name} runs and has this address`,
      facts: {},
      hop: down,
    };
  const where =
    lastHop?.address === undefined
      ? ''
      : `; the last that answers for this port is ${lastHop.address}${lastHop.distance === undefined ? '' : `, ${hops(lastHop.distance)} away`}: it drops, or what follows does`;
  const host = isUp ? 'the host answers otherwise' : 'or the host is off: nothing else of it answered';
  return {
    verdict: 'filtered',
    evidence: `Silence, though TCP always answers${isUp ? ` and ${host}` : `; ${host}`}${where}`,
    next: isUp ? FIREWALL : `See that ${task.to.name} runs. ${FIREWALL}`,
    facts: {},
    ...(lastHop && { hop: lastHop }),
  };
}

function hops(distance: number): string {
  return distance === 1 ? 'one hop' : `${distance} hops`;
}

const FAILED: Readonly<Record<string, string>> = {
  EPERM: 'This machine’s own firewall forbids to send it',
  EACCES: 'This machine may not send it: its own firewall, or a right that is missing',
  ENETUNREACH: 'This machine has no route to the address',
  EADDRNOTAVAIL: 'This machine has no address or port to send from',
  EADDRINUSE: 'The own port that the protocol needs is taken',
  EMFILE: 'Too many files are open: ask with a smaller --concurrency, or raise the limit',
  ENFILE: 'Too many files are open on this machine: ask with a smaller --concurrency',
  EAFNOSUPPORT: 'This machine doesn’t have this family of addresses',
};

/** What this machine itself says of its own wire. */
const NOBODY_HERE: Judged = {
  verdict: 'unproven',
  evidence:
    'This machine finds nobody with the address on its wire: the host, or the router to it, is off or has another address',
  next: 'Find out whether the host runs and has this address, and whether the router on the way to it answers',
  facts: {},
};

function judgeFailed({ code = '' }: Unreachable): Judged {
  if (code === 'EHOSTUNREACH' || code === 'EHOSTDOWN') return { ...NOBODY_HERE, facts: { error: code } };
  return {
    verdict: 'failed',
    evidence: FAILED[code] ?? `This machine could not send it: ${code}`,
    facts: { error: code },
  };
}
