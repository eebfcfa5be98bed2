import { list, object, oneOrMany } from './collections.ts';
import { place } from './other-traffic.ts';
import { described, located, type Shape } from './shape.ts';
import { name } from './values.ts';
import type { WrittenProtection } from './written.ts';

const ENDS = 'networks, names of hosts, of client and console networks and of zones';

const protection: Shape<WrittenProtection> = object(
  'an IPsec protection',
  {
    name: described('What rules and findings call it', located(name('a name'))),
    between: described(`One side: ${ENDS}`, oneOrMany(place)),
    and: described('The other side, in the same words', oneOrMany(place)),
  },
  ['name', 'between', 'and'],
);

/** What travels inside of IPsec. */
export const protectionsShape: Shape<readonly WrittenProtection[]> = list(protection);
