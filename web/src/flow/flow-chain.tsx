import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FlowDocument, FlowEnd, FlowServiceView } from '../../../src/report/flow-chain.ts';
import { Badge } from '../ui/badge.tsx';
import styles from './flow-chain.module.css';
import { FlowFilters } from './flow-filters.tsx';
import { FlowSeen } from './flow-seen.tsx';
import { FlowSources } from './flow-sources.tsx';
import { ServiceLine } from './service-line.tsx';

/**
 * The chain of one flow: who says so → conversation → flow → filters with the rules and lines printed for it → probes.
 * "Why is this open?" reads it upwards, "what breaks if I close it?" downwards.
 */
export function FlowChain({ document }: { readonly document: FlowDocument }) {
  const { conversation, flow } = document;
  return (
    <ol className={styles.chain}>
      <Step title="Said by">
        <FlowSources sources={document.sources} conversation={conversation.id} />
      </Step>
      <Step title="Conversation">
        <p>
          <Link to="/catalog" search={{ id: conversation.id }}>
            {conversation.title}
          </Link>{' '}
          {conversation.lifecycle.status !== 'current' && (
            <Badge tone="warning">{conversation.lifecycle.status}</Badge>
          )}
        </p>
        <p className="muted">{conversation.purpose}</p>
      </Step>
      <Step title="Flow">
        <div className={styles.ends}>
          <Ends title={`From: ${flow.fromRole.title}`} ends={flow.from} />
          <Ends title={`To: ${flow.toRole.title}`} ends={flow.to} />
        </div>
        <ul className={styles.plain}>
          {flow.services.map((service) => (
            <Service key={`${service.transport} ${service.service} ${service.ports}`} service={service} />
          ))}
        </ul>
        <Reasons reasons={flow.reasons} />
        <p className={styles.id}>{document.id}</p>
      </Step>
      <Step title="Filters on the way">
        <FlowFilters document={document} />
      </Step>
      <Step title="Seen on the network">
        <FlowSeen flow={document.id} />
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

/** Ends of a group that are told at once. */
const SHOWN = 6;

function Ends({ title, ends }: { readonly title: string; readonly ends: readonly FlowEnd[] }) {
  return (
    <div>
      <h4>{title}</h4>
      <ul className={styles.plain}>
        {ends.slice(0, SHOWN).map((end) => (
          <li key={`${end.name} ${end.zone}`}>
            {end.name} <span className="muted">in {end.zone}</span>
            <div className={styles.addresses}>
              {(end.addresses.length > 0 ? end.addresses : end.fqdns).slice(0, SHOWN).join(' ')}
            </div>
          </li>
        ))}
        {ends.length > SHOWN && <li className="muted">and {ends.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}

function Service({ service }: { readonly service: FlowServiceView }) {
  return (
    <li>
      <ServiceLine service={service} />
      <Reasons reasons={service.reasons} />
    </li>
  );
}

function Reasons({ reasons }: { readonly reasons: FlowServiceView['reasons'] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.text} ${reason.setting} ${reason.place?.line}`}>
          {reason.text}
          {reason.setting !== undefined && (
            <>
              {' '}
              <code>
                {reason.setting}
                {reason.value !== undefined && ` = ${reason.value}`}
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
