import { useId } from 'react';
import styles from './guided.module.css';

interface ChecksProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly title: string; readonly about?: string }[];
  readonly chosen: readonly string[];
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly choose: (chosen: readonly string[]) => void;
}

/** Several of a few: one checkbox each. */
export function Checks({ label, options, chosen, error, hint, choose }: ChecksProps) {
  const id = useId();
  const toggle = (option: string): void =>
    choose(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  return (
    <fieldset className={styles.checks} {...(error && { 'aria-describedby': `${id}-error` })}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map(({ id: option, title, about }) => (
          <label key={option} title={about || undefined}>
            <input type="checkbox" checked={chosen.includes(option)} onChange={() => toggle(option)} />
            {title}
          </label>
        ))}
      </div>
      {hint && <div className={styles.hint}>{hint}</div>}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </fieldset>
  );
}
