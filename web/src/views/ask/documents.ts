/** The document of `GET /ask`: that of `portolan why --format json`, with the chains of the first flows. */
import type { FlowDocument } from '../../../../src/report/flow-chain.ts';

interface AnswerEnd {
  readonly name: string;
  readonly zone: string;
}

/** One planned service that answers the question. */
export interface AnswerDocument {
  readonly flow: string;
  readonly covers: 'all' | 'part';
  readonly conversation: { readonly id: string; readonly title: string };
  readonly startedByResponder: boolean;
  readonly from: AnswerEnd;
  readonly to: AnswerEnd;
  readonly service: {
    readonly service: string;
    readonly transport: 'tcp' | 'udp' | 'icmp';
    readonly ports: readonly { readonly first: number; readonly last: number }[];
  };
}

export interface AskDocument {
  readonly needed: boolean;
  readonly sameHost: boolean;
  readonly answers: readonly AnswerDocument[];
  readonly reverse: readonly AnswerDocument[];
  readonly nearby: readonly AnswerDocument[];
  readonly chains: readonly FlowDocument[];
}

/** `tcp/80,443`, as it is asked about. */
export function servicePorts({ transport, ports }: AnswerDocument['service']): string {
  const texts = ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return texts.length === 0 ? transport : `${transport}/${texts.join(',')}`;
}
