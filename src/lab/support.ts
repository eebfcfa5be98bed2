/** Whether a lab can run on this machine. */
import { spawnSync } from 'node:child_process';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { TOOL_PATH, unshareArguments } from './start.ts';

/** What of the machine is asked for; a test puts another one in its place. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Runs a program and says how it ended; `undefined` where there is no such program. */
  run(
    program: string,
    args: readonly string[],
  ): { readonly code: number; readonly errors: string } | undefined;
}

const THIS_MACHINE: Machine = {
  platform: process.platform,
  run(program, args) {
    const { status, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      env: { ...process.env, PATH: TOOL_PATH },
    });
    if (error) return undefined;
    return { code: status ?? 1, errors: stderr };
  },
};

const NAMES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macOS', win32: 'Windows' };
/** Program → Debian package. */
const PROGRAMS: Readonly<Record<string, string>> = { unshare: 'util-linux', ip: 'iproute2', nft: 'nftables' };

/** Why no lab can run here; `undefined` where one can. */
export function obstacle(machine: Machine = THIS_MACHINE): Diagnostic | undefined {
  const { platform } = machine;
  if (platform !== 'linux') {
    return diagnostic('PT9801', {
      message: `the lab needs the network namespaces of Linux, and this is ${NAMES[platform] ?? platform}`,
      help: 'Run it on a Linux machine, in a virtual one, or in WSL 2. All other commands work here',
    });
  }
  const missing = Object.keys(PROGRAMS).filter(
    (program) => machine.run(program, ['--version']) === undefined,
  );
  if (missing.length > 0) {
    return diagnostic('PT9801', {
      message: `the lab needs ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed`,
      help: `On Debian and Ubuntu: apt install ${missing.map((program) => PROGRAMS[program]).join(' ')}`,
    });
  }
  const tried = machine.run('unshare', [...unshareArguments(), 'mount', '-t', 'tmpfs', 'tmpfs', '/run']);
  if (tried?.code === 0) return undefined;
  const isRoot = process.getuid?.() === 0;
  return diagnostic('PT9801', {
    message: `this machine allows no network namespaces: ${tried?.errors.trim().split('\n').at(-1) || 'unshare says nothing'}`,
    help: isRoot
      ? 'In a container it needs the right to make them: docker run --privileged, or --cap-add SYS_ADMIN with the seccomp profile off'
      : 'Run it as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 on Debian, kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu',
  });
}
