/** Why whoever is signed in can't store anything; what is only worked out, everybody may ask for. */
export function whyNotStore(
  session: { readonly role: string; readonly readOnly: boolean } | undefined,
): string | undefined {
  if (session?.readOnly) return 'This server was started read-only: nobody can change the workspace here';
  if (session?.role === 'viewer') return 'You are a viewer here: only editors change the workspace';
  return undefined;
}
