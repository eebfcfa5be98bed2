import { createHash } from 'node:crypto';
import { formatAddress, parseNetwork, toPrefixes } from '../../../net/network.ts';
import type { WrittenRule } from './rules-to-write.ts';

const PROTOCOLS: Readonly<Record<string, string>> = { TCP: '6', UDP: '17', ICMPv4: '1', ICMPv6: '58' };

/** A rule as the registry holds it, with what stands around it in the text. */
export function ruleString(
  rule: WrittenRule,
  name: string,
  form: 'plain' | 'reg-file' | 'reg-query',
): string {
  const fields = rule.flatMap(([field, values]) => values.flatMap((value) => fieldsOf(field, value, rule)));
  const label = name === '' || name.startsWith('@') ? `Portolan ${name}` : name;
  const text = `v2.30|${['Active=TRUE', ...fields, `Name=${label}`].join('|')}|`;
  const id = `Portolan-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  if (form === 'plain') return text;
  if (form === 'reg-query') return `${id}    REG_SZ    ${text}`;
  return `"${id}"="${text.replace(/[\\"]/g, '\\$&')}"`;
}

function fieldsOf(field: string, value: string, rule: WrittenRule): string[] {
  switch (field) {
    case 'Direction':
      return [`Dir=${value === 'Inbound' ? 'In' : 'Out'}`];
    case 'Action':
      return [`Action=${value}`];
    case 'Protocol':
      return [`Protocol=${PROTOCOLS[value] ?? value}`];
    case 'LocalPort':
    case 'RemotePort':
      return [`${field[0]}Port${value.includes('-') ? '2_10' : ''}=${value}`];
    case 'LocalAddress':
    case 'RemoteAddress':
      return [addressField(field[0] ?? '', value)];
    case 'IcmpType': {
      const isV6 = rule.some(([name, values]) => name === 'Protocol' && values[0] === 'ICMPv6');
      return [`ICMP${isV6 ? 6 : 4}=${value.includes(':') ? value : `${value}:*`}`];
    }
    case 'Profile':
      return [`Profile=${value}`];
    default:
      return [];
  }
}

/** Subnets of IPv4 have a mask there, those of IPv6 a length. */
function addressField(side: string, text: string): string {
  const range = parseNetwork(text);
  if ('error' in range) return `${side}A4=${text}`;
  const isSubnet = range.first !== range.last && toPrefixes(range).length === 1 && text.includes('/');
  if (range.family === 6) return `${side}A6=${text}`;
  if (!isSubnet) return `${side}A4=${text}`;
  const mask = 0xffff_ffffn - (range.last - range.first);
  return `${side}A4=${formatAddress(4, range.first)}/${formatAddress(4, mask)}`;
}
