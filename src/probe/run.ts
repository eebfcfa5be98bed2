/** Runs probe tasks: many at once within bounds, each verdict told as soon as it is certain. */
import { type Asked, askOne } from './ask.ts';
import { mostAtOnce } from './descriptors.ts';
import type { Wire } from './hops.ts';
import { each, Gate, Pace } from './limiter.ts';
import { locate } from './locate.ts';
import { Connector } from './native/connector.ts';
import { familyOf } from './native/socket-address.ts';
import { observationOf } from './observe.ts';
import { DEFAULTS, LIMITS, type Place, type RunOptions } from './options.ts';
import { ownAddresses } from './own-addresses.ts';
import { protocolOf } from './protocols/registry.ts';
import { Resolver, resolvingWords } from './resolve.ts';
import { comesFrom, type Finding, isCertain, needsLook, portOf } from './second-look.ts';
import { isInside, leadsAstray, targetOf } from './target.ts';
import type { ProbeTask } from './task.ts';
import { judge, type Seen } from './verdict.ts';

/** A task with its address, and what was seen of it. */
interface Result extends Finding {
  readonly on: string;
  readonly address?: string;
  readonly place: Place;
  readonly time: Date;
  readonly milliseconds: number;
  readonly local?: { readonly address: string; readonly port: number };
  readonly token?: string;
}

/**
 * Runs tasks and tells each verdict by `options.found`; ends early when the signal says so, and what was seen by then
 * is told. Tasks that ask the same are asked once.
 */
export async function runProbes(tasks: Iterable<ProbeTask>, options: RunOptions): Promise<void> {
  const run = new Run(options);
  try {
    await run.all(tasks);
  } finally {
    await run.close();
  }
}

/** A fact of what may be told otherwise after a second look. */
const INTERRUPTED = { interrupted: 'before it was looked where it comes from' } as const;

const ASTRAY = 'Look at the hosts file of this machine, and for a DNS filter that gives such answers';

/** Targets whose answers are looked at again at once. */
const TARGETS_AT_ONCE = 32;

class Run {
  readonly #options: RunOptions;
  readonly #connector: Connector | undefined = Connector.open();
  readonly #signal: AbortSignal;
  readonly #pace: Pace;
  readonly #concurrency: number;
  readonly #gate: Gate;
  readonly #timeout: number;
  readonly #here: Place = { addresses: ownAddresses() };
  readonly #asked: Map<string, Promise<Result>> = new Map();
  readonly #resolver: Resolver;
  readonly #names: Map<string, Promise<string>> = new Map();
  /** Namespaces and addresses that something answered from, over UDP too. */
  readonly #up: Set<string> = new Set();
  /** By namespace and address: results that need the second look. */
  readonly #open: Map<string, Result[]> = new Map();

  constructor(options: RunOptions) {
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#resolver = new Resolver(this.#signal);
    this.#pace = new Pace(Math.min(options.rate ?? DEFAULTS.rate, LIMITS.rate));
    const { concurrency = DEFAULTS.concurrency } = options;
    this.#concurrency = Math.min(concurrency, LIMITS.concurrency, mostAtOnce());
    this.#gate = new Gate(this.#concurrency, this.#pace);
    this.#signal.addEventListener('abort', this.#cancel);
    this.#timeout = Math.min(options.timeout ?? DEFAULTS.timeout, LIMITS.timeout);
  }

  readonly #cancel = (): void => this.#connector?.cancel();

  async all(tasks: Iterable<ProbeTask>): Promise<void> {
    const { perTarget = DEFAULTS.perTarget } = this.#options;
    const signal = this.#signal;
    await each(
      tasks,
      {
        concurrency: this.#concurrency,
        perKey: perTarget,
        pace: this.#pace,
        signal,
        key: ({ to, from }) => `${from.name} ${to.address ?? to.subnet ?? to.fqdns[0] ?? to.name}`,
      },
      async (task) => {
        const result = await this.#ask(task);
        // What was waited for when it was cancelled is no silence.
        if (!signal.aborted || isCertain(result.seen)) this.#settle({ ...result, task });
      },
    );
    const groups = [...this.#open.values()];
    await each(
      groups,
      {
        concurrency: TARGETS_AT_ONCE,
        perKey: 1,
        pace: new Pace(0),
        signal,
        key: ([one]) => (one ? groupOf(one) : ''),
      },
      (group) => this.#locate(group),
    );
    // What was cancelled before its second look is told as it was seen.
    for (const group of this.#open.values()) for (const result of group) this.#tell(result, INTERRUPTED);
  }

  /** The same question is asked once, however many flows need its answer. */
  #ask(task: ProbeTask): Promise<Result> {
    const place = this.#options.placeOf?.(task);
    const { from, to } = task;
    const key = JSON.stringify([
      place?.namespace,
      from.address ?? from.name,
      to.address ?? to.subnet ?? to.fqdns,
      task.service,
      task.transport,
      task.port,
      task.range?.last,
      task.hints.role,
    ]);
    const known = this.#asked.get(key);
    if (known) return known;
    const result = this.#askNow(task, place ?? this.#here, place?.on ?? this.#options.on);
    this.#asked.set(key, result);
    return result;
  }

  async #askNow(task: ProbeTask, place: Place, on: string): Promise<Result> {
    const time = new Date();
    const start = performance.now();
    const address = await this.#addressOf(task, place);
    const done = (asked: Asked): Result => ({
      ...asked,
      task,
      port: portOf(task, asked.seen),
      on,
      place,
      time,
      ...(typeof address === 'string' && { address }),
      milliseconds: Math.round((performance.now() - start) * 10) / 10,
    });
    if (typeof address !== 'string') return done({ seen: address });
    const asked = await this.#askAt(task, address, place);
    return done(asked);
  }

