import { useEffect } from 'react';
import { CodeBlock } from '../ui/code-block.tsx';
import styles from './expired-page.module.css';

/** Shown instead of everything when the server does not know this browser. */
export function ExpiredPage() {
  useEffect(() => {
    document.title = 'Link expired · Portolan';
  }, []);
  return (
    <main className={styles.page}>
      <h1>This link has expired</h1>
      <p>
        A link opens Portolan once, for one browser, and ends with the server that printed it. To get a new
        one:
      </p>
      <CodeBlock label="Command" text="portolan serve" />
      <p>Open the link that it prints, and keep it to yourself: whoever has it has your rights.</p>
      <p>Nothing is lost: all that was saved is in the workspace's folder.</p>
    </main>
  );
}
