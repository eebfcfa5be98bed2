import { type AddressRange, parseAddress } from '../../net/network.ts';
import { looseRangeOf } from '../source/cidr.ts';

/** `10.0.0.5`, `10.0.0.0/8` or `10.0.0.5-10.0.0.9`; bits behind a prefix are masked, as pf does it. */
export function readRange(text: string): AddressRange | undefined {
  const dash = text.indexOf('-');
  if (dash < 0) return looseRangeOf(text);
  const first = parseAddress(text.slice(0, dash));
  const last = parseAddress(text.slice(dash + 1));
  if ('error' in first || 'error' in last || first.family !== last.family || first.value > last.value)
    return undefined;
  return { family: first.family, first: first.value, last: last.value };
}
