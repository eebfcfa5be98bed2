import type { IptablesPart } from './model.ts';
import { effectOf } from './targets.ts';

/** Whether any rule may change where packets go to, so that connections can be in the state `DNAT`. */
export function changesDestinations({ tables }: IptablesPart): boolean {
  for (const table of tables.values()) {
    if (table.name === 'nat' && table.unread.length > 0) return true;
    for (const chain of table.chains.values()) {
      for (const rule of chain.rules) {
        const { kind } = effectOf(rule, table);
        if (kind === 'translate' || (table.name === 'nat' && (kind === 'unknown' || kind === 'undefined')))
          return true;
      }
    }
  }
  return false;
}
