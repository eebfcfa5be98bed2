import type { Precondition } from '../workspace/precondition.ts';
import type { RequestContext } from './context.ts';
import { Problem } from './problem.ts';

/** What the caller says that it replaces: nothing is stored without it. */
export function preconditionOf(c: Pick<RequestContext, 'req'>): Precondition {
  const [match, noneMatch] = [c.req.header('if-match'), c.req.header('if-none-match')];
  if (match === undefined && noneMatch === undefined)
    throw new Problem(
      428,
      'precondition',
      'Send If-Match with the revision that you change, or If-None-Match: * for a new file.',
    );
  return {
    ...(match !== undefined && { match: tags(match) }),
    ...(noneMatch !== undefined && { noneMatch: tags(noneMatch) }),
  };
}

/** Proxies that compress make weak tags of strong ones. */
const tags = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
