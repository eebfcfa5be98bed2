import type { Interface } from '../../policy/model.ts';
import type { Term } from './term.ts';

/** A term before it has a name and a title. */
export type DraftTerm = Omit<Term, 'id' | 'title' | 'reply'> & {
  readonly fromScope: Interface | undefined;
  readonly toScope: Interface | undefined;
};
