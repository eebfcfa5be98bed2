/** What verification last said of the stored configurations: `results/verify.json` of a workspace. */
import path from 'node:path';
import {
  type FindingsDocument,
  findingsDocumentChunks,
  type KeptPacket,
} from '../report/findings-document.ts';
import { FINDINGS_FORMAT } from '../report/findings-json.ts';
import type { KeptResult } from '../report/kept-result.ts';
import type { FlowFinding } from '../verify/tally.ts';
import { beginFile, makeOwnFolder, readOwnFile, revisionOf } from './own-files.ts';

const FOLDER = 'results';
const FILE = 'verify.json';
/** Names the form of the file; `schema/verify-results.schema.json` describes it. */
export const RESULTS_FORMAT = 'portolan/verify-results/1';
const MOST_BYTES = 128 * 1024 * 1024;

export interface VerifyResults {
  readonly revision: string;
  readonly results: readonly KeptResult[];
}

/** Nothing was verified yet. */
export const NO_RESULTS: VerifyResults = Object.freeze({ revision: 'none', results: [] });

/** Where a workspace keeps them. */
export function resultsFile(folder: string): string {
  return path.join(folder, FOLDER, FILE);
}

/** The last results; none where there are none, or where the file is none of ours. */
export function readResults(folder: string): VerifyResults {
  const bytes = readOwnFile(resultsFile(folder), MOST_BYTES);
  if (!bytes) return NO_RESULTS;
  return { revision: revisionOf(bytes), results: resultsIn(bytes) };
}

/** A result before it is stored, with its document as a text. */
export interface NewResult extends Omit<KeptResult, 'document'> {
  readonly text: Uint8Array;
}

/** Puts new results in the place of those of the same filters and hosts. */
export function storeResults(folder: string, fresh: readonly NewResult[]): void {
  const renewed = new Set(fresh.map(keyOf));
  const kept = readResults(folder).results.filter((result) => !renewed.has(keyOf(result)));
  const all = [...kept, ...fresh].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const own = path.join(folder, FOLDER);
  makeOwnFolder(own);
  const file = beginFile(own, MOST_BYTES);
  try {
    for (const piece of resultsChunks(all)) file.write(Buffer.from(piece));
    file.commit(resultsFile(folder));
  } finally {
    file.discard();
  }
}

const keyOf = ({ kind, name }: NewResult | KeptResult): string => `${kind} ${name}`;

/** The file in pieces: a finding a line, so that differences of two states can be read. */
export function* resultsChunks(results: readonly (NewResult | KeptResult)[]): Generator<string | Uint8Array> {
  yield `{\n"format": ${JSON.stringify(RESULTS_FORMAT)},\n"results": [`;
  for (const [i, result] of results.entries()) {
    const { kind, name, file, revision, hierarchy } = result;
    const head = JSON.stringify({ kind, name, file, revision, hierarchy });
    yield `${i > 0 ? ',' : ''}\n${head.slice(0, -1)},"document":`;
    if ('text' in result) yield result.text;
    else yield* keptDocumentChunks(result);
    yield '}';
  }
  yield '\n]\n}\n';
}

/** The document of a result, as it was written. */
export function keptDocumentChunks({ document }: KeptResult): Generator<string> {
  const { findings, ...head } = document;
  return findingsDocumentChunks(head, findings);
}

function resultsIn(bytes: Buffer): readonly KeptResult[] {
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    const { format, results } = document as { format?: unknown; results?: unknown };
    return format === RESULTS_FORMAT && Array.isArray(results) ? results.filter(isResult) : [];
  } catch {
    return [];
  }
}

const TEXTS = ['name', 'file', 'revision', 'hierarchy'] as const;

function isResult(value: unknown): value is KeptResult {
  const result = value as Partial<Record<keyof KeptResult, unknown>> | null;
  return (
    (result?.kind === 'filter' || result?.kind === 'host') &&
    TEXTS.every((key) => typeof result[key] === 'string') &&
    isDocument(result.document)
  );
}

function isDocument(value: unknown): value is FindingsDocument {
  const document = value as Partial<Record<keyof FindingsDocument, unknown>> | null;
  return (
    document?.format === FINDINGS_FORMAT &&
    Array.isArray(document.parts) &&
    document.parts.every((part) => typeof part?.dialect === 'string') &&
    typeof document.counts === 'object' &&
    Array.isArray(document.findings) &&
    document.findings.every(isFinding)
  );
}

function isFinding(value: unknown): value is FlowFinding {
  const { kind, code, message, origins, witness } = (value ?? {}) as Record<string, unknown>;
  return (
    [kind, code, message].every((text) => typeof text === 'string') &&
    Array.isArray(origins) &&
    (witness === undefined || isPacket(witness)) &&
    origins.every((origin) => typeof (origin as { flow?: unknown } | null)?.flow === 'string')
  );
}

function isPacket(value: unknown): value is KeptPacket {
  const { protocol, source, destination } = (value ?? {}) as Record<string, unknown>;
  return typeof protocol === 'number' && typeof source === 'string' && typeof destination === 'string';
}
