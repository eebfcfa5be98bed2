import type { FilterRule } from '../../policy/ruleset.ts';
import type { AddressBook } from './addresses.ts';
import type { Scope } from './scope.ts';
import type { ServiceBook } from './services.ts';
import type { Sides } from './sides.ts';

/** One virtual domain with everything that policies name. */
export interface Domain {
  readonly scope: Scope;
  readonly book: AddressBook;
  readonly services: ServiceBook;
  readonly sides: Sides;
  /** Rules of which a session helper may open more than they say. */
  readonly followed: FilterRule[];
}
