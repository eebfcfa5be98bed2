import { Link } from '@tanstack/react-router';
import type { FlowDocument } from '../../../src/report/flow-chain.ts';
import type { FlowFilter, FlowRule } from '../../../src/report/flow-rules.ts';
import { Badge } from '../ui/badge.tsx';
import styles from './flow-chain.module.css';

/** Each filter that the flow crosses and each host with rules of its own, with the lines printed for the flow. */
export function FlowFilters({ document }: { readonly document: FlowDocument }) {
  const { filters, flow, id } = document;
  const printed = new Set(filters.filter(({ kind }) => kind === 'network').map(({ name }) => name));
  return (
    <>
      {flow.path.length === 0 && (
        <p className="muted">No network filter: both ends stand in one zone. Only host firewalls see it.</p>
      )}
      {flow.path
        .filter(({ filter }) => !printed.has(filter))
        .map(({ filter, from, to }) => (
          <p key={filter}>
            {filter}{' '}
            <span className="muted">
              {from} to {to}, rules not printed
            </span>
          </p>
        ))}
      {filters.map((filter) => (
        <Printed key={`${filter.kind} ${filter.name}`} filter={filter} flow={id} path={flow.path} />
      ))}
    </>
  );
}

interface PrintedProps {
  readonly filter: FlowFilter;
  readonly flow: string;
  readonly path: FlowDocument['flow']['path'];
}

function Printed({ filter, flow, path }: PrintedProps) {
  const crossing = path.find((one) => one.filter === filter.name);
  const target = filter.kind === 'network' ? { filter: filter.name } : { host: filter.name };
  return (
    <div className={styles.filter}>
      <p>
        <Link to="/rules" search={{ ...target, flow }}>
          {filter.name}
        </Link>{' '}
        <Badge>{filter.dialect}</Badge>{' '}
        <span className="muted">
          {filter.kind === 'network' && crossing ? `${crossing.from} to ${crossing.to}` : 'host firewall'}
        </span>
      </p>
      {filter.rules.map((rule) => (
        <Rule key={rule.id} rule={rule} />
      ))}
    </div>
  );
}

function Rule({ rule }: { readonly rule: FlowRule }) {
  return (
    <figure className={styles.rule} aria-label={`Rule: ${rule.title}`}>
      <pre>
        {rule.lines.map(({ line, text }) => (
          <span key={line} className={styles.line}>
            <span className={styles.number}>{line}</span>
            <span>{text.trim()}</span>
          </span>
        ))}
      </pre>
      {rule.alsoFor.length > 0 && (
        <figcaption className="muted">
          Also carries {rule.alsoFor.length} other {rule.alsoFor.length === 1 ? 'flow' : 'flows'}
        </figcaption>
      )}
    </figure>
  );
}
