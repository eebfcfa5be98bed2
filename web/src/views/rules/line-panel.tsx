import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { flowQuery } from '../../flow/flow-query.ts';
import { ServiceLine } from '../../flow/service-line.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './rules.module.css';

/** Chains that are opened at once; the rest on demand. */
const FIRST = 4;

/** Whose conversations a line is for: each with its chain, from who says so to what is printed elsewhere. */
export function LineFlows({
  flows,
  current,
}: {
  readonly flows: readonly string[];
  readonly current: string;
}) {
  const [shown, setShown] = useState(FIRST);
  return (
    <>
      {flows.slice(0, shown).map((id) => (
        <FlowCard key={id} id={id} current={current} />
      ))}
      {flows.length > shown && (
        <Button onClick={() => setShown(shown + 20)}>
          Show {Math.min(20, flows.length - shown)} more flows
        </Button>
      )}
    </>
  );
}

/** `current`: the filter or host that is being looked at. */
export function FlowCard({ id, current }: { readonly id: string; readonly current: string }) {
  const { data, error } = useQuery(flowQuery(id));
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton lines={4} label="Loading the flow" />;
  const { conversation, flow, sources, filters } = data;
  const here = filters.find(({ name }) => name === current);
  return (
    <div className={styles.flow}>
      <Card label={conversation.title}>
        <h3>{conversation.title}</h3>
        <p>
          <span className="mono">{ends(flow.from)}</span> <span className="muted">to</span>{' '}
          <span className="mono">{ends(flow.to)}</span>
        </p>
        <ul>
          {flow.services.map((service) => (
            <li key={`${service.transport} ${service.ports} ${service.service}`}>
              <ServiceLine service={service} />
            </li>
          ))}
        </ul>
        <dl>
          <dt>Because</dt>
          <dd>
            {flow.reasons.length === 0
              ? conversation.purpose
              : flow.reasons.map((reason) => <div key={reason.text}>{reason.text}</div>)}
          </dd>
          <dt>Says who</dt>
          <dd>
            {sources.guide.map(({ id: row, table, row: number }) => (
              <div key={row}>
                guide, {table}, row {number}
              </div>
            ))}
            {sources.pages
              .filter(({ url }) => url !== undefined)
              .map(({ id: page, url }) => (
                <div key={page}>
                  <a href={url} target="_blank" rel="noreferrer">
                    {page}
                  </a>
                </div>
              ))}
          </dd>
          <dt>Way</dt>
          <dd className="mono">{flow.way}</dd>
          <dt>{here ? 'Also in' : 'Is in'}</dt>
          <dd>
            {filters
              .filter(({ name }) => name !== current)
              .map(({ kind, name }) => (
                <div key={`${kind} ${name}`}>
                  <Link
                    to="/rules"
                    search={{ ...(kind === 'network' ? { filter: name } : { host: name }), flow: id }}
                  >
                    {name}
                  </Link>
                </div>
              ))}
            {filters.every(({ name }) => name === current) && <span className="muted">no other filter</span>}
          </dd>
        </dl>
        <p className={styles.links}>
          <Link to="/plan" search={{ flow: id }}>
            In the plan
          </Link>
          {here && (
            <Link
              to="/rules"
              search={{ ...(here.kind === 'network' ? { filter: current } : { host: current }), flow: id }}
            >
              Mark its lines
            </Link>
          )}
        </p>
      </Card>
    </div>
  );
}

function ends(list: readonly { readonly name: string; readonly addresses: readonly string[] }[]): string {
  const names = list.map(({ name }) => name);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
