import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { refusalOf } from './configuration.ts';
import styles from './verify.module.css';

interface DropBoxProps {
  /** What the file is. */
  readonly label: string;
  readonly placeholder?: string;
  readonly take: (content: File | string) => void;
  /** Several files may be given at once. */
  readonly several?: boolean;
  readonly children?: ReactNode;
  /** Stands at the side of the buttons: what is done with the file. */
  readonly busy?: ReactNode;
}

/** A file by dropping it, choosing it, or pasting its text. Too large ones are refused before they are sent. */
export function DropBox({
  label,
  placeholder = 'Paste the configuration as the device shows it',
  take,
  several = false,
  children,
  busy,
}: DropBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const offer = (files: FileList | null): void => {
    for (const file of [...(files ?? [])].slice(0, several ? undefined : 1)) offerOne(file);
  };
  const offerOne = (file: File): void => {
    const reason = refusalOf(file.name, file.size);
    setRefusal(reason);
    if (reason === undefined) take(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    offer(event.dataTransfer.files);
  };
  const submit = (): void => {
    const reason = refusalOf('The text', new Blob([pasted]).size);
    setRefusal(reason);
    if (reason !== undefined) return;
    take(pasted);
    setPasted('');
  };
  return (
    <section
      className={styles.drop}
      aria-label={label}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      <div className={styles.row}>
        <Button look="main" onClick={() => input.current?.click()}>
          {several ? 'Choose files' : 'Choose a file'}
        </Button>
        <span className="muted">
          or drop {several ? 'them' : 'it'} here, or paste {several ? 'the text of one' : 'its text'} below
        </span>
        {busy}
        <input
          ref={input}
          type="file"
          multiple={several}
          className="visually-hidden"
          tabIndex={-1}
          aria-label={`${label}: file`}
          onChange={(event) => {
            offer(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <label htmlFor={id} className="visually-hidden">
        {label}: text
      </label>
      <textarea
        id={id}
        className={styles.paste}
        placeholder={placeholder}
        spellCheck={false}
        rows={4}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted !== '' && (
        <div className={styles.row}>
          <Button onClick={submit}>Use the pasted text</Button>
        </div>
      )}
      {refusal !== undefined && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
    </section>
  );
}
