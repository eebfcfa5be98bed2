/** The command's surroundings, handed to it: streams, terminal, environment. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { systemCause, UsageError } from './exit.ts';
import { isPlain, plainWriter } from './plain-output.ts';

export interface Io {
  /** Results; waits for a slow reader. A reader that went away ends it without a word. */
  out(text: string | Iterable<string>, encoding?: Encoding): Promise<void>;
  /** Everything that isn't the result. */
  err(text: string): Promise<void>;
  /** Writes a file, piece by piece; bytes as they are. */
  write(file: string, content: string | Iterable<string> | Buffer, encoding?: Encoding): void;
  /** All of standard input. */
  stdin(): Buffer;
  /** Cells of a line of the output. */
  readonly width: number;
  /** How a command is typed here. */
  readonly program: string;
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Results go to a terminal, which shows UTF-8 alone. */
  readonly terminal: boolean;
}

/** How text becomes bytes; UTF-8 if left out. */
export type Encoding = 'utf8' | 'utf16le';

/** What of `process` is needed. */
export type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>;

/** Where nobody says how wide the output is. */
const WIDTH = 100;
/** Small pieces are joined before they are written. */
const CHUNK = 64 * 1024;

/** Connects to the real process. */
export function processIo(process: Surroundings, noColor: boolean): Io {
  const { env } = process;
  const plain = noColor || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  const stdout = outputOf(process, 'stdout', 1);
  const stderr = outputOf(process, 'stderr', 2);
  const { write: out } = stdout;
  const { write: err } = stderr;
  return {
    out: (text, encoding) => out(typeof text === 'string' ? [text] : text, encoding),
    err: (text) => err([text]),
    write: writeFile,
    stdin: () => readFileSync(0),
    width: positive(env.COLUMNS) ?? stdout.columns ?? WIDTH,
    program: /^(start|portolan)$/.test(env.npm_lifecycle_event ?? '') ? 'npm run portolan --' : 'portolan',
    color: { out: stdout.isTerminal && !plain, err: stderr.isTerminal && !plain },
    terminal: stdout.isTerminal,
  };
}

function positive(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}

type Writer = (pieces: Iterable<string>, encoding?: Encoding) => Promise<void>;

interface Output {
  readonly write: Writer;
  readonly isTerminal: boolean;
  readonly columns?: number | undefined;
}

/** Node's streams are only asked for where they are needed: loading them takes as long as reading a small hierarchy. */
function outputOf(process: Surroundings, name: 'stdout' | 'stderr', handle: number): Output {
  if (process === globalThis.process && isPlain(handle)) {
    const write = plainWriter(handle);
    return {
      isTerminal: false,
      write: async (pieces, encoding = 'utf8') => {
        for (const text of joined(pieces)) if (!write(Buffer.from(text, encoding))) return;
      },
    };
  }
  const stream = process[name];
  return { write: streamWriter(stream), isTerminal: stream.isTTY === true, columns: stream.columns };
}

function streamWriter(stream: NodeJS.WriteStream): Writer {
  let gone = false;
  // The callbacks below get the same errors; without a listener they would also end the process.
  stream.on('error', () => {});
  const write = (text: string, encoding: Encoding): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, encoding, (error) => {
        const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
        if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') gone = true;
        else if (error) return reject(new UsageError(`can't write the output: ${systemCause(error)}`));
        resolve();
      });
    });
  return async (pieces, encoding = 'utf8') => {
    for (const text of joined(pieces)) {
      if (gone) return;
      await write(text, encoding);
    }
  };
}

function* joined(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function writeFile(
  file: string,
  content: string | Iterable<string> | Buffer,
  encoding: Encoding = 'utf8',
): void {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'w');
    if (Buffer.isBuffer(content)) writeWhole(handle, content);
    else
      for (const piece of joined(typeof content === 'string' ? [content] : content))
        writeWhole(handle, Buffer.from(piece, encoding));
  } catch (error) {
    throw new UsageError(`can't write ${file}: ${systemCause(error)}`);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}
