import { Button } from './button.tsx';
import styles from './code-block.module.css';
import { toast } from './toast.tsx';

interface CodeBlockProps {
  /** What the text is, for screen readers. */
  readonly label: string;
  readonly text: string;
  /** Number of the first line; without it lines are not numbered. */
  readonly firstLine?: number;
  /** Lines to set off, by their numbers. */
  readonly marked?: ReadonlySet<number>;
}

/** Text as it stands in a file, to read and to copy. */
export function CodeBlock({ label, text, firstLine, marked }: CodeBlockProps) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <figure className={styles.block} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so without a mouse */}
      <pre tabIndex={0}>
        {lines.map((line, index) => {
          const number = (firstLine ?? 1) + index;
          return (
            <span key={number} className={styles.line} data-marked={marked?.has(number) ?? false}>
              {firstLine !== undefined && <span className={styles.number}>{number}</span>}
              {line}
              {'\n'}
            </span>
          );
        })}
      </pre>
      <Button look="quiet" className={styles.copy} onClick={() => void copy(text)}>
        Copy
      </Button>
    </figure>
  );
}

/** Puts text on the clipboard and says so. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser does not allow copying here. Select the text and copy it.', 'bad');
  }
}
