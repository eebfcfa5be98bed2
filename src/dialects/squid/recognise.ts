/** `acl NAME type …` and `http_access allow …` at the start of lines. */
export function recogniseSquid(text: string): number {
  const start = text.slice(0, 200_000);
  if (/^\s*http_access\s+(?:allow|deny)\s/m.test(start)) return 0.95;
  return /^\s*acl\s+\S+\s+(?:src|dst|dstdomain|dstdom_regex|port|method)\s/m.test(start) ? 0.9 : 0;
}
