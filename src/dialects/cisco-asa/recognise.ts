/** What only an ASA says, and how sure one line of it makes. Each is searched for from line starts, in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ASA|PIX|FWSM) Version \d/m, 0.9],
  [/^[ \t]*access-list [^ \n]{1,241} (?:line \d+ )?extended (?:permit|deny) /m, 0.8],
  [/^[ \t]*access-list [^ \n]{1,241} line \d+ (?:remark|extended) /m, 0.6],
  [/^access-list [^ ;\n]{1,241}; \d+ elements/m, 0.6],
  [/^access-group [^ \n]{1,241} (?:(?:in|out) interface [^ \n]|global)/m, 0.5],
  [/^[ \t]+security-level \d/m, 0.5],
  [/^object-group (?:network|service|protocol|icmp-type) [^ \n]/m, 0.3],
  [/^object (?:network|service) [^ \n]/m, 0.2],
  [/^[ \t]+nameif [^ \n]/m, 0.4],
];
const ENOUGH = 256 * 1024;

/** How surely a text is of an ASA, from 0 to 1; its start is enough. */
export function recognises(text: string): number {
  const start = text.slice(0, ENOUGH).replaceAll('\r\n', '\n');
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
