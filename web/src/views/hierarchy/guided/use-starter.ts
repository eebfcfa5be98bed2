import { useEffect, useState } from 'react';
import type { StarterProblem } from '../../../../../src/hierarchy/starter/form.ts';
import type { StarterResult } from '../../../../../src/hierarchy/starter/start.ts';
import { requestJson } from '../../../api/client.ts';
import { type GuidedForm, starterForm } from './form.ts';

export interface Starter {
  readonly text: string;
  readonly problems: readonly StarterProblem[];
  /** An older form's answer is shown. */
  readonly pending: boolean;
  readonly error?: unknown;
}

/** What the server makes of the form, a moment after the last change. */
export function useStarter(form: GuidedForm): Starter {
  const [starter, setStarter] = useState<Starter>({ text: '', problems: [], pending: true });
  useEffect(() => {
    const abort = new AbortController();
    setStarter(({ text, problems }) => ({ text, problems, pending: true }));
    const timer = setTimeout(() => {
      const body = starterForm(form);
      requestJson<StarterResult>('/hierarchy/starter', { method: 'POST', body, signal: abort.signal }).then(
        ({ text, problems }) => setStarter({ text, problems, pending: false }),
        (error: unknown) => {
          if (!abort.signal.aborted) setStarter((before) => ({ ...before, pending: false, error }));
        },
      );
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [form]);
  return starter;
}
