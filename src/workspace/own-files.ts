/** Files of a workspace, read and written so that a kill at any moment leaves either the old or the new one. */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** Absent on Windows, where links need rights that few have. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** A file or folder that is no plain one, or stands somewhere else than it seems to. */
export class LeadsOut extends Error {
  constructor(file: string) {
    super(`${file} is a link or no plain file: it is neither read nor written`);
    this.name = 'LeadsOut';
  }
}

/** More bytes than are read or taken. */
export class TooLarge extends Error {
  readonly most: number;

  constructor(most: number) {
    super(`more than ${Math.floor(most / 1024 / 1024)} MB`);
    this.name = 'TooLarge';
    this.most = most;
  }
}

/** What changes when a file does. */
export type FileStamp = string;

/** The stamp of a plain file; nothing where there is none. */
export function stampOf(file: string): FileStamp | undefined {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  if (!found) return undefined;
  if (!found.isFile()) throw new LeadsOut(path.basename(file));
  return `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}

/** The bytes of a plain file; nothing where there is none. */
export function readOwnFile(file: string, most: number): Buffer | undefined {
  return withOwnFile(file, (handle) => {
    if (fstatSync(handle).size > most) throw new TooLarge(most);
    return readFileSync(handle);
  });
}

/** The first bytes of a plain file; nothing where there is none. */
export function readOwnHead(file: string, most: number): Buffer | undefined {
  return withOwnFile(file, (handle) => {
    const head = Buffer.alloc(Math.min(most, fstatSync(handle).size));
    return head.subarray(0, readSync(handle, head, 0, head.length, 0));
  });
}

function withOwnFile<T>(file: string, read: (handle: number) => T): T | undefined {
  if (stampOf(file) === undefined) return undefined;
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | NO_FOLLOW);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new LeadsOut(path.basename(file));
    throw error;
  }
  try {
    return read(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether a path below the workspace is a folder; a link to one is refused. */
export function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new LeadsOut(path.basename(folder));
  return found !== undefined;
}

export function makeOwnFolder(folder: string): void {
  if (isOwnFolder(folder)) return;
  mkdirSync(folder, { recursive: true });
  syncFolder(path.dirname(folder));
}

/** A file that nobody sees until it is complete. */
export interface NewFile {
  write(bytes: Uint8Array): void;
  readonly bytes: number;
  /** Puts it in place of `file`, in the same folder; from then on a kill or a power cut doesn't lose it. */
  commit(file: string): void;
  /** Throws it away. After `commit` it does nothing. */
  discard(): void;
}

/** Begins a file in a folder, to be put in place later. */
export function beginFile(folder: string, most: number): NewFile {
  const temporary = path.join(folder, `.portolan-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  let handle: number | undefined = openSync(temporary, 'wx', 0o666);
  let bytes = 0;
  const close = (): void => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  };
  return {
    get bytes() {
      return bytes;
    },
    write(piece) {
      if (handle === undefined) throw new Error('the file is closed');
      if (bytes + piece.length > most) throw new TooLarge(most);
      for (let done = 0; done < piece.length; ) done += writeSync(handle, piece, done);
      bytes += piece.length;
    },
    commit(file) {
      if (handle === undefined) throw new Error('the file is closed');
      fsyncSync(handle);
      close();
      renameSync(temporary, file);
      syncFolder(folder);
    },
    discard() {
      if (handle === undefined) return;
      close();
      rmSync(temporary, { force: true });
    },
  };
}

/** Removes a plain file for good; whether there was one. */
export function removeOwnFile(file: string): boolean {
  if (stampOf(file) === undefined) return false;
  rmSync(file, { force: true });
  syncFolder(path.dirname(file));
  return true;
}

const LEFTOVER = /^\.portolan-(\d+)-[0-9a-f]{12}\.tmp$/;
const HOUR = 60 * 60 * 1000;

/** Removes what a killed process left; files that another one may still be writing stay. */
export function removeLeftovers(folder: string, now: number): void {
  if (!isOwnFolder(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = Number(LEFTOVER.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid)) continue;
    const file = path.join(folder, name);
    const age = now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (!isRunning(pid) || age > HOUR) rmSync(file, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** A new name lasts only once its folder is written, too. Windows can't, and needn't. */
function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/** Names a state of a file: a digest of its bytes, as it stands in an ETag. */
export function revisionOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
}
