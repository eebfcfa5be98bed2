import { ICMP, ICMPV6, TCP, UDP } from '../../net/match.ts';
import { integerOf, isEmpty, textOf, type Value } from '../source/value.ts';
import type { ServiceTerm } from './model.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', TCP],
  ['udp', UDP],
  ['icmp', ICMP],
  ['icmpv6', ICMPV6],
]);

/**
 * A protocol with what stands for its ports. "Specifying -1 or a protocol number other than tcp, udp, icmp, or icmpv6
 * allows traffic on all ports, regardless of any port range you specify."
 */
export function serviceOf(
  protocol: Value | undefined,
  from: Value | undefined,
  to: Value | undefined,
): ServiceTerm {
  const text = textOf(protocol)?.toLowerCase();
  if (text === undefined)
    return { kind: 'unknown', text: protocol?.kind === 'expression' ? protocol.text : 'the protocol' };
  if (text === '-1' || text === 'all') return { kind: 'any' };
  const number = PROTOCOLS.get(text) ?? (/^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN);
  if (!(number >= 0 && number <= 255)) return { kind: 'unknown', text };
  if (number === TCP || number === UDP) {
    const [first, last] = [integerOf(from), integerOf(to)];
    if (first === undefined || last === undefined || first < 0 || first > last || last > 65535)
      return { kind: 'unknown', text: `the ports ${shown(from)} to ${shown(to)}` };
    return { kind: 'ports', number, ports: { first, last } };
  }
  if (number !== ICMP && number !== ICMPV6) return { kind: 'protocol', number };
  const type = icmpOf(from);
  const code = icmpOf(to);
  // "If you specify all ICMP types, you must specify all codes."
  if (type === undefined || code === undefined || (type === -1 && code !== -1))
    return { kind: 'unknown', text: `the ICMP type ${shown(from)} with the code ${shown(to)}` };
  return { kind: 'icmp', number, ...(type >= 0 && { type }), ...(code >= 0 && { code }) };
}

function icmpOf(value: Value | undefined): number | undefined {
  if (isEmpty(value)) return -1;
  const number = integerOf(value);
  return number !== undefined && number >= -1 && number <= 255 ? number : undefined;
}

const shown = (value: Value | undefined): string =>
  value?.kind === 'expression' ? value.text : (textOf(value) ?? 'that is not said');
