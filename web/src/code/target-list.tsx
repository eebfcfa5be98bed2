import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { Field } from '../ui/field.tsx';
import styles from './target-list.module.css';

export interface ListedTarget {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly about: string;
  readonly state?: ReactNode;
}

export interface TargetListProps {
  readonly targets: readonly ListedTarget[];
  readonly current: { readonly kind: string; readonly name: string } | undefined;
  readonly to: '/rules' | '/verify';
}

/** Filters, then hosts: what has rules and a configuration. */
export function TargetList({ targets, current, to }: TargetListProps) {
  const [q, setQ] = useState('');
  const shown = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return targets.filter(({ name, about }) =>
      words.every((word) => `${name} ${about}`.toLowerCase().includes(word)),
    );
  }, [targets, q]);
  return (
    <nav className={styles.list} aria-label="Filters and hosts">
      <Field
        label="Find a filter or host"
        hideLabel
        placeholder="Find a filter or host"
        search
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <div className={styles.groups}>
        {(['filter', 'host'] as const).map((kind) => {
          const group = shown.filter((target) => target.kind === kind);
          if (group.length === 0) return null;
          return (
            <section key={kind} aria-label={kind === 'filter' ? 'Filters' : 'Hosts'}>
              <h2>{kind === 'filter' ? 'Filters' : 'Hosts’ own firewalls'}</h2>
              <ul>
                {group.map(({ name, about, state }) => {
                  const chosen = current?.kind === kind && current.name === name;
                  return (
                    <li key={name}>
                      <Link
                        to={to}
                        search={(before: object) => ({
                          ...('flow' in before && { flow: before.flow }),
                          ...(kind === 'filter' ? { filter: name } : { host: name }),
                        })}
                        aria-current={chosen ? 'true' : undefined}
                      >
                        <span className={styles.name}>{name}</span>
                        {state}
                        <span className={styles.about}>{about}</span>
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </section>
          );
        })}
        {shown.length === 0 && <p className="muted">Nothing is called “{q}”.</p>}
      </div>
    </nav>
  );
}
