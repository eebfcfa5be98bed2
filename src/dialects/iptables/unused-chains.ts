import type { IptablesChain, IptablesTable } from './model.ts';
import { BUILT_IN_CHAINS } from './pipeline.ts';

/** The chains that no jump from a built-in chain leads to. */
export function unusedChains(table: IptablesTable): IptablesChain[] {
  const reached = new Set<string>();
  const waiting = [...table.chains.keys()].filter((name) => BUILT_IN_CHAINS.has(name));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const rule of table.chains.get(name)?.rules ?? []) {
      for (const { name: option, values } of rule.options) {
        if (option !== 'jump' && option !== 'goto') continue;
        const target = values[0] ?? '';
        if (table.chains.has(target) && !reached.has(target)) waiting.push(target);
      }
    }
  }
  return [...table.chains.values()].filter(({ name }) => !reached.has(name));
}
