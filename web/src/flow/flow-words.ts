import type { FlowServiceView } from '../../../src/report/flow-chain.ts';

/** `tcp/80,443`; `icmp echo-request`. */
export function portText({ transport, ports }: Pick<FlowServiceView, 'transport' | 'ports'>): string {
  if (ports === '') return transport;
  return transport === 'icmp' ? `icmp ${ports}` : `${transport}/${ports}`;
}

/** `install until 2026-12-31`. */
export function windowText({ phase, window }: Pick<FlowServiceView, 'phase' | 'window'>): string {
  const from = window?.from ? ` from ${window.from}` : '';
  const until = window?.until ? ` until ${window.until}` : '';
  return `${phase}${from}${until}`;
}
