/** A name that a pattern of the catalog stands for: `any.windowsupdate.com` for `*.windowsupdate.com`. */
export function nameFor(pattern: string): string {
  return pattern
    .replace(/^\*-/, 'any-')
    .replace(/\*/g, 'any')
    .replace(/<[^>]*>/g, 'any');
}
