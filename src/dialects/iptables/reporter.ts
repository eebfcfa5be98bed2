import { type Code, diagnostic, type Finding } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** After so many of one code, the rest is only counted: nobody reads a hundred thousand messages. */
const MOST = 100;

export interface Reporter {
  readonly report: (code: Code, finding: Finding) => void;
  /** As `report`, once for each `key`. */
  readonly reportOnce: (key: string, code: Code, finding: Finding) => void;
  readonly done: () => readonly Diagnostic[];
}

/** Collects diagnostics; those beyond a hundred of a code become one that counts them. */
export function reporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<Code, number>();
  const seen = new Set<string>();
  const report = (code: Code, finding: Finding): void => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count <= MOST) diagnostics.push(diagnostic(code, finding));
  };
  return {
    report,
    reportOnce: (key, code, finding) => {
      if (seen.has(key)) return;
      seen.add(key);
      report(code, finding);
    },
    done: () => {
      for (const [code, count] of counts) {
        if (count <= MOST) continue;
        const place = diagnostics.findLast((d) => d.code === code)?.place;
        diagnostics.push(
          diagnostic(code, { message: `and ${count - MOST} more of this kind after it`, place }),
        );
      }
      return diagnostics;
    },
  };
}
