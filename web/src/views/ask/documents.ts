import type {
  ChainConversation,
  ChainEnd,
  ChainReason,
  ChainService,
  FlowDocument,
} from '../../flow/flow-document.ts';

/** One planned service that answers the question. */
export interface AnswerDocument {
  readonly flow: string;
  readonly covers: 'all' | 'part';
  readonly conversation: ChainConversation;
  readonly startedByResponder: boolean;
  readonly from: ChainEnd;
  readonly to: ChainEnd;
  readonly service: ChainService;
  readonly path: FlowDocument['path'];
  readonly reasons: readonly ChainReason[];
}

/** `GET /ask`. */
export interface AskDocument {
  readonly needed: boolean;
  readonly sameHost: boolean;
  readonly answers: readonly AnswerDocument[];
  readonly reverse: readonly AnswerDocument[];
  readonly nearby: readonly AnswerDocument[];
}

/** `GET /ask/breaks`: what stops when a flow is closed. */
export interface BreaksDocument {
  readonly conversation: ChainConversation;
  readonly services: readonly ChainService[];
  readonly from: readonly ChainEnd[];
  readonly to: readonly ChainEnd[];
  readonly filters: readonly string[];
}
