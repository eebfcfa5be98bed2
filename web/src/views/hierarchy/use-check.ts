import { useEffect, useState } from 'react';
import { type CheckResult, checkText } from './api.ts';

export interface Check {
  /** What was found in the text last checked. */
  readonly result?: CheckResult;
  /** The result is of an older text. */
  readonly pending: boolean;
  readonly error?: unknown;
}

/** Long enough not to ask at every key, short enough to look live. */
const QUIET = 300;

/** Has the server check a text once nobody has typed for a moment. */
export function useCheck(text: string | undefined): Check {
  const [check, setCheck] = useState<Check>({ pending: true });
  useEffect(() => {
    if (text === undefined) return;
    const abort = new AbortController();
    setCheck((before) => ({ ...before, pending: true }));
    const timer = setTimeout(() => {
      checkText(text, abort.signal).then(
        (result) => setCheck({ result, pending: false }),
        (error: unknown) => {
          if (!abort.signal.aborted) setCheck({ pending: false, error });
        },
      );
    }, QUIET);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return check;
}
