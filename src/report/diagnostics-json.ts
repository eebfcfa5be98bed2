import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticDocument } from './json.ts';

/** Names the form of the document. */
export const DIAGNOSTICS_FORMAT = 'portolan/diagnostics/1';

export interface SeverityCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** How many findings there are of each severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const of = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((d) => d.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('note') };
}

/** What is wrong with a hierarchy and its plan, as JSON. */
export function diagnosticsJson(file: string, diagnostics: readonly Diagnostic[]): string {
  const document = {
    format: DIAGNOSTICS_FORMAT,
    file,
    ...countSeverities(diagnostics),
    diagnostics: diagnostics.map(diagnosticDocument),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
