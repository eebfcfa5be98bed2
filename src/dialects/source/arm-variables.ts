/** Variables of a template: `[variables('clients')]`, `[variables('networks').clients]`. */
import { entry, type Value } from './value.ts';

/** What a template says of its variables; used up by large values that are named again and again. */
export interface Variables {
  readonly all: Value | undefined;
  readonly known: Map<string, Value | undefined>;
  left: number;
}

/** As many values may come from variables. */
const MOST = 200_000;

export const variablesOf = (all: Value | undefined): Variables => ({ all, known: new Map(), left: MOST });

const NAMED = /^\[variables\('([^']{1,200})'\)((?:\.[A-Za-z_]\w{0,100}){0,5})\]$/;

/** The value of a variable that is written out; absent for what is worked out from others. */
export function variableOf(text: string, variables: Variables): Value | undefined {
  const [, name, path = ''] = (text.length <= 1000 && NAMED.exec(text)) || [];
  if (name === undefined) return undefined;
  if (!variables.known.has(text))
    variables.known.set(text, literalAt(variables.all, [name, ...path.split('.').slice(1)]));
  const value = variables.known.get(text);
  if (!value) return undefined;
  variables.left -= sizeOf(value);
  return variables.left < 0 ? undefined : value;
}

function literalAt(all: Value | undefined, path: readonly string[]): Value | undefined {
  let found = all;
  for (const name of path) {
    const exact = entry(found, name);
    // Names of variables have no case.
    found = exact ?? anyCase(found, name);
  }
  return found && isLiteral(found) ? found : undefined;
}

function anyCase(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind !== 'object') return undefined;
  for (const [key, one] of value.entries) if (key.toLowerCase() === name.toLowerCase()) return one;
  return undefined;
}

function isLiteral(value: Value): boolean {
  switch (value.kind) {
    case 'text':
      return !value.text.startsWith('[');
    case 'list':
      return value.items.every(isLiteral);
    case 'object':
      // `copy` makes a list of something else.
      return [...value.entries].every(([key, one]) => key.toLowerCase() !== 'copy' && isLiteral(one));
    case 'expression':
      return false;
    default:
      return true;
  }
}

function sizeOf(value: Value): number {
  if (value.kind === 'list') return value.items.reduce((size, item) => size + sizeOf(item), 1);
  if (value.kind === 'object')
    return [...value.entries.values()].reduce((size, one) => size + sizeOf(one), 1);
  return 1;
}
