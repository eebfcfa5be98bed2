import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FlowChain } from './flow-chain.tsx';
import styles from './flow-panel.module.css';
import { flowQuery } from './flow-query.ts';

interface FlowPanelProps {
  /** Id of the flow. */
  readonly flow: string;
  readonly close: () => void;
}

/** A flow's chain beside what it was picked from; Esc closes it and gives the focus back. */
export function FlowPanel({ flow, close }: FlowPanelProps) {
  const { data, error, refetch } = useQuery(flowQuery(flow));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && document.querySelector('dialog[open], :popover-open') === null) close();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [close]);
  return (
    <aside ref={panel} className={styles.panel} aria-label="Chain of the flow">
      <div className={styles.head}>
        <h2>{data?.conversation.title ?? 'Flow'}</h2>
        <Button look="quiet" onClick={close} aria-label="Close the chain">
          Close
        </Button>
      </div>
      <div className={styles.body}>
        {error && <Problem error={error} retry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={8} />}
        {data && <FlowChain flow={data} />}
      </div>
    </aside>
  );
}
