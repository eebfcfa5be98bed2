import type { Draft } from './draft.ts';
import type { AddressBook, System } from './model.ts';
import { readBook } from './read-addresses.ts';
import { readApplications } from './read-applications.ts';
import {
  readForwarding,
  readInterfaces,
  readNat,
  readRoutes,
  readRouting,
  readZones,
} from './read-network.ts';
import { readPolicies } from './read-policies.ts';
import { childOf, childrenOf, descend, keyOf, type Node, namesOf, unknownIn } from './tree.ts';

/** Reads the device itself, or one of its logical systems. */
export function readSystem(draft: Draft, root: Node, node: Node): System {
  const security = childOf(node, 'security');
  for (const unknown of unknownIn(security)) draft.doubt(draft.statement(unknown));
  const defaults = root.children.get(keyOf('groups', 'junos-defaults'));
  const { contexts, global } = readPolicies(draft, security);
  const defaultNode = descend(security, 'policies', 'default-policy');
  return {
    ...(node !== root && { name: node.name }),
    contexts,
    global,
    defaultPolicy: defaultOf(defaultNode),
    ...(defaultNode && { defaultStatement: draft.statement(defaultNode) }),
    ...readBooks(draft, security),
    zones: readZones(draft, security),
    ...readApplications(draft, [childOf(defaults, 'applications'), childOf(node, 'applications')]),
    interfaces: readInterfaces(draft, node),
    routes: readRoutes(draft, node),
    ...readRouting(draft, node),
    ...readNat(draft, security),
    ...readForwarding(
      draft,
      security,
      childOf(root, 'system') !== undefined || namesOf(root, 'version').length > 0,
    ),
    feeds: new Set(namesOf(childOf(security, 'dynamic-address'), 'address-name')),
    followsTftp: !descend(security, 'alg', 'tftp', 'disable'),
  };
}

/** What is permitted by no policy is denied, unless the text says otherwise. */
function defaultOf(node: Node | undefined): System['defaultPolicy'] {
  const permits = childOf(node, 'permit-all') !== undefined;
  const denies = childOf(node, 'deny-all') !== undefined;
  if (unknownIn(node).length > 0 || (permits && denies)) return 'unknown';
  return permits ? 'permit' : 'deny';
}

function readBooks(
  draft: Draft,
  security: Node | undefined,
): Pick<System, 'globalBook' | 'books' | 'contested' | 'hasZoneBooks'> {
  const books = new Map<string, AddressBook>();
  const contested = new Set<string>();
  let globalBook: AddressBook | undefined;
  let hasZoneBooks = false;
  const add = (zone: string, book: AddressBook): void => {
    if (books.has(zone)) contested.add(zone);
    books.set(zone, book);
  };
  for (const node of childrenOf(security, 'address-book')) {
    const book = readBook(draft, node.name, node);
    if (node.name === 'global') globalBook = book;
    for (const zone of namesOf(childOf(node, 'attach'), 'zone')) add(zone, book);
  }
  for (const zone of childrenOf(childOf(security, 'zones'), 'security-zone')) {
    const node = childOf(zone, 'address-book');
    if (!node) continue;
    hasZoneBooks = true;
    add(zone.name, readBook(draft, zone.name, node));
  }
  return { globalBook, books, contested, hasZoneBooks };
}
