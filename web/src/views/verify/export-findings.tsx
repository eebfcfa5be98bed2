import { saveFile } from '../../code/save-file.ts';
import { Button } from '../../ui/button.tsx';
import type { FindingsDocument } from './document.ts';
import styles from './verify.module.css';

interface ExportFindingsProps {
  readonly id: string;
  readonly name: string;
  readonly document: FindingsDocument;
}

/** The findings for other programs and people. */
export function ExportFindings({ name, document }: ExportFindingsProps) {
  return (
    <span className={styles.end}>
      <Button
        onClick={() =>
          saveFile(
            `${name.replace(/[^\w.-]+/g, '_')}-findings.json`,
            `${JSON.stringify(document, undefined, 2)}\n`,
            {
              type: 'application/json',
            },
          )
        }
      >
        Download JSON
      </Button>
    </span>
  );
}
