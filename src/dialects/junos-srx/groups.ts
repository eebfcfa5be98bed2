import { keyOf, type Node, namesOf } from './tree.ts';

/** Statements that groups may make, so that a small text does not become a large one. */
const MOST_INHERITED = 500_000;
/** Statements that are held against those of groups. */
const MOST_TESTS = 4_000_000;

export interface Inheritance {
  /** What could not be carried out, so that everything may be other than it looks. */
  readonly failures: readonly { readonly node: Node; readonly reason: string }[];
}

/** Statements of a configuration that `groups` take part in. */
const DECIDING: readonly string[] = ['security', 'applications', 'logical-systems', 'tenants'];

/**
 * Adds to each statement what the groups that are applied to it, or to one above it, say at its place: own values
 * stay, a wildcard stands for the names that are there, and what is added comes behind what is there.
 * @see Junos OS CLI User Guide, "Use Configuration Groups" and "Use Wildcards with Configuration Groups"
 */
export function inherit(root: Node, inactive: ReadonlySet<string>): Inheritance {
  const groups = new Map<string, Node>();
  for (const [key, node] of root.children) {
    if (node.keyword !== 'groups') continue;
    groups.set(node.name, node);
    root.children.delete(key);
  }
  // Junos puts its own group under all others; its applications are looked up there.
  const defaults = groups.get('junos-defaults');
  const failures: { node: Node; reason: string }[] = [];
  const unclear = new Map<string, string>();
  for (const [name, node] of groups) {
    const reason = unclearIn(node);
    if (reason !== undefined) unclear.set(name, reason);
  }
  const tests = { left: MOST_TESTS };
  let made = 0;

  const walk = (node: Node, path: readonly Node[], inherited: readonly Node[]): void => {
    let sources = inherited;
    const applied = namesOf(node, 'apply-groups');
    const except = new Set(namesOf(node, 'apply-groups-except'));
    if (applied.length > 0)
      sources = [...applied.flatMap((name) => sourcesOf(name, path, node)), ...inherited];
    if (except.size > 0) sources = sources.filter((source) => !except.has(source.group ?? ''));
    if (sources.length > 0) merge(node, sources);
    for (const child of node.children.values()) {
      if (child.unknown) continue;
      walk(child, [...path, child], sources.length > 0 ? matching(sources, child, tests) : sources);
    }
  };

  const sourcesOf = (name: string, path: readonly Node[], at: Node): readonly Node[] => {
    const group = groups.get(name);
    if (!group) {
      if (inactive.has(name)) return [];
      // Each node of a cluster takes the group of its name, for what differs between the two.
      const own = [...groups.values()].filter(({ name: n }) => /^node\d$|^re\d$/.test(n));
      if (/\$\{?\w+\}?/.test(name) && !own.some(decides)) return [];
      failures.push({ node: at, reason: `the group "${name}", which is defined nowhere` });
      return [];
    }
    const reason = unclear.get(name);
    if (reason !== undefined) {
      failures.push({ node: at, reason: `the group "${name}", ${reason}` });
      return [];
    }
    return path.reduce<readonly Node[]>((found, step) => matching(found, step, tests), [tagged(group, name)]);
  };

  const merge = (node: Node, sources: readonly Node[]): void => {
    const own = new Set([...node.children.values()].map((child) => child.keyword));
    for (const source of sources) {
      for (const [key, child] of source.children) {
        tests.left--;
        if (tests.left < 0) return;
        if (child.keyword.startsWith('apply-') || isWildcard(child.name) || node.children.has(key)) continue;
        if (own.has(child.keyword) && child.name !== '' && !child.unknown) {
          if (node.keyword === 'match') {
            node.mixed ??= new Set();
            node.mixed.add(child.keyword);
          }
          if (node.keyword === 'match' || !LISTS.has(child.keyword)) continue;
        }
        made++;
        if (made > MOST_INHERITED) {
          if (made === MOST_INHERITED + 1) failures.push({ node, reason: 'groups that add too much' });
          return;
        }
        const { start, end, textEnd, last, keyword, name, unknown } = child;
        const group = source.group ?? '';
        node.children.set(key, {
          ...{ keyword, name, unknown, start, end, textEnd, last, group },
          children: new Map(),
          inactive: false,
        });
      }
    }
  };

  walk(root, [], []);
  if (tests.left < 0)
    failures.push({ node: root, reason: 'groups for so many statements, which are too many' });
  if (defaults) root.children.set(keyOf('groups', 'junos-defaults'), defaults);
  return { failures };
}

/** Statements of which a group may add further ones beside those that are there. */
const LISTS: ReadonlySet<string> = new Set([
  'address',
  'address-set',
  'application',
  'application-set',
  'term',
  'policy',
  'interfaces',
  'security-zone',
  'from-zone',
  'to-zone',
  'zone',
  'unit',
  'route',
  'rule',
  'rule-set',
]);

const decides = (group: Node): boolean =>
  [...group.children.values()].some((c) => DECIDING.includes(c.keyword));

/** What makes a group one that is not carried out. */
function unclearIn(node: Node): string | undefined {
  for (const child of node.children.values()) {
    if (child.keyword === 'apply-groups') return 'which applies other groups';
    if (isWildcard(child.name) && child.name.includes('[')) return `with the wildcard ${child.name}`;
    const inner = unclearIn(child);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The same statement, with the name of its group. */
const tagged = (node: Node, group: string): Node => (node.group === group ? node : { ...node, group });

/** What several statements hold for one: under its own name, and under wildcards that match it. */
function matching(
  sources: readonly Node[],
  { keyword, name }: Node,
  tests: { left: number },
): readonly Node[] {
  const found: Node[] = [];
  for (const source of sources) {
    const exact = source.children.get(keyOf(keyword, name));
    if (exact) found.push(tagged(exact, source.group ?? ''));
    if (name === '') continue;
    for (const child of wildcardsOf(source)) {
      tests.left--;
      if (tests.left >= 0 && child.keyword === keyword && matchesWildcard(child.name, name))
        found.push(tagged(child, source.group ?? ''));
    }
  }
  return found;
}

const wildcards = new WeakMap<ReadonlyMap<string, Node>, readonly Node[]>();

/** The statements in a group that stand for several names, looked for once. */
function wildcardsOf({ children }: Node): readonly Node[] {
  let found = wildcards.get(children);
  if (!found) {
    found = [...children.values()].filter((child) => isWildcard(child.name));
    wildcards.set(children, found);
  }
  return found;
}

const isWildcard = (name: string): boolean => name.length > 2 && name.startsWith('<') && name.endsWith('>');

/** `<ge-*>`, `<*>`, `<node?>`. */
function matchesWildcard(pattern: string, name: string): boolean {
  const glob = pattern.slice(1, -1);
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    if (p < glob.length && (glob[p] === '?' || glob[p] === name[n]) && glob[p] !== '*') {
      p++;
      n++;
    } else if (glob[p] === '*') {
      star = p++;
      mark = n;
    } else if (star >= 0) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (glob[p] === '*') p++;
  return p === glob.length;
}
