/** What only network security groups say, and how sure it makes. Each is found in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/Microsoft\.Network\/networkSecurityGroups/i, 0.85],
  [/"(?:defaultSecurityRules|effectiveSecurityRules|securityRules)"\s{0,9}:/i, 0.85],
  [/\bazurerm_network_security_(?:group|rule)\b/, 0.85],
];
/** A firewall's own language takes precedence where both stand in a text: it says more. */
const ENOUGH = 512 * 1024;

/** How surely a text is of network security groups, from 0 to 1; its start is enough. */
export function recogniseNsg(text: string): number {
  const start = text.slice(0, ENOUGH);
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
