/** The running lab, as code inside of it sees it. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { LabHost, LabModel } from '../model.ts';
import { buildNetwork, ownRunFolder } from './build.ts';
import { writeNames } from './names.ts';
import { Namespaces } from './namespaces.ts';

export interface Inside {
  readonly model: LabModel;
  readonly namespaces: Namespaces;
  /** Whether this is a user namespace, where even root may not do everything. */
  readonly isMapped: boolean;
  /** Starts a program on a host; it ends with the lab at the latest. */
  spawnIn(
    host: Pick<LabHost, 'id'>,
    command: readonly [string, ...string[]],
    options?: SpawnOptions,
  ): ChildProcess;
}

/** Builds the network, without any service or rule. To be called once, in the namespaces that `unshare` made. */
export async function enterLab(model: LabModel): Promise<Inside> {
  ownRunFolder();
  const namespaces = new Namespaces();
  await buildNetwork(model, namespaces);
  writeNames(model);
  return {
    model,
    namespaces,
    // The machine's own user namespace has all numbers of users.
    isMapped: !/^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8')),
    spawnIn: ({ id }, [program, ...args], options) =>
      namespaces.in(id, () => spawn(program, args, { stdio: 'ignore', ...options })),
  };
}
