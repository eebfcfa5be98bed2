import type { Phase } from '../catalog/model.ts';
import type { AppContext } from './context.ts';
import type { PiecesJob } from './jobs/job-input.ts';
import type { Pieces } from './pieces.ts';
import { rulesPieces } from './rules-pieces.ts';
import type { PlannedState } from './state.ts';

/** The rules of every filter, host and web proxy, in pieces; made beside the server where they are many. */
export function allRules(
  of: PiecesJob['of'],
  state: PlannedState,
  phases: readonly Phase[] | undefined,
  { piecesAside, mostPlannedHere }: Pick<AppContext, 'piecesAside' | 'mostPlannedHere'>,
): Pieces | Promise<Pieces> {
  const { file, text } = state.source;
  const bytes = Buffer.from(text);
  if (bytes.length <= mostPlannedHere) return rulesPieces(of, state, phases);
  return piecesAside.begin({ kind: 'pieces', of, hierarchy: { file, bytes }, ...(phases && { phases }) });
}
