import { useQuery } from '@tanstack/react-query';
import { Problem } from '../ui/problem.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FlowChain } from './flow-chain.tsx';
import { flowQuery } from './flow-query.ts';

interface FlowPanelProps {
  /** Id of the flow. */
  readonly flow: string;
  readonly close: () => void;
}

/** A flow's whole chain beside what it was picked from. */
export function FlowPanel({ flow, close }: FlowPanelProps) {
  const { data, error, refetch } = useQuery(flowQuery(flow));
  return (
    <SidePanel title={data?.conversation.title ?? 'Flow'} label="Chain of the flow" close={close}>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={8} />}
      {data && <FlowChain document={data} />}
    </SidePanel>
  );
}
