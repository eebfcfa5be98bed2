import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostics/render.ts';
import type { Io } from '../io.ts';

/** Says what was found, on standard error. */
export async function tell(diagnostics: readonly Diagnostic[], io: Io): Promise<void> {
  if (diagnostics.length > 0)
    await io.err(renderDiagnostics(diagnostics, new Map(), { color: io.color.err }));
}
