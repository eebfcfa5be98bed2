/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 80;

/**
 * Makes a file name of any name: letters, digits, `.`, `_` and `-` stay, all else becomes `_`. Never a path, never
 * hidden, never reserved. Different names may become the same: see `uniqueFileNames`.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^A-Za-z0-9._-]/gu, '_')
    .slice(0, LONGEST);
  const visible = plain.replace(/^[.-]+/, '_').replace(/\.+$/, '_');
  return visible === '' || RESERVED.test(visible) ? `_${visible}` : visible;
}

/** A file name for each name, in order, different also where upper and lower case are the same. */
export function uniqueFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = safeFileName(name);
    let unique = base;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base}-${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
