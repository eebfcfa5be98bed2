/** What the values below a key are about. */
export type Section =
  | { readonly kind: 'rules'; readonly store: 'local' | 'policy' }
  | { readonly kind: 'profile'; readonly profile: string; readonly store: 'local' | 'policy' }
  /** Rules for Windows' own services, which come before all others and only take away. */
  | { readonly kind: 'hardening' }
  /** Programs and ports in the form of Windows XP, which a group policy may still have. */
  | { readonly kind: 'old' }
  | { readonly kind: 'other' };

const PROFILES: ReadonlyMap<string, string> = new Map([
  ['domainprofile', 'domain'],
  ['standardprofile', 'private'],
  ['privateprofile', 'private'],
  ['publicprofile', 'public'],
]);

/** By the key's path, in lower case. */
export function sectionOf(key: string): Section {
  const names = key.split('\\');
  const store = names.includes('policies') ? 'policy' : 'local';
  const last = names.at(-1) ?? '';
  if (names.includes('restrictedservices')) return { kind: 'hardening' };
  if (last === 'firewallrules') return { kind: 'rules', store };
  const profile = PROFILES.get(last);
  if (profile !== undefined) return { kind: 'profile', profile, store };
  if (names.includes('globallyopenports') || names.includes('authorizedapplications')) return { kind: 'old' };
  return { kind: 'other' };
}
