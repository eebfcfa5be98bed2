import { loadCatalog } from '../../catalog/load.ts';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import { LANGUAGES } from '../../dialects/languages.ts';
import type { RaiseContext } from '../../dialects/reader.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import { readHierarchy } from '../../hierarchy/read.ts';
import type { Plan } from '../../plan/model.ts';
import { planFlows } from '../../plan/plan.ts';
import {
  knownInterfaces,
  raiseContext,
  type TargetName,
  zoneInterfaces,
} from '../../workspace/raise-context.ts';
import { type ReadConfiguration, raiseBytes } from '../../workspace/raise-text.ts';
import { decodeText } from '../../workspace/text-encoding.ts';
import type { ConfigurationText, JobText, ReadingOptions } from './job-input.ts';
import { JobFailure, type Progress, type TargetDocument } from './outcome.ts';

/** Is told of progress. */
export type Told = (progress: Progress) => void;

interface Planned {
  readonly hierarchy: Hierarchy;
  readonly plan: Plan;
}

/** What all kinds of jobs do: steps that are told, hierarchies and configurations that are read. */
export class Work {
  readonly #tell: Told;
  readonly #total: number;
  readonly #diagnostics: Diagnostic[] = [];
  #done = -1;
  #document: Uint8Array = new Uint8Array();
  #separate: readonly TargetDocument[] = [];

  /** @param total how many steps there will be. */
  constructor(total: number, tell: Told) {
    this.#total = total;
    this.#tell = tell;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** What the job makes: a JSON document. */
  get document(): Uint8Array {
    return this.#document;
  }

  /** What it makes besides: the same of each filter and host by itself. */
  get separate(): readonly TargetDocument[] {
    return this.#separate;
  }

  /** Begins the next step. */
  step(stage: Progress['stage']): void {
    this.#done = Math.min(this.#done + 1, this.#total);
    this.#tell({ done: this.#done, total: this.#total, stage });
  }

  /** One step. */
  plan({ file, bytes }: JobText): Planned {
    this.step('planning');
    const catalog = loadCatalog({ frozen: false });
    const text = decodeText(Buffer.from(bytes))?.text ?? '';
    const { hierarchy, diagnostics, place } = readHierarchy(text, file, catalog);
    const plan = hierarchy && !hasErrors(diagnostics) ? planFlows({ hierarchy, place }, catalog) : undefined;
    const found = [...diagnostics, ...(plan?.diagnostics ?? [])];
    this.#keep(found.filter(({ severity }) => severity === 'error'));
    if (hierarchy && plan && !hasErrors(plan.diagnostics)) return { hierarchy, plan };
    throw new JobFailure(
      {
        code: 'invalid-hierarchy',
        title: 'The hierarchy has errors',
        detail: `Nothing can be planned before the errors in ${file} are mended`,
      },
      this.#diagnostics,
    );
  }

  /** One step. */
  async read(
    { file, bytes, dialect }: ConfigurationText,
    context: RaiseContext,
  ): Promise<ReadConfiguration | undefined> {
    this.step('reading');
    const language = LANGUAGES.find(({ id }) => id === dialect);
    const result = await raiseBytes(Buffer.from(bytes), file, context, language);
    this.#keep(result.diagnostics);
    return 'configuration' in result ? result : undefined;
  }

  /** All of those read, if there was no error in one of them. */
  readable(read: readonly (ReadConfiguration | undefined)[]): ReadConfiguration[] {
    const good = read.filter((one) => one !== undefined);
    if (good.length === read.length && !hasErrors(this.#diagnostics)) return good;
    const [first] = this.#diagnostics.filter(({ severity }) => severity === 'error');
    throw new JobFailure(
      {
        code: 'unreadable-configuration',
        title: 'A configuration could not be read',
        detail: [first?.message, first?.help].filter((text) => text !== undefined).join('. '),
      },
      this.#diagnostics,
    );
  }

  /** The last step. */
  write(chunks: () => Iterable<string | Uint8Array>): this {
    this.step('writing');
    return this.keepDocument(chunks());
  }

  /** What the job made, where how far it is was told in another way than by steps. */
  keepDocument(chunks: Iterable<string | Uint8Array>): this {
    this.#document = written(chunks);
    return this;
  }

  keep(
    documents: readonly (Omit<TargetDocument, 'document'> & { readonly chunks: Iterable<string> })[],
  ): void {
    this.#separate = documents.map(({ chunks, ...target }) => ({ ...target, document: written(chunks) }));
  }

  #keep(diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics.filter(({ severity }) => severity !== 'note'));
  }
}

/** In memory of its own, which can be moved to another process. */
function written(chunks: Iterable<string | Uint8Array>): Uint8Array {
  const pieces: Buffer[] = [];
  for (const chunk of chunks) pieces.push(Buffer.from(chunk));
  const document = new Uint8Array(new ArrayBuffer(pieces.reduce((sum, piece) => sum + piece.length, 0)));
  let at = 0;
  for (const piece of pieces) {
    document.set(piece, at);
    at += piece.length;
  }
  return document;
}

/** What reading a configuration needs to know besides its text. */
export function contextFor(
  { zoneInterfaces: isAssumed = false, emptyIncludes = false }: ReadingOptions,
  planned?: Planned,
  target?: TargetName,
): RaiseContext {
  const filter = target?.kind === 'filter' ? target.name : undefined;
  const assumed = isAssumed && planned && filter !== undefined ? zoneInterfaces(planned, filter) : undefined;
  const interfaces = knownInterfaces(planned?.hierarchy, filter, assumed);
  return raiseContext(interfaces, emptyIncludes, planned?.hierarchy, target);
}
