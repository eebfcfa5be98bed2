/** What only Azure Firewall says, and how sure it makes. Each is found in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/Microsoft\.Network\/(?:firewallPolicies|azureFirewalls)\b/i, 0.9],
  [/"(?:ruleCollections|ruleCollectionGroups)"\s{0,9}:/i, 0.7],
  [/"(?:networkRuleCollections|applicationRuleCollections|natRuleCollections)"\s{0,9}:/i, 0.8],
  [/FirewallPolicy(?:Filter|Nat)RuleCollection/i, 0.8],
  [/\bazurerm_firewall_(?:policy_rule_collection_group|policy)\b/, 0.9],
];
const ENOUGH = 512 * 1024;

/** How surely a text is of Azure Firewall, from 0 to 1; its start is enough. */
export function recogniseAzureFirewall(text: string): number {
  const start = text.slice(0, ENOUGH);
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
