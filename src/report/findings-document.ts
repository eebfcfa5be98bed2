import type { Place } from '../diagnostics/diagnostic.ts';
import type { FlowTally, VerifiedPart } from '../verify/finding.ts';

/** A finding as its document has it, as far as it is asked when it is read again. */
export interface KeptFinding {
  readonly code: string;
  readonly kind: string;
  readonly severity: string;
  readonly message: string;
  readonly place?: Place;
  readonly origins: readonly { readonly flow: string }[];
  readonly witness?: KeptPacket;
}

/** A packet as findings have it. */
export interface KeptPacket {
  readonly text: string;
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  readonly destinationPort?: number;
}

/** A document `portolan/findings/1`. */
export interface FindingsDocument {
  readonly format: string;
  readonly hierarchy?: string;
  readonly parts: readonly VerifiedPart[];
  readonly flows?: FlowTally;
  readonly assumed?: readonly object[];
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly KeptFinding[];
}

/** As it is written, in pieces, a finding a line: what was read is written again with the same bytes. */
export function* findingsDocumentChunks(
  head: Omit<FindingsDocument, 'findings'>,
  findings: Iterable<object>,
): Generator<string> {
  let separator = '{';
  for (const [key, value] of Object.entries(head)) {
    yield `${separator}\n${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    separator = ',';
  }
  yield ',\n"findings": [';
  separator = '';
  for (const finding of findings) {
    yield `${separator}\n${JSON.stringify(finding)}`;
    separator = ',';
  }
  yield separator === '' ? ']\n}\n' : '\n]\n}\n';
}
