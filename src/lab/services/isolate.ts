/** Gives a server folders of its own in the places that it was built for, and an end that nothing of it survives. */

/** A folder of the lab → where the server sees it. */
export type Mounts = readonly (readonly [folder: string, at: string])[];

/**
 * Binds are private to the server: nobody else sees them. It also gets a /run, a /dev/shm and process ids of its own.
 * The process that `unshare` stays ends with the lab, and takes with it whatever the server started.
 *
 * The shell is process 1 of the server's ids: a server that is process 1 itself gets no default signals.
 */
const SCRIPT = `set -e
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev/shm
while [ "$1" != -- ]; do mkdir -p "$2"; mount --bind "$1" "$2"; shift 2; done
shift
umask 022
"$@"`;

/** The command line that runs `command` isolated; both are started without a shell of the caller. */
export function isolated(
  mounts: Mounts,
  command: string,
  args: readonly string[],
): readonly [string, ...string[]] {
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
    '--',
    command,
    ...args,
  ];
}
