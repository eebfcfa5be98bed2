/** The lists of policies that FortiOS has, and what differs between them. */
import type { Family } from '../../net/network.ts';

/** Settings that hold a family's addresses. */
export interface FamilyKeys {
  readonly family: Family;
  readonly source: string;
  /** Absent where the list asks for none. */
  readonly destination?: string;
  /** What the two were called while lists of both families had one negation. */
  readonly once?: { readonly source: string; readonly destination: string };
}

export interface PolicyKind {
  readonly path: string;
  readonly families: readonly FamilyKeys[];
  readonly sourceInterface?: string;
  readonly destinationInterface?: string;
  /** What a policy does that says nothing about it. */
  readonly usually: 'accept' | 'deny';
  /** One negation for the addresses of both families, as up to FortiOS 7.0, or each its own. */
  readonly negation: 'each' | 'shared';
  /** Settings of this list alone. */
  readonly keys?: readonly string[];
  /** Nothing in it needs a schedule or a service. */
  readonly isShort?: boolean;
}

const BOTH_INTERFACES = { sourceInterface: 'srcintf', destinationInterface: 'dstintf' } as const;
const FOUR: FamilyKeys = { family: 4, source: 'srcaddr', destination: 'dstaddr' };
/** Security policies of FortiOS 6.2 have the names of its consolidated policies. */
const FOUR_OR_OLD: FamilyKeys = { ...FOUR, once: { source: 'srcaddr4', destination: 'dstaddr4' } };
const SIX: FamilyKeys = { family: 6, source: 'srcaddr6', destination: 'dstaddr6' };
const SIX_PLAIN: FamilyKeys = { family: 6, source: 'srcaddr', destination: 'dstaddr' };

const POLICY: PolicyKind = {
  path: 'firewall policy',
  families: [FOUR_OR_OLD, SIX],
  ...BOTH_INTERFACES,
  usually: 'deny',
  negation: 'each',
};

/** Lists that judge what passes through, each for packets of its own. */
export const POLICIES: readonly PolicyKind[] = [
  POLICY,
  { ...POLICY, path: 'firewall policy6', families: [SIX_PLAIN] },
  {
    ...POLICY,
    path: 'firewall consolidated policy',
    families: [{ family: 4, source: 'srcaddr4', destination: 'dstaddr4' }, SIX],
    negation: 'shared',
  },
  { ...POLICY, path: 'firewall policy46', families: [FOUR], keys: ['permit-any-host'] },
  { ...POLICY, path: 'firewall policy64', families: [SIX_PLAIN], keys: ['permit-any-host'] },
];

export const SECURITY_POLICY: PolicyKind = {
  ...POLICY,
  path: 'firewall security-policy',
  keys: ['enforce-default-app-port'],
};

/** Access control lists drop packets before any policy is asked. */
export const ACLS: readonly PolicyKind[] = [
  {
    path: 'firewall acl',
    families: [FOUR],
    sourceInterface: 'interface',
    usually: 'deny',
    negation: 'each',
    keys: ['interface', 'fragment'],
    isShort: true,
  },
  {
    path: 'firewall acl6',
    families: [SIX_PLAIN],
    sourceInterface: 'interface',
    usually: 'deny',
    negation: 'each',
    keys: ['interface', 'fragment'],
    isShort: true,
  },
];

export const TTL_POLICY: PolicyKind = {
  path: 'firewall ttl-policy',
  families: [{ family: 4, source: 'srcaddr' }],
  sourceInterface: 'srcintf',
  usually: 'deny',
  negation: 'each',
  keys: ['ttl'],
};

export const LOCAL_IN: readonly PolicyKind[] = [
  {
    path: 'firewall local-in-policy',
    families: [FOUR],
    sourceInterface: 'intf',
    usually: 'deny',
    negation: 'each',
    keys: ['intf'],
  },
  {
    path: 'firewall local-in-policy6',
    families: [SIX_PLAIN],
    sourceInterface: 'intf',
    usually: 'deny',
    negation: 'each',
    keys: ['intf'],
  },
];

/** @see FortiOS CLI Reference, "config firewall multicast-policy": the action is accept unless it is said */
export const MULTICAST: readonly PolicyKind[] = [
  {
    path: 'firewall multicast-policy',
    families: [FOUR],
    ...BOTH_INTERFACES,
    usually: 'accept',
    negation: 'each',
    keys: ['id', 'snat', 'snat-ip', 'dnat', 'protocol', 'start-port', 'end-port', 'traffic-shaper'],
    isShort: true,
  },
  {
    path: 'firewall multicast-policy6',
    families: [SIX_PLAIN],
    ...BOTH_INTERFACES,
    usually: 'accept',
    negation: 'each',
    keys: ['id', 'protocol', 'start-port', 'end-port'],
    isShort: true,
  },
];
