import type { Condition, Conversation, ConversationService } from '../catalog/model.ts';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Population } from './clients.ts';
import type { Endpoint, Flow } from './model.ts';

/** Collects what a person should know about a plan, once each: what is left out and why, what can't be routed. */
export class Remarks {
  readonly #version: number;
  readonly #seen = new Set<string>();
  readonly #found: Diagnostic[] = [];
  /** Install-time conversations that only wait for a window, by the setting that would give it. */
  readonly #waiting = new Map<string, Set<string>>();
  /** Optional services that only wait for their option. */
  readonly #optional = new Map<string, Set<string>>();

  constructor(version: number) {
    this.#version = version;
  }

  #once(key: string, make: () => Diagnostic): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#found.push(make());
  }

  conditionFailed(conversation: Conversation, failed: Condition, service?: ConversationService): void {
    const phase = service?.phase ?? conversation.phase;
    if (service?.optional === true && failed.setting.startsWith('hierarchy.options.')) {
      add(this.#optional, failed.setting.slice('hierarchy.'.length), conversation.id);
    } else if (phase === 'install' && /\.installation$/.test(failed.setting)) {
      add(this.#waiting, failed.setting, conversation.id);
    }
  }

  removed(conversation: Conversation): void {
    this.#once(`removed ${conversation.id}`, () =>
      diagnostic('PT6004', {
        message: `${conversation.title} is left out: version ${this.#version} no longer has it`,
        help: conversation.lifecycle.note ?? 'remove the role from the hierarchy',
      }),
    );
  }

  planned(conversation: Conversation): void {
    const { deprecated, status, note } = conversation.lifecycle;
    if (status === 'current' || (deprecated !== undefined && this.#version < deprecated)) return;
    this.#once(`deprecated ${conversation.id}`, () =>
      diagnostic('PT6005', {
        message: `${conversation.title} is deprecated`,
        ...(note !== undefined && { help: note }),
      }),
    );
  }

  noPath(
    error: 'none' | 'ambiguous',
    ways: readonly (readonly string[])[],
    [from, to]: readonly [string, string],
    conversation: Conversation,
    [source, target]: readonly [Endpoint | undefined, Endpoint | undefined],
  ): void {
    // Either direction is one and the same problem.
    const key = `path ${[from, to].sort().join(' ')}`;
    const need = `${source?.name ?? from} has to reach ${target?.name ?? to} (${conversation.id})`;
    this.#once(key, () =>
      error === 'none'
        ? diagnostic('PT6001', {
            message: `no way leads from zone ${from} to zone ${to}, and ${need}`,
            help:
              to === 'internet' || from === 'internet'
                ? 'add internet to the filter that stands at its border, or write `internet: none` if nothing reaches it'
                : `add both zones to the filter between them, or a filter: filters: { name: { between: [${from}, ${to}] } }`,
          })
        : diagnostic('PT6002', {
            message: `several ways lead from zone ${from} to zone ${to}, and ${need}`,
            expected: `one of ${ways.map((w) => w.join(' → ')).join('; or ')}`,
            help: `say which: routes: [{ from: ${from}, to: ${to}, via: [${(ways[0] ?? []).join(', ')}] }]`,
          }),
    );
  }

  noCommonFamily(conversation: Conversation, from: Endpoint, to: Endpoint): void {
    this.#once(`family ${conversation.id} ${from.name} ${to.name}`, () =>
      diagnostic('PT6003', {
        message: `${from.name} (${family(from)}) can't reach ${to.name} (${family(to)}): ${conversation.title}`,
        help: 'give both an address of the same family',
      }),
    );
  }

  /** Clients that nobody serves. */
  population(population: Population, flows: readonly Flow[]): void {
    const served = new Set<Endpoint>();
    for (const flow of flows) {
      if (flow.conversation.responder === 'management-point') for (const end of flow.from) served.add(end);
      if (flow.conversation.responder === 'cmg') for (const end of flow.from) served.add(end);
    }
    for (const group of population.all) {
      if (group.endpoints.some((e) => served.has(e))) continue;
      this.#once(`clients ${group.sample.network.name}`, () =>
        diagnostic('PT6008', {
          message: `the clients of ${group.sample.network.name} have no management point`,
          help: `name one in boundary group ${group.sample.group.name}, or add the role to a host of site ${group.sample.site.code}`,
        }),
      );
    }
  }

  /** All remarks in a stable order: what stops first, then as found. */
  diagnostics(): Diagnostic[] {
    const all = [...this.#found];
    for (const [setting, conversations] of this.#waiting) {
      all.push(
        diagnostic('PT6006', {
          message: `${conversations.size} install-time conversation${plural(conversations)} not planned: ${list(conversations)}`,
          help:
            setting === 'site.installation'
              ? 'for a site that is being installed, write installation: { from: 2026-01-01, until: 2026-01-05 } under it'
              : 'for a server that is being installed, write installation: { from: 2026-01-01, until: 2026-01-05 } under it',
        }),
      );
    }
    if (this.#optional.size > 0) {
      const options = [...this.#optional.keys()].sort().map((o) => o.slice('options.'.length));
      const [first = ''] = options;
      all.push(
        diagnostic('PT6007', {
          message: `documented but not planned, since nothing needs ${options.length === 1 ? 'it' : 'them'} in general: ${options.join(', ')}`,
          help: `\`options: { ${first}: true }\` switches one on; \`portolan catalog\` says what speaks for and against it`,
        }),
      );
    }
    const rank = { error: 0, warning: 1, note: 2 } as const;
    return all.sort((a, b) => rank[a.severity] - rank[b.severity]);
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

const plural = (set: ReadonlySet<string>): string => (set.size === 1 ? '' : 's');

function list(set: ReadonlySet<string>): string {
  const names = [...set].sort();
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');
}

function family(endpoint: Endpoint): string {
  return endpoint.networks.every((n) => n.family === 4) ? 'IPv4 only' : 'IPv6 only';
}
