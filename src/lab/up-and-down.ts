/** Starting a lab that stays, and ending it. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabJob } from './inside/job.ts';
import { end, isAlive } from './process-identity.ts';
import { LabError, type StartedLab, startLab } from './start.ts';
import { folderOf, type LabState, makeFolder, removeFolder, runningLab, writeState } from './state.ts';

/**
 * Starts a lab that outlives this process.
 * @throws {LabError} where one of the same hierarchy runs already, or the kernel refuses.
 */
export async function raiseLab(
  hierarchyFile: string,
  job: Omit<LabJob, 'detached'>,
): Promise<{ readonly state: LabState; readonly started: StartedLab['started'] }> {
  const folder = folderOf(hierarchyFile);
  if (runningLab(folder)) throw new LabError('it runs already');
  makeFolder(folder);
  const logFile = path.join(folder, 'log');
  const log = openSync(logFile, 'w', 0o600);
  try {
    const lab = await startLab({ ...job, detached: true }, log);
    const state = writeState(
      folder,
      { hierarchyFile, since: new Date().toISOString(), model: job.model },
      lab.process.pid ?? 0,
    );
    lab.lines.close();
    lab.process.stdin?.destroy();
    lab.process.stdout?.destroy();
    lab.process.unref();
    return { state, started: lab.started };
  } catch (error) {
    const said = readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? '';
    removeFolder(folder);
    throw said === '' || !(error instanceof LabError) ? error : new LabError(`${error.message}: ${said}`);
  } finally {
    closeSync(log);
  }
}

/** Ends a lab and waits until nothing of it is left; `false` where none ran. */
export async function lowerLab(folder: string): Promise<boolean> {
  const state = runningLab(folder);
  if (state) {
    // The first process of a lab takes all others with it.
    end(state.inner);
    end(state.outer);
    while (isAlive(state.inner) || isAlive(state.outer))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
  removeFolder(folder);
  return state !== undefined;
}
