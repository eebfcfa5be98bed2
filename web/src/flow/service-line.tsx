import type { FlowServiceView } from '../../../src/report/flow-chain.ts';
import { Badge } from '../ui/badge.tsx';
import { portText, windowText } from './flow-words.ts';

/** A service of a flow in one line: ports, name, and when it is needed where that is not always. */
export function ServiceLine({ service }: { readonly service: FlowServiceView }) {
  return (
    <>
      <code>{portText(service)}</code> {service.name}{' '}
      {service.phase !== 'always' && <Badge tone="info">{windowText(service)}</Badge>}
    </>
  );
}
