import type { ButtonHTMLAttributes } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'main' | 'quiet' | 'danger';
  /** Why the button can't be used now. It stays focusable, so that the reason can be read. */
  readonly disabledReason?: string | undefined;
}

export function Button({
  look = 'plain',
  disabledReason,
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const off = disabledReason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, className].filter(Boolean).join(' ')}
      data-look={look}
      {...(off && { 'aria-disabled': true, title: disabledReason })}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {children}
      {off && <span className="visually-hidden">: {disabledReason}</span>}
    </button>
  );
}
