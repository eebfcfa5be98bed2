import { Link } from '@tanstack/react-router';
import type { FlowDocument } from '../../../src/report/flow-chain.ts';
import { Badge } from '../ui/badge.tsx';
import styles from './flow-chain.module.css';

interface FlowSourcesProps {
  readonly sources: FlowDocument['sources'];
  /** Id of the conversation that they speak of. */
  readonly conversation: string;
}

/** The guide's rows, Microsoft's sections and the pages behind them, with their dates. */
export function FlowSources({ sources, conversation }: FlowSourcesProps) {
  const { guide, microsoft, pages, conflicts } = sources;
  return (
    <ul className={styles.plain}>
      {guide.map(({ id, table, title, row }) => (
        <li key={id}>
          Guide:{' '}
          <Link to="/catalog" search={{ tab: 'guide', table }}>
            {title}, row {row}
          </Link>
        </li>
      ))}
      {microsoft && <li>Microsoft: “{microsoft.section}”</li>}
      {pages.map(({ id, title, date, url }) => (
        <li key={id} className="muted">
          {url === undefined ? (
            title
          ) : (
            <a href={url} target="_blank" rel="noreferrer noopener">
              {title}
            </a>
          )}{' '}
          <span className={styles.date}>{date}</span>
        </li>
      ))}
      {conflicts.length > 0 && (
        <li>
          <Badge tone="warning">sources differ</Badge>{' '}
          <Link to="/catalog" search={{ id: conversation }}>
            which, and what is followed
          </Link>
        </li>
      )}
    </ul>
  );
}
