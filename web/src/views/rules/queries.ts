import { queryOptions } from '@tanstack/react-query';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { PhaseName } from './search.ts';

export interface RulesDocument {
  readonly name: string;
  readonly kind: string;
  readonly dialect: string;
  readonly file: string;
  /** Absent where nothing could be handed out: the diagnostics say why. */
  readonly text?: string;
  readonly encoding?: string;
  readonly lines: readonly {
    readonly line: number;
    readonly flows: readonly string[];
    readonly rule: string;
  }[];
  readonly proof: 'equal' | 'differs' | 'depends' | 'none';
  readonly diagnostics: readonly Diagnostic[];
}

export interface RulesTarget {
  readonly kind: 'filter' | 'host';
  readonly name: string;
}

export const rulesQuery = (
  { kind, name }: RulesTarget,
  dialect: string | undefined,
  phase: readonly PhaseName[] | undefined,
) =>
  queryOptions({
    queryKey: ['rules', kind, name, dialect, phase],
    queryFn: ({ signal }) => {
      const params = toParams({ dialect, phase: phase?.join(',') });
      const path = `/${kind}s/${encodeURIComponent(name)}/rules`;
      return requestJson<RulesDocument>(params.size > 0 ? `${path}?${params}` : path, { signal });
    },
  });
