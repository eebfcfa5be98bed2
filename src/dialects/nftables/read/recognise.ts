/** How much of a text is looked at. */
const LOOKED_AT = 64 << 10;

/** Whether a text is nft's JSON. */
export function isNftJson(text: string): boolean {
  return /^\ufeff?\s*\{\s*"nftables"\s*:/.test(text.slice(0, 1000));
}

/** A table or chain with its hook says nftables for certain; a command for `nft` nearly so. */
export function recogniseNft(text: string, file: string): number {
  const start = text.slice(0, LOOKED_AT);
  if (isNftJson(start)) return 1;
  if (/^#!.{0,80}\bnft\b/.test(start)) return 1;
  const table = /^[ \t]*(?:add |create )?table (?:inet|ip6?|arp|bridge|netdev) [\w."-]+/m.test(start);
  const hook =
    /\btype (?:filter|nat|route) hook (?:prerouting|input|forward|output|postrouting|ingress)\b/.test(start);
  if (table && hook) return 1;
  if (hook || /^[ \t]*(?:nft )?(?:flush ruleset|(?:add|insert) rule (?:inet|ip6?) \S+ \S+ )/m.test(start))
    return 0.9;
  if (table) return 0.8;
  return file.endsWith('.nft') ? 0.5 : 0;
}
