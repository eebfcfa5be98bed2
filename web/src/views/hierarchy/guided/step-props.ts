import type { GuidedForm } from './form.ts';

export interface StepProps {
  readonly form: GuidedForm;
  readonly change: (change: Partial<GuidedForm>) => void;
  /** What is wrong with a field, once it is time to say so. */
  readonly errorOf: (field: string) => string | undefined;
}
