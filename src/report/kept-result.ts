import type { FindingsDocument } from './findings-document.ts';

/** What was last proven of a filter's or host's configuration. */
export interface KeptResult {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  /** The configuration's file, and its revision. */
  readonly file: string;
  readonly revision: string;
  /** Revision of the hierarchy that it was held against. */
  readonly hierarchy: string;
  /** As `portolan verify --format json` says it of this one alone. */
  readonly document: FindingsDocument;
}
