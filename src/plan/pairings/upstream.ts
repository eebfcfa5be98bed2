import type { Actor } from '../actors.ts';
import type { PairingContext, ReasonSeed } from '../match.ts';

export const UPDATE_POINT = 'software-update-point';

/** Where a software update point synchronises from, and why. */
export interface Upstream {
  readonly host: string;
  readonly reason: ReasonSeed;
}

/**
 * The upstream server of an update point: the one it names; else the first of its own site; for that one, the first
 * of the parent site. `undefined` for the top of the chain, which synchronises with Microsoft Update.
 */
export function upstreamOf(context: PairingContext, actor: Actor): Upstream | undefined {
  const { options, at } = actor.instance;
  if (typeof options.upstream === 'string') {
    const offset = at.upstream;
    return {
      host: options.upstream,
      reason: {
        text: `${actor.host.name} names ${options.upstream} as its upstream`,
        ...(offset !== undefined && { at: offset }),
      },
    };
  }
  if (!actor.site || options.syncs === 'microsoft-update' || options.syncs === 'none') return undefined;
  const first = context.cast.inSite(UPDATE_POINT, actor.site.code)[0];
  if (first && first.host.name !== actor.host.name) {
    return {
      host: first.host.name,
      reason: { text: `${first.host.name} is the first software update point of site ${actor.site.code}` },
    };
  }
  for (let site = actor.site; site.parent !== undefined; ) {
    const parent = context.sites.get(site.parent);
    if (!parent) return undefined;
    const top = context.cast.inSite(UPDATE_POINT, parent.code)[0];
    if (top) {
      return {
        host: top.host.name,
        reason: { text: `${top.host.name} is the software update point of the parent site ${parent.code}` },
      };
    }
    site = parent;
  }
  return undefined;
}
