import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadCatalog } from '../catalog/load.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import {
  HIERARCHY_FILE,
  type Planned,
  planReading,
  type Reading,
  readText,
  type TextFile,
} from '../workspace/plan-text.ts';
import type { PositionalDefinition } from './command.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';

export const HIERARCHY_ARGUMENT: PositionalDefinition = {
  name: 'HIERARCHY',
  about: `a hierarchy document, a folder with ${HIERARCHY_FILE} in it, or - for standard input; ./${HIERARCHY_FILE} if left out`,
  required: false,
};

/** Finds and reads the document that was meant; a `UsageError` says why it can't be read. */
function readHierarchyFile(argument: string | undefined, io: Io): TextFile {
  if (argument === '-')
    return {
      file: '<stdin>',
      text: decode(
        'standard input',
        readInput(() => io.stdin(), '-'),
      ),
    };
  const file = argument === undefined ? HIERARCHY_FILE : resolveFolder(argument);
  const bytes = readInput(() => readFileSync(file), file);
  return { file, text: decode(file, bytes) };
}

function resolveFolder(argument: string): string {
  const isFolder = readInput(() => statSync(argument).isDirectory(), argument);
  return isFolder ? path.join(argument, HIERARCHY_FILE).split(path.sep).join('/') : argument;
}

function readInput<T>(read: () => T, name: string): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(
      `can't read ${name === '-' ? 'standard input' : name}: ${systemCause(error)}`,
      'portolan init writes a hierarchy to start from; examples/ holds some to try',
    );
  }
}

function decode(name: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below.
  }
  throw new UsageError(
    `${name} is not a text in UTF-8`,
    `a hierarchy is a YAML document, like examples/branch/${HIERARCHY_FILE}`,
  );
}

/** Reads the document that was meant. */
export function loadReading(argument: string | undefined, io: Io): Reading {
  const source = readHierarchyFile(argument, io);
  return readText(source, loadCatalog({ frozen: false }));
}

/**
 * Reads and plans. What was found goes to standard error, from the given severity up; nothing comes back where errors
 * stand in the way. Notes are left to `portolan check`.
 */
export async function loadPlan(
  argument: string | undefined,
  io: Io,
  from: 'warning' | 'error' = 'warning',
): Promise<Planned | undefined> {
  return await planShown(loadReading(argument, io), io, from);
}

/** The same of a document that was read already. */
export async function planShown(
  reading: Reading,
  io: Io,
  from: 'warning' | 'error' = 'warning',
): Promise<Planned | undefined> {
  const { planned, diagnostics } = planReading(reading);
  const { file, text } = reading.source;
  const shown = diagnostics.filter((d) => d.severity === 'error' || d.severity === from);
  if (shown.length > 0) {
    await io.err(renderDiagnostics(shown, new Map([[file, text]]), { color: io.color.err }));
  }
  return planned;
}
