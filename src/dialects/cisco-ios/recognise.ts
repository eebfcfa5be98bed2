import type { Flavour } from './model.ts';

/** What only the one language says, and how sure one line of it makes. Each is searched for from line starts. */
const SIGNS: Readonly<Record<Flavour, readonly (readonly [RegExp, number])[]>> = {
  ios: [
    [/^[ \t]*ip access-list (?:extended|standard) [^ \n]/m, 0.8],
    [/^[ \t]*access-list \d{1,4} (?:permit|deny|remark|dynamic) /m, 0.7],
    [/^[ \t]*(?:Extended|Standard) IP access list [^ \n]/m, 0.8],
    [/^IPv6 access list [^ \n]/m, 0.5],
    [/^[ \t]*ipv6 access-list [^ \n]/m, 0.4],
    [/^[ \t]+ip access-group [^ \n]{1,200} (?:in|out)\b/m, 0.4],
    [/^[ \t]+ipv6 traffic-filter [^ \n]/m, 0.5],
    [/^version 1[1-9]\.\d/m, 0.5],
    [/^(?:Current configuration ?:|Building configuration)/m, 0.2],
    [/^interface (?:(?:Fast|Gigabit|TenGigabit)Ethernet|Vlan)\d/m, 0.2],
  ],
  nxos: [
    [
      /^[ \t]*ip access-list (?!extended|standard|resequence|logging|log-update|role-based)[^ \n]{1,200}$/m,
      0.6,
    ],
    [/^[ \t]+statistics per-entry/m, 0.7],
    [/^[ \t]*object-group ip(?:v6)? (?:address|port) [^ \n]/m, 0.8],
    [/^[ \t]*\d{1,10} (?:permit|deny) [^\n]{1,400} (?:addrgroup|portgroup) /m, 0.8],
    [/^IP access list [^ \n]/m, 0.6],
    [/^!Running configuration last done|^!Command: show running/m, 0.5],
    [/^version \d{1,2}\.\d{1,2}\(\d/m, 0.5],
    [/^feature [a-z]/m, 0.4],
    [/^vrf context [^ \n]/m, 0.5],
    [/^interface Ethernet\d{1,3}\/\d/m, 0.3],
    [/^[ \t]+ip (?:port )?access-group [^ \n]{1,200} (?:in|out)\b/m, 0.3],
  ],
};
const ENOUGH = 256 * 1024;

/** How surely a text is of a router or switch with IOS or IOS-XE, from 0 to 1; its start is enough. */
export const recogniseIos = (text: string): number => likeness('ios', text);
/** How surely a text is of a Nexus. */
export const recogniseNxos = (text: string): number => likeness('nxos', text);

function likeness(flavour: Flavour, text: string): number {
  const start = text.slice(0, ENOUGH).replaceAll('\r\n', '\n');
  let doubt = 1;
  for (const [sign, weight] of SIGNS[flavour]) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}
