import type { FilterRule } from '../../policy/ruleset.ts';
import type { NewRule } from '../reader.ts';
import type { PanosConfig } from './model.ts';

export function write(
  _rule: NewRule,
  _anchor: FilterRule,
  _config: PanosConfig,
): readonly string[] | undefined {
  return undefined;
}
