import { describe, expect, it } from 'vitest';
import { nameOf, roleOf } from './roles.ts';

const MAPPING = {
  claim: 'realm_access.roles',
  viewer: ['all'],
  editor: ['writers'],
  operator: ['admins'],
  otherwise: 'refused',
} as const;

describe('roleOf', () => {
  it.each([
    [{ realm_access: { roles: ['all', 'writers'] } }, 'editor'],
    [{ realm_access: { roles: 'admins' } }, 'operator'],
    [{ 'realm_access.roles': ['all'], realm_access: { roles: ['admins'] } }, 'viewer'],
    [{ realm_access: { roles: [{ name: 'admins' }, 7, null] } }, undefined],
    [{ realm_access: null }, undefined],
    [{ roles: ['admins'] }, undefined],
    [{}, undefined],
  ])('%j: %s', (claims, role) => {
    expect(roleOf(claims, MAPPING)).toBe(role);
  });

  it('looks at no more than the claims themselves', () => {
    expect(roleOf({}, { ...MAPPING, claim: 'constructor.name', viewer: ['Object'] })).toBeUndefined();
  });
});

describe('nameOf', () => {
  it('takes what people are called by, and no endless one', () => {
    expect(nameOf({ sub: '7', email: 'a@example.com' })).toBe('a@example.com');
    expect(nameOf({ sub: '7', upn: 'ada' }, 'upn')).toBe('ada');
    expect(nameOf({ sub: '7', upn: ['ada'] }, 'upn')).toBe('7');
    expect(nameOf({ sub: 'x'.repeat(10_000) })).toHaveLength(200);
  });
});
