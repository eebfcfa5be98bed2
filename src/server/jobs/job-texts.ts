import type { Hierarchy } from '../../hierarchy/model.ts';
import { revisionOf } from '../../workspace/own-files.ts';
import type { TargetName } from '../../workspace/raise-context.ts';
import { MOST_BYTES } from '../../workspace/raise-text.ts';
import { readParts } from '../../workspace/stored-parts.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { Problem } from '../problem.ts';
import { knownName, type PlannedState, plannedNow } from '../state.ts';
import type { ConfigurationText, JobText, TargetText } from './job-input.ts';
import type { AskedConfiguration, AskedHierarchy } from './job-request.ts';

/** The texts that a request means, with the revision of each. */
export class JobTexts {
  readonly #workspace: Workspace;
  readonly #revisions = new Map<string, string>();
  #bytes = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  get revisions(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#revisions);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The hierarchy as it is stored; a problem where it has errors. */
  hierarchy(): JobText {
    plannedNow(this.#workspace);
    return this.hierarchyOf({ stored: true });
  }

  /** The plan of it. */
  planned(): PlannedState {
    return plannedNow(this.#workspace);
  }

  /** The same, where there is one without errors. */
  hierarchyIfAny(): JobText | undefined {
    return this.#workspace.hierarchy().planned && this.hierarchy();
  }

  /** Given or stored, whatever it says. */
  hierarchyOf({ text, file: name = 'hierarchy.yaml' }: AskedHierarchy): JobText {
    if (text !== undefined) return this.#taken(name, Buffer.from(text));
    const { file, text: stored } = this.#workspace.hierarchy();
    if (stored === undefined) throw new Problem(409, 'no-hierarchy', `The workspace has no ${file} yet.`);
    return this.#taken(file, Buffer.from(stored));
  }

  /** The filter or host that is named, if it is in the hierarchy. */
  owner({ filter, host }: AskedConfiguration): TargetName {
    const { hierarchy } = plannedNow(this.#workspace);
    return filter === undefined
      ? { kind: 'host', name: knownName('host', host ?? '', namesOf(hierarchy, 'hosts')) }
      : { kind: 'filter', name: knownName('filter', filter, namesOf(hierarchy, 'filters')) };
  }

  /** One text, or all files of a stored configuration, in the order of their names. */
  targets(asked: AskedConfiguration): TargetText[] {
    const target = this.owner(asked);
    const { text, file = target.name, dialect } = asked;
    const language = dialect === undefined ? {} : { dialect };
    if (text !== undefined) return [{ ...this.#taken(file, Buffer.from(text)), ...language, target }];
    const parts = this.#stored(target).filter((part) => asked.file === undefined || part.file === asked.file);
    if (parts.length === 0)
      throw new Problem(404, 'no-configuration', `“${target.name}” has no stored file “${file}”.`);
    return parts.map((stored) => ({ ...stored, ...language, target }));
  }

  /** Of which there may be one file only. */
  target(asked: AskedConfiguration): TargetText {
    const [first, second] = this.targets(asked);
    if (!first || second)
      throw new Problem(
        422,
        'several-files',
        `The configuration of ${first?.target.name} is in several files: say with file which of them is meant.`,
      );
    return first;
  }

  configuration(asked: AskedConfiguration): ConfigurationText {
    const { text, file = asked.filter ?? asked.host ?? 'configuration', dialect, stored } = asked;
    if (stored === true || text === undefined) return this.target(asked);
    return { ...this.#taken(file, Buffer.from(text)), ...(dialect !== undefined && { dialect }) };
  }

  #stored(owner: TargetName): ConfigurationText[] {
    const configuration = this.#workspace.configuration(owner);
    if (!configuration)
      throw new Problem(404, 'no-configuration', `No configuration of “${owner.name}” is stored.`);
    const { dialect } = configuration;
    return readParts(this.#workspace, configuration).map(({ file, bytes }) => ({
      ...this.#taken(file, bytes),
      ...(dialect !== undefined && { dialect }),
    }));
  }

  #taken(file: string, bytes: Buffer): JobText {
    if (bytes.length > MOST_BYTES)
      throw new Problem(413, 'too-large', `${file} has more than the 64 MB that are taken.`);
    this.#revisions.set(file, revisionOf(bytes));
    this.#bytes += bytes.length;
    return { file, bytes };
  }
}

const namesOf = (hierarchy: Hierarchy, kind: 'filters' | 'hosts'): string[] =>
  hierarchy[kind].map(({ name }) => name);
