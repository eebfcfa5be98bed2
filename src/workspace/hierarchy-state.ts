import type { Catalog } from '../catalog/model.ts';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { type Planned, planReading, readText } from './plan-text.ts';

/** The hierarchy document at one moment. */
export interface HierarchyState {
  /** Name of its file. */
  readonly file: string;
  /** Of the bytes; absent where there is no file yet. */
  readonly revision?: string;
  /** Absent where there is no file, or no text in it. */
  readonly text?: string;
  /** Absent where it has errors. */
  readonly hierarchy?: Hierarchy;
  /** Absent where the hierarchy or its plan has errors. */
  readonly planned?: Planned;
  /** Of the document and of its plan. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and plans bytes; never throws, whatever they are. */
export function hierarchyState(
  file: string,
  bytes: Buffer | undefined,
  revision: string | undefined,
  catalog: Catalog,
): HierarchyState {
  if (bytes === undefined || revision === undefined) return { file, diagnostics: [] };
  const text = textOf(bytes);
  if (text === undefined) {
    const place = { file, line: 1, column: 1, length: 0 };
    return {
      file,
      revision,
      diagnostics: [diagnostic('PT8012', { message: `${file} is no text in UTF-8`, place })],
    };
  }
  const reading = readText({ file, text }, catalog);
  const { planned, diagnostics } = planReading(reading);
  const { hierarchy } = reading;
  return { file, revision, text, ...(hierarchy && { hierarchy }), ...(planned && { planned }), diagnostics };
}

function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
