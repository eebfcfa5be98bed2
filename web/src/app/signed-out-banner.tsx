import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import styles from './connection-banner.module.css';
import { signInAddress } from './sign-in-address.ts';

/** Stands above the view when a session ends while somebody works: what they typed must not go with it. */
export function SignedOutBanner({ signIn }: { readonly signIn: 'token' | 'oidc' }) {
  const client = useQueryClient();
  useEffect(() => {
    // Back from the window where they signed in.
    const look = (): void => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    window.addEventListener('focus', look);
    return () => {
      window.removeEventListener('focus', look);
      // Known again: what changed meanwhile was not told.
      void client.invalidateQueries();
    };
  }, [client]);
  return (
    <div role="alert" className={styles.banner}>
      <p>
        <strong>You are signed out.</strong> What you typed is kept here, but nothing is saved until{' '}
        {signIn === 'oidc' ? (
          <>
            you{' '}
            <a href={signInAddress()} target="_blank" rel="noreferrer">
              sign in again, in a new tab
            </a>
            .
          </>
        ) : (
          'you open a new link of portolan serve in this browser.'
        )}
      </p>
      <Button onClick={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}>
        Go on
      </Button>
    </div>
  );
}
