import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import styles from './connection-banner.module.css';

/** Stands above the view while the server does not answer; what was loaded stays readable below it. */
export function ConnectionBanner() {
  const client = useQueryClient();
  return (
    <div role="alert" className={styles.banner}>
      <p>
        <strong>No connection to the server.</strong> What you see may be old, and nothing is saved. Check
        that portolan serve still runs.
      </p>
      <Button onClick={() => void client.invalidateQueries()}>Try again</Button>
    </div>
  );
}
