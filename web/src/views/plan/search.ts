import { readFlag, readList, readText, readWord } from '../../app/search.ts';
import { readSelection, type SelectionSearch } from '../../filters/selection.ts';
import { PLAN_COLUMNS, type PlanColumnName } from './columns.ts';

/** The plan's state in its address. */
export interface PlanSearch extends SelectionSearch {
  readonly sort?: PlanColumnName;
  readonly desc?: true;
  readonly group?: PlanColumnName;
  /** Values of the groups whose rows are not shown. */
  readonly folded?: readonly string[];
  /** Columns in their order, with commas. */
  readonly columns?: string;
  /** The flow whose chain is shown. */
  readonly flow?: string;
}

export function readPlanSearch(raw: Record<string, unknown>): PlanSearch {
  const sort = readWord(raw.sort, PLAN_COLUMNS);
  const group = readWord(raw.group, PLAN_COLUMNS);
  const columns = readText(raw.columns);
  const flow = readText(raw.flow);
  const folded = readList(raw.folded);
  const desc = readFlag(raw.desc);
  return {
    ...readSelection(raw),
    ...(sort && { sort }),
    ...(sort && desc && { desc }),
    ...(group && { group }),
    ...(group && folded && { folded }),
    ...(columns && { columns }),
    ...(flow && { flow }),
  };
}
