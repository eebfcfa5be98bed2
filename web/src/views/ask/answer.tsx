import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FlowDocument } from '../../../../src/report/flow-chain.ts';
import { FlowChain } from '../../flow/flow-chain.tsx';
import { flowQuery } from '../../flow/flow-query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './answer.module.css';
import { Breaks } from './breaks.tsx';
import { type AnswerDocument, servicePorts } from './documents.ts';

interface AnswerProps {
  /** Services of one flow between the same two ends. */
  readonly answers: readonly [AnswerDocument, ...AnswerDocument[]];
  /** Its flow's chain, where it came with the answer; else it is fetched. */
  readonly chain: FlowDocument | undefined;
}

/** One reason why it is needed, with its chain; and what stops without it. */
export function Answer({ answers, chain }: AnswerProps) {
  const { flow, conversation, startedByResponder } = answers[0];
  const [breaks, setBreaks] = useState(false);
  const { data: fetched, error, refetch } = useQuery({ ...flowQuery(flow), enabled: chain === undefined });
  const data = chain ?? fetched;
  return (
    <article className={styles.answer}>
      <header>
        <h3>
          {conversation.title}
          {startedByResponder && ', started by the responder'}
        </h3>
        <code>{answers.map(({ service }) => servicePorts(service)).join(' ')}</code>
        {answers.some(({ covers }) => covers === 'part') && (
          <Badge tone="warning">a part of what was asked, or more</Badge>
        )}
        <span className={styles.actions}>
          <Link to="/plan" search={{ conversation: conversation.id, flow }}>
            In the plan
          </Link>
          <Button aria-expanded={breaks} onClick={() => setBreaks(!breaks)}>
            What breaks if I close it?
          </Button>
        </span>
      </header>
      {breaks && <Breaks flow={flow} />}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={6} />}
      {data && <FlowChain document={narrowed(data, answers)} />}
    </article>
  );
}

/** The chain with only the ends and the services that were asked about. */
function narrowed(document: FlowDocument, answers: AnswerProps['answers']): FlowDocument {
  const { flow } = document;
  const { from, to } = answers[0];
  const services = answers.map(({ service }) => service.service);
  const is = (a: AnswerDocument['from']) => (b: AnswerDocument['from']) =>
    a.name === b.name && a.zone === b.zone;
  return {
    ...document,
    flow: {
      ...flow,
      from: flow.from.filter(is(from)),
      to: flow.to.filter(is(to)),
      services: flow.services.filter((one) => services.includes(one.service)),
    },
  };
}
