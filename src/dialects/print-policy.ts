import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Policy } from '../policy/model.ts';
import type { Dialect, Printed } from './dialect.ts';
import { DIALECTS } from './registry.ts';

export interface PrintedPolicy {
  /** Absent where the policy's language can't be printed; a diagnostic says why. */
  readonly printed?: Printed;
  /** For the file's name, without a dot. */
  readonly extension?: string;
  /** How the text becomes a file; UTF-8 where it is left out. */
  readonly encoding?: NonNullable<Dialect<unknown>['encoding']>;
  /** The policy's own and the language's. */
  readonly diagnostics: readonly Diagnostic[];
}

const KINDS = {
  network: { one: 'filter', many: 'filters between networks' },
  host: { one: 'host', many: 'hosts' },
  proxy: { one: 'web proxy', many: 'web proxies' },
  ipsec: { one: 'IPsec of the host', many: 'IPsec' },
} as const satisfies Record<Policy['kind'], { readonly one: string; readonly many: string }>;

/** Prints a policy in its own language. */
export function printPolicy(policy: Policy): PrintedPolicy {
  const dialect = DIALECTS.get(policy.dialect);
  if (!dialect?.capabilities.kinds.includes(policy.kind)) {
    const finding = dialect
      ? diagnostic('PT7003', {
          message: `${dialect.title} can not print the rules of the ${KINDS[policy.kind].one} ${policy.name}`,
          expected: `a language for ${KINDS[policy.kind].many}`,
        })
      : diagnostic('PT7006', {
          message: `rules for ${policy.name} can not be printed: there is no dialect ${JSON.stringify(policy.dialect)} yet`,
          help: `Dialects that can be printed: ${[...DIALECTS.keys()].join(', ')}`,
        });
    return { diagnostics: [...policy.diagnostics, finding] };
  }
  const unnamed = dialect.capabilities.fqdns === 'none' ? policy.named.map(({ finding }) => finding) : [];
  const { model, diagnostics } = dialect.lower(policy);
  return {
    printed: dialect.print(model),
    extension: dialect.extension,
    ...(dialect.encoding && { encoding: dialect.encoding }),
    diagnostics: [...policy.diagnostics, ...new Set(unnamed), ...diagnostics],
  };
}
