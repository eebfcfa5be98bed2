import type { FilterRule } from '../../policy/ruleset.ts';
import type { NewRule } from '../reader.ts';
import type { SrxConfig } from './model.ts';

export function write(
  _rule: NewRule,
  _anchor: FilterRule,
  _config: SrxConfig,
): readonly string[] | undefined {
  return undefined;
}
