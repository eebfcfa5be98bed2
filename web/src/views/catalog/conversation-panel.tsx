import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Condition, Conversation, ConversationService } from '../../../../src/catalog/model.ts';
import { Badge } from '../../ui/badge.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './conversation-panel.module.css';
import { LifecycleBadge } from './conversations.tsx';
import { type CatalogNames, servicePorts } from './names.ts';
import { catalogQuery } from './queries.ts';
import { SourceLink } from './sources.tsx';

interface ConversationPanelProps {
  readonly id: string;
  readonly names: CatalogNames;
  readonly close: () => void;
}

/** A conversation in full: on what, when, who says so, and where they contradict each other. */
export function ConversationPanel({ id, names, close }: ConversationPanelProps) {
  const { data } = useQuery(catalogQuery);
  const conversation = data?.conversations.find((one) => one.id === id);
  return (
    <SidePanel title={conversation?.title ?? id} label="Conversation" close={close}>
      {!data && <Skeleton lines={8} />}
      {data && !conversation && <p>The catalog has no conversation “{id}”.</p>}
      {conversation && <Details conversation={conversation} names={names} />}
    </SidePanel>
  );
}

interface DetailsProps {
  readonly conversation: Conversation;
  readonly names: CatalogNames;
}

function Details({ conversation, names }: DetailsProps) {
  const { initiator, responder, direction, purpose, notes, services, when, guide, microsoft } = conversation;
  return (
    <div className={styles.details}>
      <p>{purpose}</p>
      {notes && <p className="muted">{notes}</p>}
      <p>
        <strong>{names.role(initiator)}</strong> to <strong>{names.role(responder)}</strong>
        {direction === 'two-way' && ', either may start'}{' '}
        <LifecycleBadge lifecycle={conversation.lifecycle} />{' '}
        {conversation.phase !== 'always' && <Badge tone="info">{conversation.phase}</Badge>}
      </p>
      {conversation.lifecycle.note && <p className="muted">{conversation.lifecycle.note}</p>}
      <Part title="Services">
        {services.map((service) => (
          <ServiceLine key={`${service.service} ${service.ports}`} service={service} names={names} />
        ))}
      </Part>
      {when.length > 0 && (
        <Part title="Planned when">
          {when.map((condition) => (
            <li key={condition.setting}>
              <code>{conditionText(condition)}</code>
            </li>
          ))}
        </Part>
      )}
      <Conflicts conversation={conversation} names={names} />
      {conversation.differences.length > 0 && (
        <Part title="Differences from the guide">
          {conversation.differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </Part>
      )}
      <Part title="Said by">
        {guide.map(({ table, row }) => (
          <li key={`${table}/${row}`}>
            <Link to="/catalog" search={{ tab: 'guide', table, id: conversation.id }}>
              Guide, row {table}/{row}
            </Link>
          </li>
        ))}
        {microsoft && <li>Microsoft, “{microsoft.section}”</li>}
        {conversation.sources.map((source) => (
          <SourceLine key={source} id={source} names={names} />
        ))}
      </Part>
      <p>
        <Link to="/plan" search={{ conversation: conversation.id }}>
          Its rows in the plan
        </Link>
      </p>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface ServiceLineProps {
  readonly service: ConversationService;
  readonly names: CatalogNames;
}

function ServiceLine({ service, names }: ServiceLineProps) {
  const details = [
    service.condition,
    service.ports && `changed by ${service.ports}`,
    service.optional && 'off unless switched on',
    ...service.when.map(conditionText),
  ].filter(Boolean);
  return (
    <li>
      <code>{servicePorts(service, names)}</code> {names.service(service.service)?.name}{' '}
      {!service.inGuide && <Badge>not in the guide</Badge>}
      {details.length > 0 && <div className="muted">{details.join('; ')}</div>}
    </li>
  );
}

function Conflicts({ conversation, names }: DetailsProps) {
  return conversation.conflicts.map(({ id, about, positions, followed, why }) => (
    <section key={id} className={styles.conflict}>
      <h3>Sources differ: {about}</h3>
      <ul>
        {positions.map(({ source, says }) => (
          <li key={`${source} ${says}`}>
            <strong>{names.source(source)?.title ?? source}</strong>
            {names.source(source) && <span className="muted"> ({names.source(source)?.date})</span>}: {says}
          </li>
        ))}
      </ul>
      <p>
        Followed: <strong>{names.source(followed)?.title ?? followed}</strong>, because {why}
      </p>
    </section>
  ));
}

function SourceLine({ id, names }: { readonly id: string; readonly names: CatalogNames }) {
  const source = names.source(id);
  return (
    <li>
      {source ? <SourceLink source={source} /> : id}
      {source && <span className="muted"> {source.date}</span>}
    </li>
  );
}

function conditionText({ setting, is, not, in: several }: Condition): string {
  if (several !== undefined) return `${setting} is ${several.join(' or ')}`;
  return not === undefined ? `${setting} is ${is}` : `${setting} is not ${not}`;
}
