/** A section `connections {` with what only swanctl.conf has in it. */
export function recogniseSwan(text: string): number {
  const start = text.slice(0, 200_000);
  return /^\s*connections\s*\{/m.test(start) &&
    /\b(?:local|remote)_(?:ts|addrs)\s*=|\bchildren\s*\{/.test(start)
    ? 0.95
    : 0;
}
