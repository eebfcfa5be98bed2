import type { IptablesPart } from './model.ts';

/** Whether any rule asks for a packet's state, so that connections are followed. */
export function asksForStates({ tables }: IptablesPart): boolean {
  for (const table of tables.values()) {
    for (const chain of table.chains.values()) {
      for (const { options } of chain.rules)
        if (options.some(({ name }) => name === 'ctstate' || name === 'state')) return true;
    }
  }
  return false;
}
