/** How the text of a file was written. */
export interface TextEncoding {
  /** `latin1`: no text, but bytes with one character for each, so that places in it are those of its bytes. */
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  /** A byte order mark before the text, or nothing. */
  readonly mark: '' | typeof MARK;
}

const MARK = '\ufeff';

/** How `Registry.pol` begins ([MS-GPREG] 2.2.1), and what `netsh advfirewall export` writes, which is known by sight. */
const BINARY: ReadonlySet<string> = new Set(['PReg', 'regf']);

/**
 * Text in UTF-8, or in UTF-16 as Windows exports it, without its mark; the bytes of a group policy's file. Nothing
 * where it is neither.
 */
export function decodeText(
  bytes: Buffer,
): { readonly text: string; readonly encoding: TextEncoding } | undefined {
  if (BINARY.has(bytes.toString('latin1', 0, 4)))
    return { text: bytes.toString('latin1'), encoding: { name: 'latin1', mark: '' } };
  const name =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  const isMarked = name !== 'utf-8' || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
  try {
    const text = new TextDecoder(name, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : { text, encoding: { name, mark: isMarked ? MARK : '' } };
  } catch {
    return undefined;
  }
}

/** The reverse of `decodeText`. */
export function encodeText(text: string, { name, mark }: TextEncoding): Buffer {
  if (name === 'latin1') return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(mark + text, name === 'utf-8' ? 'utf-8' : 'utf-16le');
  return name === 'utf-16be' ? bytes.swap16() : bytes;
}
