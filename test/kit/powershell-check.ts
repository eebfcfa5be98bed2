/**
 * What can be known of a PowerShell script without running it: which members of .NET it uses and with how many
 * arguments, which variables nobody gives a value before they are read, and which of its own functions are called with
 * other arguments than they take.
 */

export interface Node {
  readonly type: string;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly text: string;
  readonly startIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly children: readonly Node[];
  readonly parent: Node | null;
}

function each(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children) each(child, visit);
}

function all(node: Node, type: string): Node[] {
  const found: Node[] = [];
  each(node, (one) => {
    if (one.type === type) found.push(one);
  });
  return found;
}

/** `Convert::ToByte/2` of a type, `.Substring/2` of a value, `.Length` where nothing is called; by name, once each. */
export function membersOf(root: Node): string[] {
  const members = new Set<string>();
  each(root, (node) => {
    if (node.type !== 'member_access' && node.type !== 'invokation_expression') return;
    const name = node.children.find(({ type }) => type === 'member_name')?.text ?? '';
    const isStatic = node.children.some(({ text }) => text === '::');
    const owner = isStatic ? `${node.children[0]?.text.slice(1, -1)}::` : '.';
    members.add(`${owner}${name}${node.type === 'invokation_expression' ? `/${argumentsOf(node)}` : ''}`);
  });
  return [...members];
}

function argumentsOf(call: Node): number {
  const [list] = call.children.filter(({ type }) => type === 'argument_list');
  const inner = list?.children.find(({ type }) => type === 'argument_expression_list');
  return inner?.children.filter(({ type }) => type === 'argument_expression').length ?? 0;
}

/** Of PowerShell itself. */
const AUTOMATIC = new Set(['$_', '$true', '$false', '$null', '$executioncontext']);

/** A script block that runs in a runspace sees nothing of what is around it. */
const ISOLATED = /^\$(Ask|Look)$/;

/** Variables that are read where nothing has given them a value yet: in what order functions run is not looked at. */
export function straysOf(root: Node): string[] {
  const strays: string[] = [];
  const regions = [root];
  for (const assigned of all(root, 'assignment_expression')) {
    const block = all(assigned, 'script_block_expression')[0];
    if (block && ISOLATED.test(assigned.children[0]?.text ?? '')) regions.push(block);
  }
  for (const region of regions) strays.push(...straysIn(region, regions));
  return strays;
}

function straysIn(region: Node, regions: readonly Node[]): string[] {
  const ownerOf = (node: Node): Node => {
    for (let up = node.parent; up; up = up.parent) {
      if (
        up.type === 'function_statement' ||
        regions.some((one) => one.startIndex === up.startIndex && one.type === up.type)
      )
        return up;
    }
    return region;
  };
  const isHere = (owner: Node): boolean => {
    for (let up: Node | null = owner; up; up = up.parent)
      if (regions.some((one) => one.startIndex === up?.startIndex && one.type === up?.type))
        return up.startIndex === region.startIndex && up.type === region.type;
    return region === regions[0];
  };
  const key = (node: Node): string => `${node.type} ${node.startIndex}`;
  const byOwner = new Map<string, Map<string, number>>();
  const give = (variable: Node, at: number): void => {
    const owner = key(ownerOf(variable));
    const names = byOwner.get(owner) ?? new Map<string, number>();
    const name = variable.text.toLowerCase();
    names.set(name, Math.min(names.get(name) ?? Number.MAX_SAFE_INTEGER, at));
    byOwner.set(owner, names);
  };
  each(region, (node) => {
    const first = node.children.find(({ type }) => type === 'variable');
    if (node.type === 'script_parameter' && first) give(first, 0);
    if (node.type === 'foreach_statement' && first) give(first, first.startIndex);
    if (node.type === 'left_assignment_expression' && /^(\[[\w.[\]]+\] *)?\$\w+$/.test(node.text)) {
      const variable = all(node, 'variable')[0];
      // The value is worked out before it is given.
      const end = (node.parent?.startIndex ?? 0) + (node.parent?.text.length ?? 0);
      if (variable) give(variable, end);
    }
  });
  const strays: string[] = [];
  for (const variable of all(region, 'variable')) {
    const owner = ownerOf(variable);
    const name = variable.text.toLowerCase();
    if (!isHere(owner) || AUTOMATIC.has(name)) continue;
    const own = byOwner.get(key(owner))?.get(name);
    const isTarget = own !== undefined && isGivenBy(variable);
    const isGiven = own !== undefined && own <= variable.startIndex;
    // What a function doesn't give itself is its surroundings'.
    const around = owner.type === 'function_statement' && byOwner.get(key(region))?.has(name) === true;
    if (!isTarget && !isGiven && !around)
      strays.push(`${variable.startPosition.row + 1}:${variable.startPosition.column + 1} ${variable.text}`);
  }
  return strays;
}

/** The variable is the one that is given a value here. */
function isGivenBy(variable: Node): boolean {
  for (let up = variable.parent; up; up = up.parent) {
    if (up.type === 'left_assignment_expression')
      return up.text === variable.text || up.text.endsWith(`] ${variable.text}`);
    if (up.type === 'script_parameter' || up.type === 'foreach_statement') return true;
    if (up.type === 'statement_block' || up.type === 'argument_list') return false;
  }
  return false;
}

/** Calls of the script's own functions with more arguments than they take, or with parameters that they don't have. */
export function miscallsOf(root: Node): string[] {
  const takes = new Map<string, number>();
  for (const made of all(root, 'function_statement')) {
    const name = made.children.find(({ type }) => type === 'function_name')?.text ?? '';
    const list = all(made, 'parameter_list')[0];
    const isOwn = list?.parent?.type !== 'param_block' && list !== undefined;
    takes.set(name, isOwn ? list.children.filter(({ type }) => type === 'script_parameter').length : 0);
  }
  return all(root, 'command').flatMap((command) => {
    const [name, elements] = command.children;
    const most = takes.get(name?.text ?? '');
    if (most === undefined) return [];
    const parts = (elements?.children ?? []).filter(
      ({ type }) => type !== 'command_argument_sep' && type !== 'argument_list',
    );
    const isFine = parts.length === most && parts.every(({ type }) => type !== 'command_parameter');
    return isFine ? [] : [`${command.startPosition.row + 1} ${command.text.slice(0, 80)}: takes ${most}`];
  });
}
