import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FlowChain } from '../../flow/flow-chain.tsx';
import { flowQuery } from '../../flow/flow-query.ts';
import { portsText, serviceText } from '../../flow/flow-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './answer.module.css';
import { Breaks } from './breaks.tsx';
import type { AnswerDocument } from './documents.ts';

/** One reason why it is needed, with its chain; and what stops without it. */
export function Answer({ answer }: { readonly answer: AnswerDocument }) {
  const { flow, conversation, service, from, to, path, reasons } = answer;
  const [breaks, setBreaks] = useState(false);
  // The printed lines are in the flow's own document; the rest is shown while that is on its way.
  const { data } = useQuery(flowQuery(flow));
  const ports = portsText(service.ports);
  return (
    <article className={styles.answer}>
      <header>
        <h3>
          {conversation.title}
          {answer.startedByResponder && ', started by the responder'}
        </h3>
        <span className="mono">
          {service.transport}
          {ports && `/${ports}`}
        </span>
        <span>{serviceText(service)}</span>
        {answer.covers === 'part' && <Badge tone="warning">a part of what was asked, or more</Badge>}
        <span className={styles.actions}>
          <Link to="/plan" search={{ q: flow, flow }}>
            In the plan
          </Link>
          <Button aria-expanded={breaks} onClick={() => setBreaks(!breaks)}>
            What breaks if I close it?
          </Button>
        </span>
      </header>
      {breaks && <Breaks flow={flow} />}
      <FlowChain
        flow={{
          id: flow,
          conversation,
          from: [from],
          to: [to],
          services: [service],
          path,
          reasons,
          ...(data?.filters && { filters: data.filters }),
        }}
      />
    </article>
  );
}
