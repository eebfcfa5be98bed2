import { useState } from 'react';
import { CodeView } from '../../../code/code-view.tsx';
import { Button } from '../../../ui/button.tsx';
import { Problem } from '../../../ui/problem.tsx';
import { ClientsStep } from './clients-step.tsx';
import { FIRST_FORM, type GuidedForm as Form } from './form.ts';
import styles from './guided.module.css';
import { NetworkStep } from './network-step.tsx';
import { ServersStep } from './servers-step.tsx';
import { SiteStep } from './site-step.tsx';
import { STEP_TITLES, STEPS, type StepName, stepOf } from './steps.ts';
import { useStarter } from './use-starter.ts';

interface GuidedFormProps {
  readonly step: StepName;
  readonly goTo: (step: StepName | undefined) => void;
  readonly dialects: readonly { readonly value: string; readonly label: string }[];
  /** Puts the document into the editor. */
  readonly finish: (text: string) => void;
}

/** Filled in once; it stays when somebody looks at another view in between. */
let kept: Form = FIRST_FORM;

/** Makes a first hierarchy, step by step, with the document beside it as it grows. */
export function GuidedForm({ step, goTo, dialects, finish }: GuidedFormProps) {
  const [form, setForm] = useState(kept);
  const [left, setLeft] = useState<ReadonlySet<StepName>>(new Set());
  const starter = useStarter(form);
  const change = (part: Partial<Form>): void => {
    kept = { ...form, ...part };
    setForm(kept);
  };
  const go = (to: StepName): void => {
    setLeft(new Set([...left, step, ...(to === 'result' ? STEPS : [])]));
    goTo(to);
  };
  const problemsOf = (name: StepName) => starter.problems.filter(({ field }) => stepOf(field) === name);
  // A field is found wanting when its step was left once: nobody is told off while still typing the first time.
  const errorOf = (field: string): string | undefined => {
    if (!left.has(stepOf(field))) return undefined;
    const found = starter.problems.find((problem) => problem.field === field);
    return found && [found.message, found.help].filter(Boolean).join('. ');
  };
  const general = left.has(step) ? starter.problems.filter(({ field }) => field === step) : [];
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  const props = { form, change, errorOf };
  return (
    <div className={styles.guided}>
      <div className={styles.form}>
        <nav aria-label="Steps">
          <ol className={styles.steps}>
            {STEPS.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-current={name === step ? 'step' : undefined}
                  aria-label={
                    left.has(name) && problemsOf(name).length > 0
                      ? `${STEP_TITLES[name]}: something is missing`
                      : STEP_TITLES[name]
                  }
                  data-state={stateOf(name, left, problemsOf(name).length)}
                  onClick={() => go(name)}
                >
                  {STEP_TITLES[name]}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <h2>{STEP_TITLES[step]}</h2>
        {general.map(({ message, help }) => (
          <div key={message} role="alert" className={styles.error}>
            {[message, help].filter(Boolean).join('. ')}
          </div>
        ))}
        {starter.error !== undefined && <Problem error={starter.error} />}
        {step === 'site' && <SiteStep {...props} />}
        {step === 'servers' && <ServersStep {...props} />}
        {step === 'clients' && <ClientsStep {...props} />}
        {step === 'network' && <NetworkStep {...props} dialects={dialects} />}
        {step === 'result' && <Result starter={starter} go={go} finish={finish} />}
        <div className={styles.next}>
          {before && <Button onClick={() => go(before)}>Back</Button>}
          {after && (
            <Button look="main" onClick={() => go(after)}>
              Next: {STEP_TITLES[after]}
            </Button>
          )}
          <Button look="quiet" onClick={() => goTo(undefined)}>
            Back to the editor
          </Button>
        </div>
      </div>
      <div className={styles.preview}>
        <h2>The document</h2>
        <CodeView label="The document that the form makes" text={starter.text} dialect="yaml" />
      </div>
    </div>
  );
}

function stateOf(name: StepName, left: ReadonlySet<StepName>, problems: number): string {
  if (name === 'result' || !left.has(name)) return 'open';
  return problems > 0 ? 'wrong' : 'fine';
}

interface ResultProps {
  readonly starter: ReturnType<typeof useStarter>;
  readonly go: (step: StepName) => void;
  readonly finish: (text: string) => void;
}

function Result({ starter, go, finish }: ResultProps) {
  const open = starter.problems.length;
  return (
    <>
      {open === 0 ? (
        <p>
          The document is complete. Put it into the editor, look it over and save it: the plan, the chart and
          the rules are made from it at once.
        </p>
      ) : (
        <>
          <p>{open === 1 ? 'One thing is' : `${open} things are`} still to be done:</p>
          <ul className={styles.problems}>
            {starter.problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <button type="button" onClick={() => go(stepOf(field))}>
                  {STEP_TITLES[stepOf(field)]}: {message}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Button
          look="main"
          disabledReason={
            open > 0
              ? 'Finish what is listed first'
              : starter.pending
                ? 'The document is being made'
                : undefined
          }
          onClick={() => finish(starter.text)}
        >
          Put it into the editor
        </Button>
      </div>
    </>
  );
}
