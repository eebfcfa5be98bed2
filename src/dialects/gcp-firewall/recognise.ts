/** What only firewall rules of Google's clouds say, and how sure it makes. Each is found in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/"kind"\s{0,9}:\s{0,9}"compute#firewall(?:List)?"/, 0.95],
  [/\bgoogle_compute_firewall\b/, 0.85],
  [/"IPProtocol"\s{0,9}:/, 0.6],
  [/"(?:allowed|denied)"\s{0,9}:\s{0,9}\[/, 0.3],
  [/"direction"\s{0,9}:\s{0,9}"(?:INGRESS|EGRESS)"/, 0.5],
];
const ENOUGH = 512 * 1024;

/** How surely a text is of such rules, from 0 to 1; its start is enough. */
export function recogniseGcp(text: string): number {
  const start = text.slice(0, ENOUGH);
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
