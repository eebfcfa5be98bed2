import { useEffect, useRef, useState } from 'react';
import { Field } from '../ui/field.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly className?: string | undefined;
}

/** How long to wait for the next letter. */
const PAUSE = 200;

/** A search that asks when the typing pauses, and follows the address when that changes by other means. */
export function SearchField({ label, placeholder, value, change, className }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = text.trim();
      change(text.trim());
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, change]);
  return (
    <Field
      search
      hideLabel
      label={label}
      placeholder={placeholder ?? label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className={className}
    />
  );
}
