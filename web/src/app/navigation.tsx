import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { workspaceQuery } from '../api/queries.ts';
import { Account } from './account.tsx';
import styles from './navigation.module.css';
import { ThemeSwitch } from './theme-switch.tsx';
import { LATER_VIEWS, VIEWS } from './views.ts';

/** The views, the workspace's name, the colours and the help. On a small screen it folds away behind a button. */
export function Navigation({ openHelp }: { readonly openHelp: () => void }) {
  const { data: workspace } = useQuery(workspaceQuery);
  const [open, setOpen] = useState(false);
  const id = useId();
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes to a view closes the menu
  useEffect(() => setOpen(false), [pathname]);
  return (
    <header className={styles.bar}>
      <div className={styles.head}>
        <Mark />
        <div className={styles.names}>
          <span className={styles.product}>Portolan</span>
          <span className={styles.workspace}>{workspace?.title ?? workspace?.name ?? ' '}</span>
        </div>
        <button
          type="button"
          className={styles.menu}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
      </div>
      <div id={id} className={styles.fold} data-open={open}>
        <nav aria-label="Views">
          <ul>
            {VIEWS.map((view) => (
              <li key={view.path}>
                <Link to={view.path} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
                  {view.title}
                </Link>
              </li>
            ))}
            {LATER_VIEWS.map(({ title, reason }) => (
              <li key={title}>
                <Later title={title} reason={reason} />
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.foot}>
          <Account />
          <button type="button" className={styles.help} onClick={openHelp}>
            Keyboard help <kbd>?</kbd>
          </button>
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

/** A view to come: it can be reached and read, but not opened. */
function Later({ title, reason }: { readonly title: string; readonly reason: string }) {
  return (
    <button type="button" className={styles.link} aria-disabled="true" title={reason}>
      {title} <span className={styles.later}>later</span>
      <span className="visually-hidden">: {reason}</span>
    </button>
  );
}

function Mark() {
  return <img className={styles.mark} src="/favicon.svg" alt="" width="26" height="26" />;
}
