import type { Interface } from '../../policy/model.ts';
import type { Term } from './term.ts';

/** A term that is still joined with others or split; it gets its name and title in the end. */
export interface DraftTerm extends Omit<Term, 'id' | 'title'> {
  id: string;
  title: string;
  readonly fromScope: Interface | undefined;
  readonly toScope: Interface | undefined;
}
