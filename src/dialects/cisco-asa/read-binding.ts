import type { Line } from '../source/command-lines.ts';
import type { Draft } from './draft.ts';
import type { Binding } from './model.ts';

/** `access-group LIST in interface IF [per-user-override] [control-plane]`, `access-group LIST global`. */
export function readBinding(draft: Draft, line: Line): boolean {
  const [, list, direction, word, name, ...options] = line.words;
  if (list === undefined) return false;
  const statement = draft.statement(line);
  if (direction === 'global') {
    if (word !== undefined) return false;
    bind(draft, { statement, list, direction });
    return true;
  }
  if ((direction !== 'in' && direction !== 'out') || word !== 'interface' || name === undefined) return false;
  if (!options.every((option) => option === 'per-user-override' || option === 'control-plane')) return false;
  const isControl = options.includes('control-plane');
  bind(draft, { statement, list, direction: isControl ? 'control-plane' : direction, interface: name });
  return true;
}

/** An interface has one list for each direction: a later one takes the place of an earlier one. */
function bind(draft: Draft, binding: Binding): void {
  draft.bindings.set(`${binding.direction} ${binding.interface ?? ''}`, binding);
}
