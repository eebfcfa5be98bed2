/** `GET /plan/flows/{id}`: the whole chain of one flow, from the guide's row to the printed lines. */
export interface FlowDocument {
  readonly id: string;
  readonly conversation: ChainConversation;
  readonly startedByResponder?: boolean;
  readonly from: readonly ChainEnd[];
  readonly to: readonly ChainEnd[];
  readonly services: readonly ChainService[];
  readonly path: readonly { readonly filter: string; readonly from: string; readonly to: string }[];
  readonly reasons: readonly ChainReason[];
  readonly filters?: readonly ChainFilter[];
}

export interface ChainConversation {
  readonly id: string;
  readonly title: string;
  readonly initiator: string;
  readonly responder: string;
  readonly direction: 'one-way' | 'two-way';
  readonly purpose: string;
  readonly guide: readonly { readonly table: string; readonly row: number }[];
  readonly microsoft?: { readonly section: string; readonly anchor?: string };
  readonly sources: readonly string[];
}

export interface ChainEnd {
  readonly kind: string;
  readonly name: string;
  readonly zone: string;
  readonly networks: readonly string[];
  readonly fqdns: readonly string[];
}

export interface ChainService {
  readonly service: string;
  readonly name?: string;
  readonly transport: string;
  readonly ports: readonly { readonly first: number; readonly last: number }[];
  readonly phase: string;
  readonly window?: { readonly from?: string; readonly until?: string };
  readonly reasons: readonly ChainReason[];
}

export interface ChainReason {
  readonly text: string;
  readonly setting?: string;
  readonly value?: string;
  readonly place?: { readonly file: string; readonly line: number; readonly column?: number };
}

export interface ChainFilter {
  readonly filter: string;
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly { readonly line: number; readonly text: string }[];
  }[];
}
