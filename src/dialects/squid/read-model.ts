/** What was read of a squid.conf: plain data with places. */
import type { Written } from '../source/lines.ts';

export interface ReadAclLine {
  readonly type: string;
  /** Words after the type, flags such as `-i` and `-n` among them. */
  readonly values: readonly string[];
  readonly written: Written;
}

export interface ReadAccess {
  readonly action: 'allow' | 'deny';
  readonly terms: readonly { readonly name: string; readonly negated: boolean }[];
  readonly written: Written;
}

/** A line that may decide about requests in a way that isn't known. */
export interface ReadDoubt {
  readonly written: Written;
  readonly reason: string;
}

export interface ReadSquid {
  readonly file: string;
  readonly acls: ReadonlyMap<string, readonly ReadAclLine[]>;
  /** In the order of the text: the first that matches decides. */
  readonly access: readonly (ReadAccess | ReadDoubt)[];
}
