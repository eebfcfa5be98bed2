/** What only a FortiGate says, and how sure one line of it makes. Each is searched for from line starts, in linear time. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/^#config-version=/m, 0.9],
  [
    /^[ \t]*config firewall (?:policy6?|security-policy|consolidated policy|multicast-policy6?|local-in-policy6?)[ \t]*$/m,
    0.8,
  ],
  [/^[ \t]*config firewall (?:address6?|addrgrp6?|service (?:custom|group)|vip)[ \t]*$/m, 0.6],
  [/^[ \t]*config system (?:interface|global|settings|zone)[ \t]*$/m, 0.4],
  [/^[ \t]*config (?:vdom|global)[ \t]*$/m, 0.3],
  [/^[ \t]*set (?:srcintf|dstintf|srcaddr6?|dstaddr6?|tcp-portrange) [^ \n]/m, 0.5],
];
const ENOUGH = 256 * 1024;

/** How surely a text is of a FortiGate, from 0 to 1; its start is enough. */
export function recognises(text: string): number {
  const start = text.slice(0, ENOUGH).replaceAll('\r\n', '\n');
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
