/** A PAC file as data: which names go through the proxy. */
import type { Origin } from '../../policy/model.ts';

export interface PacEntry {
  /** A host name, or one with `*` for any letters. */
  readonly name: string;
  readonly rules: readonly { readonly id: string; readonly origins: readonly Origin[] }[];
}

export interface PacSection {
  /** The role's destination: why these names are here. */
  readonly title: string;
  readonly entries: readonly PacEntry[];
}

export interface PacFile {
  readonly proxy: string;
  readonly hierarchy: string;
  /** `proxy01.contoso.com:3128`. */
  readonly listens: string;
  readonly sections: readonly PacSection[];
}
