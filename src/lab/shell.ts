/** A command on a host or filter of a running lab. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { LabModel } from './model.ts';
import { TOOL_PATH } from './start.ts';
import type { LabState } from './state.ts';

/** Namespaces' ids by what people call them: hosts by label, filters by name. */
export function placesOf({ hosts, filters }: LabModel): ReadonlyMap<string, string> {
  return new Map([
    ...filters.map(({ name, id }) => [name, id] as const),
    ...hosts.map(({ label, id }) => [label, id] as const),
  ]);
}

/**
 * Runs a command, or a shell, with this process's own terminal.
 * @returns its exit code; 128 and the signal's number where a signal ended it.
 */
export function runShell(
  state: LabState,
  id: string,
  label: string,
  command: readonly string[],
): Promise<number> {
  const { pid } = state.inner;
  const isRoot = process.getuid?.() === 0;
  const inside = command.length > 0 ? command : [process.env.SHELL ?? '/bin/sh'];
  const args = [
    `--target=${pid}`,
    ...(isRoot ? [] : ['--user', '--preserve-credentials']),
    '--mount',
    '--pid',
    `--net=/proc/${pid}/root/run/netns/${id}`,
    '--',
    ...inside,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('nsenter', args, {
      stdio: 'inherit',
      env: { ...process.env, PATH: TOOL_PATH, PORTOLAN_LAB_HOST: label, PS1: `${label}# ` },
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
