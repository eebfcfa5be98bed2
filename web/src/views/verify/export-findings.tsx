import { useState } from 'react';
import { saveFile } from '../../code/save-file.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Problem } from '../../ui/problem.tsx';
import type { FindingsDocument } from './document.ts';
import { type FindingsForm, followJob, isOver, type JobRequest, startJob } from './jobs.ts';
import styles from './verify.module.css';

interface ExportFindingsProps {
  readonly name: string;
  readonly document: FindingsDocument;
  /** What had the findings made. */
  readonly request: VerifyRequest;
}

export type VerifyRequest = Extract<JobRequest, { readonly kind: 'verify' }>;

const FORMS: readonly {
  readonly form: FindingsForm;
  readonly title: string;
  readonly hint: string;
  readonly ending: string;
}[] = [
  { form: 'sarif', title: 'SARIF', hint: 'code scanning', ending: 'sarif' },
  { form: 'junit', title: 'JUnit', hint: 'pipelines', ending: 'xml' },
  { form: 'markdown', title: 'Markdown', hint: 'tickets', ending: 'md' },
];

/** The findings for other programs and people, as the command line prints them. */
export function ExportFindings({ name, document, request }: ExportFindingsProps) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const save = (text: string, ending: string): void =>
    saveFile(`${name.replace(/[^\w.-]+/g, '_')}-findings.${ending}`, text);
  const make = (form: FindingsForm, ending: string): void => {
    setError(undefined);
    setBusy(true);
    resultOf({ ...request, format: form })
      .then((text) => save(text, ending))
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const json = (
    <button type="button" onClick={() => save(jsonText(document), 'json')}>
      JSON <span className="muted">programs</span>
    </button>
  );
  return (
    <span className={styles.end}>
      <ExportMenu
        forms={[
          { id: 'json', item: json },
          ...FORMS.map(({ form, title, hint, ending }) => ({
            id: form,
            item: (
              <button type="button" onClick={() => make(form, ending)}>
                {title} <span className="muted">{hint}</span>
              </button>
            ),
          })),
        ]}
      />
      <span role="status" className="muted">
        {busy && 'It is being made …'}
      </span>
      {error !== undefined && <Problem error={error} />}
    </span>
  );
}

const jsonText = (document: unknown): string => `${JSON.stringify(document, undefined, 2)}\n`;

/** What a job makes, as the text of a file. */
async function resultOf(request: VerifyRequest): Promise<string> {
  const { id } = await startJob(request);
  return new Promise((resolve, reject) => {
    followJob<unknown>(
      id,
      (job) => {
        if (!isOver(job)) return;
        if (job.state === 'done') resolve(typeof job.result === 'string' ? job.result : jsonText(job.result));
        else reject(new Error(job.problem?.detail ?? 'The job was cancelled'));
      },
      reject,
    );
  });
}
