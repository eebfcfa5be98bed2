/** The base chains in nft's JSON: the same statements as `frame.ts` has in text. */
import type { NftChain } from './model.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Statement = { readonly [key: string]: Json };

export const match = (left: Json, right: Json, op: '==' | 'in' = '=='): Statement => ({
  match: { op, left, right },
});
export const field = (protocol: string, name: string): Json => ({ payload: { protocol, field: name } });
export const meta = (key: string): Json => ({ meta: { key } });
export const state = (...states: readonly string[]): Statement =>
  match({ ct: { key: 'state' } }, states.length === 1 ? (states[0] ?? '') : states, 'in');
export const COUNTER: Statement = { counter: null };
export const ACCEPT: Statement = { accept: null };
const DROP: Statement = { drop: null };
const jump = (target: string): Statement => ({ jump: { target } });
const icmpv6 = (...types: readonly string[]): Statement =>
  match(field('icmpv6', 'type'), types.length === 1 ? (types[0] ?? '') : { set: types });
const OWN_LINK = match(field('ip6', 'hoplimit'), 255);

export interface JsonRule {
  readonly expr: readonly Statement[];
  readonly comment?: string;
}

/** The rules of a base chain; `local` is a chain for what the plan doesn't know, on hosts. */
export function jsonFrameOf(hook: NftChain['hook'], plan: string, local: string): readonly JsonRule[] {
  const answers: JsonRule = { expr: [state('established', 'related'), COUNTER, ACCEPT], comment: 'answers' };
  const invalid: JsonRule = { expr: [state('invalid'), COUNTER, DROP], comment: 'invalid' };
  const rest: JsonRule = { expr: [COUNTER], comment: 'everything else' };
  const own: readonly JsonRule[] = [invalid, { expr: [jump(local)] }, { expr: [jump(plan)] }, rest];
  switch (hook) {
    case 'forward':
      return [answers, invalid, { expr: [jump(plan)] }, rest];
    case 'input':
      return [
        { expr: [match(meta('iifname'), 'lo'), ACCEPT] },
        answers,
        {
          expr: [
            OWN_LINK,
            icmpv6('nd-neighbor-solicit', 'nd-neighbor-advert', 'nd-router-advert'),
            COUNTER,
            ACCEPT,
          ],
          comment: 'neighbour discovery',
        },
        {
          expr: [
            match(field('ip6', 'saddr'), { prefix: { addr: 'fe80::', len: 10 } }),
            icmpv6('mld-listener-query'),
            COUNTER,
            ACCEPT,
          ],
          comment: 'group membership',
        },
        ...own,
      ];
    case 'output':
      return [
        { expr: [match(meta('oifname'), 'lo'), ACCEPT] },
        answers,
        {
          expr: [
            OWN_LINK,
            icmpv6('nd-neighbor-solicit', 'nd-neighbor-advert', 'nd-router-solicit'),
            COUNTER,
            ACCEPT,
          ],
          comment: 'neighbour discovery',
        },
        { expr: [icmpv6('mld2-listener-report'), COUNTER, ACCEPT], comment: 'group membership' },
        ...own,
      ];
    default:
      return hook satisfies never;
  }
}