  async #askAt(task: ProbeTask, address: string, place: Place, minimumTtl?: number): Promise<Asked> {
    const protocol = protocolOf(task.service);
    const from = fromOf(task, place, address);
    return await askOne({
      // Some protocols say who asks.
      task: from === undefined ? task : { ...task, from: { ...task.from, address: from } },
      address,
      place,
      timeout: this.#timeout,
      signal: this.#signal,
      listener: this.#options.listener === true,
      bare: this.#options.checks === false,
      ...(from !== undefined && { from }),
      ...(protocol && { protocol }),
      ...(this.#connector && { connector: this.#connector }),
      ...(minimumTtl !== undefined && { minimumTtl }),
    });
  }

  async #addressOf(task: ProbeTask, place: Place): Promise<string | Seen> {
    const target = targetOf(task, this.#options.addressIn?.(task));
    if ('address' in target) return target.address;
    if ('why' in target) return { seen: 'unresolved', name: task.to.name, why: target.why };
    const { name, family } = target;
    const key = `${name} ${family}`;
    const resolve = this.#options.resolve ?? ((n, f) => this.#resolver.resolve(n, f));
    const found = this.#names.get(key) ?? resolve(name, family);
    this.#names.set(key, found);
    try {
      const address = await found;
      const why = leadsAstray(address, place.addresses);
      return why === undefined ? address : { seen: 'unresolved', name, why, next: ASTRAY };
    } catch (error) {
      return { seen: 'unresolved', name, why: resolvingWords(error) };
    }
  }

  /** Tells what is certain; keeps what a second look can make certain. */
  #settle(result: Result): void {
    const { seen, task, address } = result;
    if (address !== undefined && comesFrom(address, seen)) this.#up.add(groupOf(result));
    const later =
      this.#options.locate !== false &&
      this.#connector !== undefined &&
      address !== undefined &&
      task.transport === 'tcp' &&
      needsLook(seen, task);
    if (!later) {
      this.#tell(result);
      return;
    }
    const key = groupOf(result);
    const group = this.#open.get(key);
    if (group) group.push(result);
    else this.#open.set(key, [result]);
  }

  async #locate(group: readonly Result[]): Promise<void> {
    const [first] = group;
    if (!first || this.#connector === undefined || first.address === undefined) return;
    const connector = this.#connector;
    const { address, place } = first;
    const from = fromOf(first.task, place, address);
    // Flows that share a question share what was seen. One port may be asked in several ways, by the target's roles.
    const findings = [...new Map(group.map((result) => [result.seen, result])).values()];
    const wireTo = (port: number, timeout?: number): Wire => ({
      connector,
      address,
      port,
      options: {
        ...(place.namespace !== undefined && { namespace: place.namespace }),
        ...(from !== undefined && { local: { address: from, port: 0 } }),
      },
      timeout: timeout ?? Math.min(this.#timeout, HOP_TIMEOUT),
      signal: this.#signal,
      gate: this.#gate,
    });
    const about = {
      isOwn: place.addresses.includes(address),
      isUp: this.#up.has(groupOf(first)),
      again: async ({ task }: Finding, ttl: number) => (await this.#askAt(task, address, place, ttl)).seen,
    };
    const seen = await locate(findings, wireTo, about);
    if (this.#signal.aborted) return;
    const located = new Map(findings.map((finding, i) => [finding.seen, seen[i]]));
    this.#open.delete(groupOf(first));
    for (const result of group) this.#tell({ ...result, seen: located.get(result.seen) ?? result.seen });
  }

  #tell(result: Result, more: Readonly<Record<string, string>> = {}): void {
    const { task, seen, place } = result;
    const host = task.to.host === undefined ? [] : (this.#options.addressesOf?.(task.to.host) ?? []);
    const judged = judge(task, seen, { host, own: place.addresses });
    const filter = judged.hop?.address && this.#options.filterOf?.(judged.hop.address);
    const told = { ...judged, facts: { ...judged.facts, ...more } };
    const named = filter && judged.hop ? { ...told, hop: { ...judged.hop, filter } } : told;
    this.#options.found?.(observationOf(task, named, result), task);
  }

  async close(): Promise<void> {
    await this.#resolver.close();
    this.#signal.removeEventListener('abort', this.#cancel);
    this.#connector?.close();
  }
}

/** Long enough for a lost packet to be sent again: a second, by RFC 6298. */
const HOP_TIMEOUT = 1300;

/** Results that take one way: from another address of a host with several, filters may decide otherwise. */
function groupOf({ place, task, address }: Result): string {
  const from = address === undefined ? undefined : fromOf(task, place, address);
  return `${place.namespace} ${from} ${address}`;
}

/** The address to send from, where this machine has the one, or one of those, that the plan says. */
function fromOf({ from }: ProbeTask, { addresses }: Place, target: string): string | undefined {
  const { address, subnet } = from;
  if (address !== undefined) return addresses.includes(address) ? address : undefined;
  if (subnet === undefined) return undefined;
  const family = familyOf(target);
  return addresses.find((own) => familyOf(own) === family && isInside(own, subnet));
}
