import { useQuery } from '@tanstack/react-query';
import { portsText, serviceText } from '../../flow/flow-words.ts';
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
  return (
    <section className={styles.breaks} aria-label="What breaks">
      <h4>Closing this flow stops</h4>
      <p>{data.conversation.purpose}</p>
      <dl>
        <dt>From</dt>
        <dd>{names(data.from)}</dd>
        <dt>To</dt>
        <dd>{names(data.to)}</dd>
        <dt>On</dt>
        <dd>
          {data.services
            .map((service) => `${service.transport} ${portsText(service.ports)} ${serviceText(service)}`)
            .join(', ')}
        </dd>
        <dt>At</dt>
        <dd>{data.filters.length > 0 ? data.filters.join(', ') : 'host firewalls only'}</dd>
      </dl>
    </section>
  );
}

function names(ends: readonly { readonly name: string }[]): string {
  const all = [...new Set(ends.map((end) => end.name))];
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return all.slice(0, SHOWN).join(', ') + more;
}
