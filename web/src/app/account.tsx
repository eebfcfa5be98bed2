import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';
import { toast } from '../ui/toast.tsx';
import styles from './navigation.module.css';

const ROLES = {
  viewer: 'may look and verify',
  editor: 'may look, verify and change',
  operator: 'may look, verify, change and probe',
};

/** Who is signed in with an identity provider, and the way out. */
export function Account() {
  const { data: session } = useQuery(sessionQuery);
  if (session?.signIn !== 'oidc') return null;
  return (
    <>
      <p className={styles.workspace} title={ROLES[session.role]}>
        {session.name} ({session.role})
      </p>
      <button type="button" className={styles.help} onClick={signOut}>
        Sign out
      </button>
    </>
  );
}

/** Leads on to the identity provider's own sign-out, where it has one. */
async function signOut(): Promise<void> {
  try {
    const response = await fetch('/sign-out', { method: 'POST', headers: { 'x-portolan': '1' } });
    const { location } = (await response.json()) as { readonly location?: string };
    window.location.assign(location ?? '/');
  } catch {
    toast('The server does not answer: you are not signed out', 'bad');
  }
}
