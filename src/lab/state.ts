/** Which labs run on this machine. Each has a folder of its own, named after a hash: no name of a hierarchy is part of it. */
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LabModel } from './model.ts';
import { childOf, type Identity, identityOf, isAlive } from './process-identity.ts';
import { LabError } from './start.ts';

export interface LabState {
  /** Absolute path of the hierarchy that it was made of. */
  readonly hierarchyFile: string;
  /** ISO 8601. */
  readonly since: string;
  /** `unshare`, which ends with its child, as its child does with it. */
  readonly outer: Identity;
  /** The lab's first process, as this machine numbers it. */
  readonly inner: Identity;
  readonly model: LabModel;
}

/** Where labs are written down: of this user alone. */
function labsFolder(env: NodeJS.ProcessEnv = process.env, uid: number = process.getuid?.() ?? 0): string {
  if (env.XDG_RUNTIME_DIR) return path.join(env.XDG_RUNTIME_DIR, 'portolan', 'labs');
  return uid === 0 ? '/run/portolan/labs' : path.join(tmpdir(), `portolan-${uid}`, 'labs');
}

/**
 * Whether nobody else can have put anything into a folder of labs. In /tmp, anybody may have made it first: what is
 * written there says which processes are ended, and where a log is written to.
 */
export function isOwn(labs: string, uid: number = process.getuid?.() ?? 0): boolean {
  return [path.dirname(labs), labs].every((folder) => {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    return stat?.isDirectory() === true && stat.uid === uid && (stat.mode & 0o022) === 0;
  });
}

/** The folder of one hierarchy's lab. */
export function folderOf(hierarchyFile: string, labs: string = labsFolder()): string {
  const hash = createHash('sha256').update(absolute(hierarchyFile)).digest('hex');
  return path.join(labs, hash.slice(0, 16));
}

/** The same for one file, whichever way it is named. */
function absolute(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

export function writeState(folder: string, state: Omit<LabState, 'inner' | 'outer'>, pid: number): LabState {
  const outer = identityOf(pid);
  const inner = outer && childOf(pid);
  if (!outer || !inner) throw new Error('the lab ended at once');
  const whole: LabState = { ...state, hierarchyFile: absolute(state.hierarchyFile), outer, inner };
  writeFileSync(path.join(folder, 'state.json'), JSON.stringify(whole), { mode: 0o600 });
  return whole;
}

/**
 * Makes the folder of a lab anew.
 * @throws {LabError} where it would not be this user's alone.
 */
export function makeFolder(folder: string): void {
  const labs = path.dirname(folder);
  mkdirSync(labs, { recursive: true, mode: 0o700 });
  if (!isOwn(labs)) throw new LabError(`${labs} isn't this user's alone: take it away`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}

/** Takes a lab's folder away. */
export function removeFolder(folder: string): void {
  if (isOwn(path.dirname(folder))) rmSync(folder, { recursive: true, force: true });
}

/** The lab in a folder, where it still runs. What is left of one that doesn't is taken away. */
export function runningLab(folder: string): LabState | undefined {
  const state = readState(folder);
  if (state && isAlive(state.inner)) return state;
  // A folder without a state may be of a lab that is just starting; only `lab up` and `lab down` clean it.
  if (state) removeFolder(folder);
  return undefined;
}

/** Every lab that runs, by its folder. */
export function runningLabs(labs: string = labsFolder()): Map<string, LabState> {
  const running = new Map<string, LabState>();
  for (const name of folders(labs)) {
    const folder = path.join(labs, name);
    const state = runningLab(folder);
    if (state) running.set(folder, state);
  }
  return running;
}

function folders(labs: string): string[] {
  try {
    return readdirSync(labs).filter((name) => /^[0-9a-f]{16}$/.test(name));
  } catch {
    return [];
  }
}

function readState(folder: string): LabState | undefined {
  if (!isOwn(path.dirname(folder))) return undefined;
  try {
    return JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8')) as LabState;
  } catch {
    return undefined;
  }
}
