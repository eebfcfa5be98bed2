import { readText } from '../../app/search.ts';

/** A question in its address: it can be shared as it stands. */
export interface AskSearch {
  readonly from?: string;
  readonly to?: string;
  /** `tcp/445`, `icmp`. */
  readonly service?: string;
}

export function readAskSearch(raw: Record<string, unknown>): AskSearch {
  const [from, to, service] = ['from', 'to', 'service'].map((key) => readText(raw[key]));
  return { ...(from && { from }), ...(to && { to }), ...(service && { service }) };
}
