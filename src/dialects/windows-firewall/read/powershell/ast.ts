/** PowerShell as far as it is read here: plain data with offsets into the text. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  /** A string in double quotes, or a bare word, with something to be put in. */
  | { readonly kind: 'joined'; readonly parts: readonly Expression[] }
  /** The name in lower case, without `script:` and the like; with `env:`. `outer`: not only inside of a function. */
  | { readonly kind: 'variable'; readonly name: string; readonly outer?: true }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `@( … )` keeps lists, `$( … )` and `( … )` are what is inside. */
  | { readonly kind: 'output'; readonly statements: readonly Statement[]; readonly asList: boolean }
  | TableExpression
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | {
      readonly kind: 'call';
      readonly of: Expression;
      readonly name: string;
      readonly given: readonly Expression[];
    }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'cast'; readonly type: string; readonly of: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'code'; readonly body: Body };

export interface TableExpression {
  readonly kind: 'table';
  readonly entries: readonly { readonly key: Expression; readonly value: Statement }[];
  readonly span: Span;
}

export type Argument =
  | { readonly kind: 'parameter'; readonly name: string; readonly value?: Expression }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'splat'; readonly name: string };

export interface Command {
  readonly kind: 'command';
  /** As written; absent where it is called by an expression (`& $x`). */
  readonly name?: string;
  readonly given: readonly Argument[];
  readonly span: Span;
}

export interface Parameter {
  readonly name: string;
  readonly mandatory: boolean;
  /** In lower case. */
  readonly type?: string;
  readonly initial?: Expression;
}

export interface Body {
  readonly parameters: readonly Parameter[];
  readonly statements: readonly Statement[];
}

export type Statement = { readonly span: Span } & (
  | { readonly kind: 'pipeline'; readonly elements: readonly (Command | Expression)[] }
  | {
      readonly kind: 'assign';
      readonly target: Expression;
      readonly operator: string;
      readonly value: Statement;
    }
  | {
      readonly kind: 'if';
      readonly clauses: readonly { readonly test: Statement; readonly body: readonly Statement[] }[];
      readonly otherwise?: readonly Statement[];
    }
  | {
      readonly kind: 'foreach';
      readonly variable: string;
      readonly list: Statement;
      readonly body: readonly Statement[];
    }
  /** A loop or choice whose number of turns isn't worked out: the statements run any number of times. */
  | { readonly kind: 'loop'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly catches: readonly Statement[];
      readonly last: readonly Statement[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: Body }
  | { readonly kind: 'parameters'; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'leave'; readonly how: 'return' | 'exit' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'not-understood' }
);
