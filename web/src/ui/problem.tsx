import { problemWords } from '../api/problem.ts';
import { Button } from './button.tsx';
import styles from './problem.module.css';

interface ProblemProps {
  readonly error: unknown;
  readonly retry?: () => void;
}

/** An error in the user's words, with what to do. */
export function Problem({ error, retry }: ProblemProps) {
  const { title, detail, help } = problemWords(error);
  return (
    <div role="alert" className={styles.problem}>
      <h2>{title}</h2>
      {detail !== undefined && <p className={styles.detail}>{detail}</p>}
      {help !== undefined && <p>{help}</p>}
      {retry !== undefined && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}
