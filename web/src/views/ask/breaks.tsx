import { useQuery } from '@tanstack/react-query';
import type { BreaksDocument } from '../../../../src/report/breaks.ts';
import { portText } from '../../flow/flow-words.ts';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './breaks.module.css';
import { breaksQuery } from './queries.ts';

/** Names of a group of ends, told at once. */
const SHOWN = 12;

/** What stops when the whole flow is closed: the chain read to the right. */
export function Breaks({ flow }: { readonly flow: string }) {
  const { data, error, refetch } = useQuery(breaksQuery(flow));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  const services = data.flows.flatMap((one) => one.services);
  return (
    <section className={styles.breaks} aria-label="What breaks">
      <h4>Closing this flow stops</h4>
      {data.conversations.map(({ id, title, purpose, initiator, responder }) => (
        <p key={`${id} ${initiator}`}>
          {title}: {purpose} <span className="muted">({`${initiator} to ${responder}`})</span>
        </p>
      ))}
      <dl>
        <dt>From</dt>
        <dd>{names(data.ends.filter(({ part }) => part !== 'answers'))}</dd>
        <dt>To</dt>
        <dd>{names(data.ends.filter(({ part }) => part !== 'starts'))}</dd>
        <dt>On</dt>
        <dd>{services.map((service) => `${portText(service)} ${service.name}`).join(', ')}</dd>
        <dt>At</dt>
        <dd>{data.filters.length > 0 ? data.filters.join(', ') : 'host firewalls only'}</dd>
      </dl>
      <Shared rules={data.rules} />
    </section>
  );
}

/** Rules that other flows need too: closing them breaks more than was asked about. */
function Shared({ rules }: Pick<BreaksDocument, 'rules'>) {
  const shared = rules.filter(({ alsoFor }) => alsoFor.length > 0);
  if (shared.length === 0) return null;
  return (
    <>
      <h4>Rules that have to stay for others</h4>
      <ul>
        {shared.map(({ filter, rule, title, alsoFor }) => (
          <li key={`${filter} ${rule}`}>
            {filter}: {title}, also for {alsoFor.length} other {alsoFor.length === 1 ? 'flow' : 'flows'}
          </li>
        ))}
      </ul>
    </>
  );
}

function names(ends: readonly { readonly name: string }[]): string {
  const all = [...new Set(ends.map((end) => end.name))];
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return all.slice(0, SHOWN).join(', ') + more;
}
