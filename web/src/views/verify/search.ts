import type { FindingKind } from '../../../../src/verify/finding.ts';
import { readList, readText, readWord } from '../../app/search.ts';
import { FINDING_KINDS } from './document.ts';

export const TABS = ['findings', 'repair', 'compare'] as const;

export type TabName = (typeof TABS)[number];

/** Verification's state in its address. */
export interface VerifySearch {
  readonly filter?: string;
  readonly host?: string;
  readonly tab?: TabName;
  readonly kind?: readonly FindingKind[];
  /** Fingerprint of the finding that is shown. */
  readonly finding?: string;
}

/** What becomes different; `undefined` takes out. */
export type VerifyChange = { readonly [K in keyof VerifySearch]?: VerifySearch[K] | undefined };

export function readVerifySearch(raw: Record<string, unknown>): VerifySearch {
  const [filter, host, finding] = ['filter', 'host', 'finding'].map((name) => readText(raw[name]));
  const tab = readWord(raw.tab, TABS);
  const kind = readList(raw.kind)?.filter((k): k is FindingKind => FINDING_KINDS.some(({ id }) => id === k));
  return {
    ...(filter !== undefined && { filter }),
    ...(filter === undefined && host !== undefined && { host }),
    ...(tab !== undefined && tab !== 'findings' && { tab }),
    ...(kind !== undefined && kind.length > 0 && { kind }),
    ...(finding !== undefined && { finding }),
  };
}
