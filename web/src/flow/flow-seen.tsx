import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.tsx';
import { observationsQuery } from '../views/probe/queries.ts';
import { portText, timeText, WORDS } from '../views/probe/words.ts';
import styles from './flow-chain.module.css';

/** Answers that are told; the Probe view has all. */
const SHOWN = 8;

/** What probes last saw of a flow, and where to ask. */
export function FlowSeen({ flow }: { readonly flow: string }) {
  const { data } = useQuery(observationsQuery({ flow }));
  const seen = data?.observations ?? [];
  return (
    <>
      <ul className={styles.plain}>
        {seen.slice(0, SHOWN).map((one) => (
          <li key={`${one.on} ${one.task} ${one.time}`}>
            <Badge tone={WORDS[one.verdict].tone} title={one.evidence}>
              {one.verdict}
            </Badge>{' '}
            <code>{portText(one)}</code> to {one.to.name ?? one.to.address}{' '}
            <span className="muted">
              from {one.on}, {timeText(one.time)}
              {one.stale && ', of an older hierarchy'}
            </span>
          </li>
        ))}
      </ul>
      {seen.length > SHOWN && <p className="muted">and {seen.length - SHOWN} more</p>}
      {data && seen.length === 0 && <p className="muted">Nobody asked yet.</p>}
      <p>
        <Link to="/probe" search={{ flow }}>
          Ask this flow
        </Link>
      </p>
    </>
  );
}
