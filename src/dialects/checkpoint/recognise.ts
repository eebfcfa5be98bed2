/** What only Check Point says, and how sure one sign of it makes. All are searched for in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/"objects-dictionary"\s{0,9}:/, 0.7],
  [/"type"\s{0,9}:\s{0,9}"access-(?:rule|section)"/, 0.8],
  [/"97aeb369-9aea-11d5-bd16-0090272ccb30"|"6c488338-8eec-4103-ad21-cd461ac2c47[2-6]"/, 0.6],
  [/"rulebase"\s{0,9}:/, 0.3],
  [
    /^[ \t]*mgmt(?:_cli)? [^\n]{0,200}\badd (?:access-rule|access-section|host|network|group|service-tcp|service-udp) /m,
    0.9,
  ],
];
const ENOUGH = 256 * 1024;

/** How surely a text is of a Check Point management server, from 0 to 1; its start is enough. */
export function recognises(text: string): number {
  const start = text.slice(0, ENOUGH);
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
