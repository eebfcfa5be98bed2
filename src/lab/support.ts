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

/** Those that only some labs need. */
const MORE_PROGRAMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['iptables', 'ip6tables'].flatMap((name) =>
      ['', '-restore', '-save'].map((end) => [`${name}${end}`, 'iptables']),
    ),
  ),
  conntrack: 'conntrack',
  nsenter: 'util-linux',
};

/** The program whose absence ended a lab, by what its error says. */
export function programMissing(says: string): Diagnostic | undefined {
  const program = /\bspawn (\S+) ENOENT/.exec(says)?.[1];
  return program !== undefined && program in MORE_PROGRAMS ? notInstalled([program]) : undefined;
}

function notInstalled(programs: readonly string[]): Diagnostic {
  const packages = new Set(programs.map((program) => PROGRAMS[program] ?? MORE_PROGRAMS[program]));
  return diagnostic('PT9801', {
    message: `the lab needs ${programs.join(' and ')}, which ${programs.length === 1 ? 'is' : 'are'} not installed`,
    help: `On Debian and Ubuntu: apt-get install ${[...packages].join(' ')}`,
  });
}

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
  if (missing.length > 0) return notInstalled(missing);
  const tried = machine.run('unshare', [...unshareArguments(), 'mount', '-t', 'tmpfs', 'tmpfs', '/run']);
  if (tried?.code === 0) return undefined;
  const says =
    tried?.errors
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^unshare: /, '') || 'unshare says nothing';
  return diagnostic('PT9801', {
    message: `this machine allows no network namespaces: ${says}`,
    help: remedyFor(says),
  });
}

function remedyFor(says: string): string {
  // ENOSPC: user_namespaces(7).
  if (/no space left/i.test(says))
    return 'Its number of namespaces is limited: see sysctl user.max_user_namespaces, user.max_net_namespaces';
  return process.getuid?.() === 0
    ? 'In a container it needs the right to make them: docker run --privileged, or --cap-add SYS_ADMIN with the seccomp profile off'
    : 'Run it as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 on Debian, kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu';
}
