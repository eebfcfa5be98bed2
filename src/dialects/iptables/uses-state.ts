import type { IptablesConfig } from './model.ts';

/** Whether any rule asks for a packet's state, so that connections are followed. */
export function asksForStates(config: IptablesConfig): boolean {
  for (const table of config.tables.values()) {
    for (const chain of table.chains.values()) {
      for (const { options } of chain.rules)
        if (options.some(({ name }) => name === 'ctstate' || name === 'state')) return true;
    }
  }
  return false;
}
