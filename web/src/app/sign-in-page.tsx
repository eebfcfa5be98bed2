import { useEffect } from 'react';
import styles from './expired-page.module.css';

/** Shown instead of everything to whoever is not signed in, where an identity provider knows people. */
export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Portolan';
  }, []);
  const { pathname, search, hash } = window.location;
  return (
    <main className={styles.page}>
      <h1>Sign in</h1>
      <p>Portolan asks your organisation who you are. Afterwards you are back at this page.</p>
      <p>
        <a href={`/sign-in?return=${encodeURIComponent(pathname + search + hash)}`}>
          Sign in with your organisation’s account
        </a>
      </p>
      <p>Nothing is lost: all that was saved is in the workspace's folder.</p>
    </main>
  );
}
