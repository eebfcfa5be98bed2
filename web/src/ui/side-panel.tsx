import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  /** What the panel is, for screen readers. */
  readonly label: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** Details beside what they were picked from. Esc closes it and gives the focus back. */
export function SidePanel({ title, label, close, children }: SidePanelProps) {
  const before = useRef<Element>(null);
  useEffect(() => {
    before.current = document.activeElement;
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open], :popover-open') !== null) return;
      close();
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [close]);
  return (
    <aside className={styles.panel} aria-label={label}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <Button look="quiet" onClick={close} aria-label={`Close: ${label}`}>
          Close
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so without a mouse */}
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}
