import { useEffect } from 'react';
import styles from './expired-page.module.css';
import { signInAddress } from './sign-in-address.ts';

/** Shown instead of everything to whoever is not signed in, where an identity provider knows people. */
export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Portolan';
  }, []);
  return (
    <main className={styles.page}>
      <h1>Sign in</h1>
      <p>Portolan asks your organisation who you are. Afterwards you are back at this page.</p>
      <p>
        <a href={signInAddress()}>Sign in with your organisation’s account</a>
      </p>
      <p>Nothing is lost: all that was saved is in the workspace's folder.</p>
    </main>
  );
}
