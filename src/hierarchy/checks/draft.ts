import type { Role } from '../../catalog/model.ts';
import type { Hierarchy, Host, RoleInstance, Site } from '../model.ts';
import type { ReadContext } from '../schema/shape.ts';

/**
 * A hierarchy whose names are looked up, with indexes for the checks. It may have holes where something was
 * reported already: a check says nothing about what it can't know.
 */
export interface Draft {
  readonly hierarchy: Hierarchy;
  readonly roles: ReadonlyMap<string, Role>;
  readonly report: ReadContext['report'];
  readonly uncertain: Uncertain;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly gateways: ReadonlySet<string>;
  /** Every host that carries a role, in the document's order. */
  readonly holders: ReadonlyMap<string, readonly Holder[]>;
}

/** What couldn't be read: that something is missing there may only follow from that. */
export interface Uncertain {
  /** Some host's roles. */
  readonly roles: boolean;
  /** Some zone's networks. */
  readonly zones: boolean;
}

export interface Holder {
  readonly host: Host;
  readonly role: RoleInstance;
}

export function createDraft(
  hierarchy: Hierarchy,
  roles: ReadonlyMap<string, Role>,
  report: ReadContext['report'],
  uncertain: Uncertain,
): Draft {
  const holders = new Map<string, Holder[]>();
  for (const host of hierarchy.hosts) {
    for (const role of host.roles) {
      const list = holders.get(role.role);
      if (list) list.push({ host, role });
      else holders.set(role.role, [{ host, role }]);
    }
  }
  return {
    hierarchy,
    roles,
    report,
    uncertain,
    hosts: new Map(hierarchy.hosts.map((host) => [host.name, host])),
    sites: new Map(hierarchy.sites.map((site) => [site.code, site])),
    gateways: new Set(hierarchy.gateways.map((gateway) => gateway.name)),
    holders,
  };
}

/** Offset of an object's own name, or of one of its keys where that is written. */
export function placeOf(
  thing: { readonly at: Readonly<Record<string, number>> },
  ...keys: readonly string[]
): number {
  for (const key of keys) {
    const offset = thing.at[key];
    if (offset !== undefined) return offset;
  }
  return thing.at[''] ?? 0;
}
