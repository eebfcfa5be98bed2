/** Lets a number of attempts through in a minute, and no more: so nobody can guess on and on. */
export function attempts(most: number, now: () => number): () => boolean {
  const MINUTE = 60_000;
  let since = now();
  let count = 0;
  return () => {
    if (now() - since > MINUTE) {
      since = now();
      count = 0;
    }
    return ++count <= most;
  };
}
