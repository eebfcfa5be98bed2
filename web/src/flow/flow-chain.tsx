import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge.tsx';
import styles from './flow-chain.module.css';
import type {
  ChainConversation,
  ChainEnd,
  ChainReason,
  ChainService,
  FlowDocument,
} from './flow-document.ts';
import { portsText, serviceText, windowText } from './flow-words.ts';

/**
 * The chain of one flow: who says so → conversation → flow → filters with the rules and lines printed for it.
 * "Why is this open?" reads it upwards, "what breaks if I close it?" downwards.
 */
export function FlowChain({ flow }: { readonly flow: FlowDocument }) {
  const { conversation } = flow;
  return (
    <ol className={styles.chain}>
      <Step title="Said by">
        <Sources conversation={conversation} />
      </Step>
      <Step title="Conversation">
        <p>
          <Link to="/catalog" search={{ id: conversation.id }}>
            {conversation.title}
          </Link>
        </p>
        <p className="muted">{conversation.purpose}</p>
      </Step>
      <Step title="Flow">
        <div className={styles.ends}>
          <Ends title="From" ends={flow.from} />
          <Ends title="To" ends={flow.to} />
        </div>
        <ul className={styles.plain}>
          {flow.services.map((service) => (
            <Service key={`${service.transport} ${service.service}`} service={service} />
          ))}
        </ul>
        <Reasons reasons={flow.reasons} />
        <p className={styles.id}>
          <code>{flow.id}</code>
        </p>
      </Step>
      <Step title="Filters on the way">
        <Filters flow={flow} />
      </Step>
    </ol>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className={styles.step}>
      <h3>{title}</h3>
      {children}
    </li>
  );
}

function Sources({ conversation }: { readonly conversation: ChainConversation }) {
  const { guide, microsoft, sources } = conversation;
  return (
    <ul className={styles.plain}>
      {guide.map(({ table, row }) => (
        <li key={`${table}/${row}`}>
          <Link to="/catalog" search={{ tab: 'guide', table }}>
            Guide, row {table}/{row}
          </Link>
        </li>
      ))}
      {microsoft && <li>Microsoft, “{microsoft.section}”</li>}
      {guide.length === 0 && !microsoft && sources.map((source) => <li key={source}>{source}</li>)}
    </ul>
  );
}

/** Ends of a group that are told at once. */
const SHOWN = 6;

function Ends({ title, ends }: { readonly title: string; readonly ends: readonly ChainEnd[] }) {
  return (
    <div>
      <h4>{title}</h4>
      <ul className={styles.plain}>
        {ends.slice(0, SHOWN).map((end) => (
          <li key={`${end.name} ${end.zone}`}>
            {end.name} <span className="muted">in {end.zone}</span>
            <div className={styles.addresses}>
              {(end.networks.length > 0 ? end.networks : end.fqdns).slice(0, SHOWN).join(' ')}
            </div>
          </li>
        ))}
        {ends.length > SHOWN && <li className="muted">and {ends.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}

function Service({ service }: { readonly service: ChainService }) {
  return (
    <li>
      <span className="mono">
        {service.transport}
        {service.ports.length > 0 && `/${portsText(service.ports)}`}
      </span>{' '}
      {serviceText(service)} {service.phase !== 'always' && <Badge tone="info">{windowText(service)}</Badge>}
      <Reasons reasons={service.reasons} />
    </li>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly ChainReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.text} ${reason.place?.line}`}>
          {reason.text}
          {reason.setting && (
            <>
              {' '}
              <code>
                {reason.setting} = {reason.value}
              </code>
            </>
          )}
          {reason.place && (
            <>
              {' '}
              <Link to="/hierarchy" search={{ line: String(reason.place.line) }} className={styles.place}>
                line {reason.place.line}
              </Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Filters({ flow }: { readonly flow: FlowDocument }) {
  if (flow.path.length === 0) {
    return <p className="muted">None: both ends stand in one zone. Only their own host firewalls see it.</p>;
  }
  return flow.path.map(({ filter, from, to }) => {
    const printed = flow.filters?.find((one) => one.filter === filter);
    return (
      <div key={filter} className={styles.filter}>
        <p>
          <Link to="/rules" search={{ filter, flow: flow.id }}>
            {filter}
          </Link>{' '}
          <span className="muted">
            {from} to {to}
          </span>
        </p>
        {printed?.rules.map((rule) => (
          <figure key={rule.id} className={styles.rule} aria-label={`Rule ${rule.title}`}>
            <pre>
              {rule.lines.map(({ line, text }) => (
                <span key={line}>
                  <span className={styles.number}>{line}</span>
                  {text.trim()}
                  {'\n'}
                </span>
              ))}
            </pre>
          </figure>
        ))}
      </div>
    );
  });
}
