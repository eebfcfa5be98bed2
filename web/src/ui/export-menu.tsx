import { type ReactNode, useId } from 'react';
import styles from './export-menu.module.css';

interface ExportMenuProps {
  /** Links or buttons, one for each form. */
  readonly forms: readonly { readonly id: string; readonly item: ReactNode }[];
}

/** What is shown, for other programs and people: the forms that it can be had in. */
export function ExportMenu({ forms }: ExportMenuProps) {
  const id = useId();
  return (
    <>
      <button type="button" className={styles.button} popoverTarget={id}>
        Export <span aria-hidden="true">▾</span>
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its items are chosen, by keys as well */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on an item is a click */}
      <div
        id={id}
        popover="auto"
        className={styles.menu}
        onClick={(event) => event.currentTarget.hidePopover()}
      >
        <ul>
          {forms.map((form) => (
            <li key={form.id}>{form.item}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
