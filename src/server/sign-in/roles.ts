import { ROLES, type Role } from '../context.ts';
import type { RoleMapping } from './settings.ts';

/** Claims as the provider signed them. */
export type Claims = Readonly<Record<string, unknown>>;

/** The highest role that the claim gives; nothing for whoever is to be refused. */
export function roleOf(claims: Claims, mapping: RoleMapping): Role | undefined {
  const values = valuesOf(claimOf(claims, mapping.claim));
  const given = [...ROLES].reverse().find((role) => mapping[role].some((value) => values.has(value)));
  return given ?? (mapping.otherwise === 'viewer' ? 'viewer' : undefined);
}

/** Whether the claim is there at all: some providers give it only to whoever asks again. */
export function hasClaim(claims: Claims, name: string): boolean {
  return claimOf(claims, name) !== undefined;
}

/** Its whole name first: claims may have dots, or be addresses. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Claims)[part];
  }
  return value;
}

/** One text or a list of them; anything else gives nothing. */
function valuesOf(claim: unknown): ReadonlySet<string> {
  const list = Array.isArray(claim) ? claim : [claim];
  return new Set(list.filter((value) => typeof value === 'string'));
}

const MOST_NAME = 200;

/** What a person is called, on the screen and in the audit log. */
export function nameOf(claims: Claims, claim?: string): string {
  const names = claim === undefined ? ['preferred_username', 'email', 'name', 'sub'] : [claim, 'sub'];
  const found = names
    .map((name) => claimOf(claims, name))
    .find((name) => typeof name === 'string' && name !== '');
  return String(found ?? '').slice(0, MOST_NAME);
}
