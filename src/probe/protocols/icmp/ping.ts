import { execFile } from 'node:child_process';
import { isIPv6 } from 'node:net';

/**
 * Asks the system's own `ping`, where this program may open no socket for echo: it has the right.
 * @returns whether the host answered; `undefined` where there is no `ping`
 */
export function systemPing(
  address: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const windows = process.platform === 'win32';
  const family = isIPv6(address) ? '-6' : '-4';
  const seconds = `${Math.max(1, Math.ceil(milliseconds / 1000))}`;
  // Of macOS, whose ping knows neither -4 nor seconds, -t is the time for all.
  const options = windows
    ? [family, '-n', '1', '-w', `${milliseconds}`]
    : process.platform === 'darwin'
      ? ['-n', '-c', '1', '-t', seconds]
      : [family, '-n', '-c', '1', '-W', seconds];
  return new Promise((resolve) => {
    execFile(
      'ping',
      [...options, address],
      { timeout: milliseconds + 2000, signal, windowsHide: true },
      (error, output) => {
        if (error && (error.code === 'ENOENT' || error.code === 'EACCES')) return resolve(undefined);
        // 1: no answer; anything else is a problem of ping's own. Windows says 0 also when a router objected.
        if (error) return resolve(error.code === 1 ? false : undefined);
        resolve(!windows || /TTL=|[=<]\d+ ?ms/i.test(output));
      },
    );
  });
}
