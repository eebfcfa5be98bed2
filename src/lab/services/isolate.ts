/** Gives a server folders of its own in the places that it was built for, and an end that nothing of it survives. */
import path from 'node:path';

/** A folder of the lab → an existing folder, where the server sees it. Nothing is made outside of the lab's folders. */
export type Mounts = readonly (readonly [folder: string, at: string])[];

/**
 * Binds are private to the server: nobody else sees them. /run comes last, because the folders may lie below it.
 * The process that `unshare` stays ends with the lab, and takes with it whatever the server started.
 *
 * The shell is process 1 of the server's ids: a server that is process 1 itself gets no default signals.
 */
const SCRIPT = `set -e
mount -t tmpfs tmpfs /dev/shm
while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done
shift
cd /run
umask 022
"$@"`;

export interface Isolated {
  /** Its /run, an existing folder: pid files, sockets and configurations. */
  readonly run: string;
  readonly mounts?: Mounts;
  readonly command: string;
  readonly args: readonly string[];
}

/** The folder that a server has for its /run, below one of its own. */
export const runFolder = (folder: string): string => path.join(folder, 'run');

/** The command line that runs a program isolated. No shell of the caller is needed. */
export function isolated({ run, mounts = [], command, args }: Isolated): readonly [string, ...string[]] {
  return [
    'unshare',
    '--mount',
    '--propagation=private',
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
    '--mount-proc',
    '/bin/sh',
    '-c',
    SCRIPT,
    'server',
    ...mounts.flat(),
    run,
    '/run',
    '--',
    command,
    ...args,
  ];
}
