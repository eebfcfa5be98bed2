/** What only security groups say, and how sure it makes. Each is found in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/"(?:IpPermissions|IpPermissionsEgress)"\s{0,9}:/, 0.9],
  [/"SecurityGroupRules"\s{0,9}:/, 0.9],
  [/\bAWS::EC2::SecurityGroup(?:Ingress|Egress)?\b/, 0.9],
  [/\baws_(?:vpc_)?security_group(?:_rule|_ingress_rule|_egress_rule)?\b/, 0.8],
];
const ENOUGH = 512 * 1024;

/** How surely a text is of security groups, from 0 to 1; its start is enough. */
export function recogniseAws(text: string): number {
  const start = text.slice(0, ENOUGH);
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
