import { type FileStamp, stampOf } from './own-files.ts';

/** A stamp so young that the file may have changed again without changing it. */
const RACY = 100;

/**
 * What is known of files, by their paths: each is looked at whenever it is asked for, but read only when it may have
 * changed.
 */
export function keptByStamp<T, Rest extends readonly unknown[]>(
  read: (file: string, ...rest: Rest) => T | undefined,
  now: () => number,
): (file: string, ...rest: Rest) => T | undefined {
  const known = new Map<string, { readonly stamp: FileStamp; readonly value: T }>();
  return (file, ...rest) => {
    const stamp = stampOf(file);
    const last = known.get(file);
    if (stamp !== undefined && last?.stamp === stamp) return last.value;
    known.delete(file);
    const value = stamp === undefined ? undefined : read(file, ...rest);
    if (stamp !== undefined && value !== undefined && now() - writtenAt(stamp) > RACY)
      known.set(file, { stamp, value });
    return value;
  };
}

const writtenAt = (stamp: FileStamp): number => Number(BigInt(stamp.split(' ')[2] ?? '0') / 1_000_000n);
