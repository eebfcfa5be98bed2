/** Leads through the identity provider, and back to what is shown now. */
export function signInAddress(): string {
  const { pathname, search, hash } = window.location;
  return `/sign-in?return=${encodeURIComponent(pathname + search + hash)}`;
}
