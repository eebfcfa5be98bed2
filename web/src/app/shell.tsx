import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useConnection } from '../api/connection.ts';
import { listenForChanges } from '../api/events.ts';
import { ApiProblem } from '../api/problem.ts';
import { sessionQuery } from '../api/queries.ts';
import { LiveRegion } from '../ui/announce.tsx';
import { Toasts } from '../ui/toast.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ExpiredPage } from './expired-page.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';
import { SignInPage } from './sign-in-page.tsx';
import { SignedOutBanner } from './signed-out-banner.tsx';

/** What stands around every view. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const client = useQueryClient();
  const connection = useConnection();
  const [help, setHelp] = useState(false);
  useShortcuts(() => setHelp(true));
  const problem = session.error instanceof ApiProblem ? session.error.problem : undefined;
  const signedOut = connection === 'signed-out';
  useEffect(() => (signedOut ? undefined : listenForChanges(client)), [client, signedOut]);
  const known = session.data;
  if (problem?.status === 401 && !known) return problem.code === 'sign-in' ? <SignInPage /> : <ExpiredPage />;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <Navigation openHelp={() => setHelp(true)} />
      <div className={styles.content}>
        {connection === 'lost' && <ConnectionBanner />}
        {signedOut && known && <SignedOutBanner signIn={known.signIn} />}
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <HelpDialog open={help} close={() => setHelp(false)} />
      <Toasts />
      <LiveRegion />
    </div>
  );
}
