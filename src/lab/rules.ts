/** The rules that the lab's filters and hosts have loaded: what Portolan prints, in a language of the kernel's. */
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LineOrigin } from '../dialects/dialect.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import type { Policy } from '../policy/model.ts';
import { printRules } from '../workspace/print-rules.ts';
import type { LabDialect } from './dialects.ts';
import type { LabModel } from './model.ts';

/** What the kernel gets. */
export interface LoadableRules {
  /** Namespace that they are loaded in. */
  readonly place: string;
  /** Filter's or host's name. */
  readonly name: string;
  readonly kind: 'network' | 'host';
  readonly dialect: LabDialect;
  readonly text: string;
}

export interface LabRules extends LoadableRules {
  readonly lines: readonly LineOrigin[];
  readonly policy: Policy;
}

export interface RulesAsked {
  readonly dialect: LabDialect;
  /** Also each host's own firewall. */
  readonly hostFirewalls: boolean;
}

/** Prints the rules of everything in a lab that has some; what could not be printed is among the diagnostics. */
export function rulesOf(
  model: LabModel,
  hierarchy: Hierarchy,
  plan: Plan,
  { dialect, hostFirewalls }: RulesAsked,
): { readonly rules: readonly LabRules[]; readonly diagnostics: readonly Diagnostic[] } {
  const rules: LabRules[] = [];
  const diagnostics: Diagnostic[] = [];
  const places = new Map([
    ...model.filters.map(({ name, id }) => [`network ${name}`, id] as const),
    ...model.hosts.flatMap(({ kind, name, id }) =>
      kind === 'host' && hostFirewalls ? [[`host ${name}`, id] as const] : [],
    ),
  ]);
  const targets = {
    filters: model.filters.map((filter) => filter.name),
    hosts: hostFirewalls ? model.hosts.flatMap(({ kind, name }) => (kind === 'host' ? name : [])) : [],
    proxies: [],
    protectedHosts: [],
  };
  const translated: string[] = [];
  for (const { policy, text, lines, diagnostics: found } of printRules(plan, hierarchy, targets, dialect)) {
    if (policy.kind === 'proxy' || policy.kind === 'ipsec') continue;
    const place = places.get(`${policy.kind} ${policy.name}`);
    if (place === undefined) continue;
    if (text === undefined) {
      diagnostics.push(
        diagnostic('PT9805', {
          message: `the rules of ${policy.name} can't be printed, so the lab has none there`,
          help: found.find((d) => d.severity === 'error')?.message,
        }),
      );
      continue;
    }
    const own = hierarchy.filters.find((filter) => filter.name === policy.name)?.dialect;
    if (policy.kind === 'network' && own !== dialect) translated.push(`${policy.name} (${own})`);
    rules.push({ place, name: policy.name, kind: policy.kind, dialect, text, lines: lines ?? [], policy });
  }
  if (translated.length > 0) {
    diagnostics.push(
      diagnostic('PT9804', {
        message: `printed in ${dialect} for the lab: the rules of ${translated.join(', ')}`,
      }),
    );
  }
  return { rules, diagnostics };
}

/** Only what has to be handed to the lab's process. */
export function loadable({ place, name, kind, dialect, text }: LabRules): LoadableRules {
  return { place, name, kind, dialect, text };
}
