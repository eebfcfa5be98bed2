import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import styles from './field.module.css';

interface LabelProps {
  readonly label: string;
  /** The label is read out only: for searches whose placeholder says the same. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

interface FieldProps extends LabelProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  /** `/` on the keyboard comes here. */
  readonly search?: boolean;
}

/** One line of text with its label, a hint and what is wrong with it. */
export function Field({ label, hideLabel, hint, error, search, className, ...input }: FieldProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <input
        autoComplete="off"
        spellCheck={false}
        type={search ? 'search' : 'text'}
        {...input}
        id={id}
        className={styles.input}
        {...(search && { 'data-search': true })}
        {...describedBy(id, hint, error)}
      />
    </Labelled>
  );
}

interface SelectProps extends LabelProps, Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The browser's own select: keyboard, touch and screen readers know it. */
export function Select({ label, hideLabel, hint, error, options, className, ...select }: SelectProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <select {...select} id={id} className={styles.input} {...describedBy(id, hint, error)}>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined): object {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { ...(ids && { 'aria-describedby': ids }), ...(error && { 'aria-invalid': true }) };
}

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly hideLabel: boolean | undefined;
  readonly hint: ReactNode;
  readonly error: string | undefined;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

function Labelled({ id, label, hideLabel, hint, error, className, children }: LabelledProps) {
  return (
    <div className={[styles.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children}
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </div>
  );
}
