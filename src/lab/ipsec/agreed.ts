/** What two ends agreed to secure: the one that answers may narrow what is proposed (RFC 7296, 2.9). */
import { portBlocks } from '../../dialects/strongswan/port-blocks.ts';
import type { IpsecStart } from '../services/service.ts';

/** An association as one of its ends has it. */
export interface Agreed {
  readonly child: string;
  /** Selectors as strongSwan writes them: `10.0.0.1/32[tcp/443]`. */
  readonly local: readonly string[];
  readonly remote: readonly string[];
}

const CHILD = /\{name=(\S+) [^{}]*\bstate=INSTALLED [^{}]*?local-ts=\[(.*?)\] remote-ts=\[(.*?)\]\}/g;

/** @param listing what `swanctl --list-sas --raw` says. */
export function agreedOf(listing: string): Agreed[] {
  return [...listing.matchAll(CHILD)].map(([, child = '', local = '', remote = '']) => ({
    child,
    local: local.split(' '),
    remote: remote.split(' '),
  }));
}

/**
 * Why none of the associations is the one that was asked for; `undefined` where one is. Another of the same name may
 * be there, too: the other end's proposals are narrowed to whatever they fit.
 */
export function narrowed(agreed: readonly Agreed[], start: IpsecStart): string | undefined {
  const own = agreed.filter(({ child }) => child === start.child);
  if (own.some((one) => isWhole(one, start))) return undefined;
  if (own.length === 0) return 'there is none';
  const texts = own.map(({ local, remote }) => `${local.join(' ')} === ${remote.join(' ')}`);
  return `only ${texts.join(' and ')} was agreed on`;
}

function isWhole({ local, remote }: Agreed, { from, to, ports }: IpsecStart): boolean {
  const isOf = (selectors: readonly string[], address: string): boolean =>
    selectors.every((text) => text.startsWith(`${address}/`));
  const [free, asked] = isOf(local, from) ? [local, remote] : [remote, local];
  if (!isOf(free, from) || !isOf(asked, to) || free.length !== 1) return false;
  if (/\[\w+\//.test(free[0] ?? '')) return false;
  // A single port may be written by its name in services(5): it can't be narrowed.
  const blocks = (ports ? portBlocks(ports) : []).map((r) =>
    r.first === r.last ? '' : `${r.first}-${r.last}`,
  );
  const wanted = ports ? blocks : [''];
  const found = asked.map((text) => /\[\w+\/(\d+-\d+)\]$/.exec(text)?.[1] ?? '');
  return found.toSorted().join() === wanted.toSorted().join();
}
