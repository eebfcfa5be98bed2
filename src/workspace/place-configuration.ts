import { LANGUAGES } from '../dialects/languages.ts';
import type { Family } from '../net/network.ts';
import { dialectOfFile, fileNameFor, textOf } from './configuration-files.ts';

/** As much of a text as is looked at to find out its address families. */
export const HEAD: number = 256 * 1024;

/** A file that an owner has already. */
export interface PresentFile {
  readonly name: string;
  readonly dialect?: string | undefined;
  /** Its beginning. */
  readonly head: Buffer;
}

/** Where a new configuration goes. */
export interface Place {
  readonly name: string;
  /** The file that it takes the place of. */
  readonly replaces?: string;
}

/**
 * Where a new configuration goes that names no file: in the place of the one in the same language and, in languages that
 * keep address families in files of their own, for the same family; beside all others, whatever they are called.
 * @param present what the owner has, the one that was written last first.
 */
export async function placeFor(
  stem: string,
  head: Buffer,
  dialect: string | undefined,
  present: readonly PresentFile[],
): Promise<Place> {
  const families = await familiesOf(dialect, head, stem);
  const usual = fileNameFor(stem, head, dialect, familyIn(families));
  for (const file of present) {
    if (file.dialect !== dialect) continue;
    const own = await familiesOf(dialect, file.head, file.name);
    if (own?.join() !== families?.join()) continue;
    const saysEnough =
      dialectOfFile(file.name, stem, head) === dialect &&
      (families === undefined || familyOfName(file.name) === familyIn(families));
    const taken = present.some(({ name }) => name !== file.name && name === usual);
    return { name: saysEnough || taken ? file.name : usual, replaces: file.name };
  }
  return { name: freeName(usual, stem, dialect, present) };
}

/** The address families of a text, in languages that may keep them in files of their own. */
async function familiesOf(
  dialect: string | undefined,
  head: Buffer,
  file: string,
): Promise<readonly Family[] | undefined> {
  const language = LANGUAGES.find(({ id }) => id === dialect);
  const text = language?.families && textOf(head, HEAD);
  return text === undefined ? undefined : language?.families?.(text, file);
}

const familyIn = (families: readonly Family[] | undefined): Family | undefined =>
  families?.length === 1 ? families[0] : undefined;

const familyOfName = (name: string): number | undefined => {
  const said = /\.v([46])$/.exec(name)?.[1];
  return said === undefined ? undefined : Number(said);
};

/** Another file of that name is in another language, or for another family: it stays as it is. */
function freeName(
  usual: string,
  stem: string,
  dialect: string | undefined,
  present: readonly PresentFile[],
): string {
  const taken = new Set(present.map(({ name }) => name.toLowerCase()));
  const ending = usual.slice(stem.length + 1).replace(`${dialect}.`, '');
  let name = usual;
  for (let n = 1; taken.has(name.toLowerCase()); n++) {
    const said = dialect === undefined ? '' : `${dialect}.`;
    name = `${stem}.${said}${n > 1 ? `${n}.` : ''}${ending}`;
  }
  return name;
}
