/** A file of a bundle. */
export interface Chunk {
  readonly fileName: string;
  readonly code: string;
}

/** All that a file may say to be one that forwards: `export{t as run}from"./plan.js";` */
const FORWARDER = /^export\{([\w$, ]+)\}from"(\.\/[\w-]+\.js)";\s*$/;
const IMPORT = /import\([`"'](\.\/[\w-]+\.js)[`"']\)/g;

/**
 * Leaves out files that only forward to one that modules were joined in: each is a file more to open. Who imports them
 * takes what they name from where it is.
 */
export function skipForwarders(chunks: readonly Chunk[]): Chunk[] {
  const instead = new Map<string, string>();
  for (const { fileName, code } of chunks) {
    const [, names, from] = FORWARDER.exec(code) ?? [];
    if (names === undefined) continue;
    const members = names.split(',').map((name) => {
      const [inside, outside = inside] = name.trim().split(' as ');
      return `${outside}:e.${inside}`;
    });
    instead.set(`./${fileName}`, `import("${from}").then(e=>({${members.join(',')}}))`);
  }
  return chunks
    .filter(({ fileName }) => !instead.has(`./${fileName}`))
    .map(({ fileName, code }) => ({
      fileName,
      code: code.replace(IMPORT, (whole, file: string) => instead.get(file) ?? whole),
    }));
}
