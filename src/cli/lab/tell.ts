import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostics/render.ts';
import type { LabError } from '../../lab/start.ts';
import { obstacle, programMissing } from '../../lab/support.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';

/** Says what was found, on standard error. */
export async function tell(diagnostics: readonly Diagnostic[], io: Io): Promise<void> {
  if (diagnostics.length > 0)
    await io.err(renderDiagnostics(diagnostics, new Map(), { color: io.color.err }));
}

/** Says why no lab can run here. It is looked for only where one didn't: trying takes as long as starting. */
export async function refuse(io: Io, why: Diagnostic | undefined = obstacle()): Promise<ExitCode> {
  if (why) await tell([why], io);
  return EXIT.findings;
}

/** Says why a lab ended: what this machine lacks, or else what went wrong in it. */
export async function fail(
  io: Io,
  error: LabError,
  what: { readonly message: string; readonly help?: string | undefined },
): Promise<ExitCode> {
  const { message, help } = what;
  const why = obstacle() ?? programMissing(error.message);
  const other = { message: `${message}: ${error.message}`, help };
  return await refuse(io, why ?? diagnostic('PT9802', other));
}
