import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../plan/model.ts';
import { needsNetwork } from '../plan/rows.ts';
import { withoutOwnPairs } from './blocks.ts';

const end = (name: string, owner?: string): Endpoint => ({
  kind: 'host',
  name,
  zone: 'z',
  networks: [],
  fqdns: [],
  ...(owner !== undefined && { owner }),
});

describe('withoutOwnPairs', () => {
  it('leaves lists that share no owner as they are', () => {
    const from = [end('a', 'a'), end('clients')];
    const to = [end('b', 'b'), end('listener')];
    expect(withoutOwnPairs(from, to)).toEqual([{ from, to }]);
  });

  it('gives nothing where a host would only talk to itself', () => {
    expect(withoutOwnPairs([end('a', 'a')], [end('a', 'a')])).toEqual([]);
  });

  it('covers exactly the pairs that need a network, each once', () => {
    const ends = fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...'abcdefgh'), owner: fc.option(fc.constantFrom('x', 'y', 'z')) }),
      { selector: (e) => e.name },
    );
    fc.assert(
      fc.property(ends, ends, (left, right) => {
        const from = left.map((e) => end(e.name, e.owner ?? undefined));
        const to = right.map((e) => end(e.name, e.owner ?? undefined));
        const wanted = from.flatMap((f) =>
          to.filter((t) => needsNetwork(f, t)).map((t) => `${f.name}-${t.name}`),
        );
        const got = withoutOwnPairs(from, to).flatMap((b) =>
          b.from.flatMap((f) => b.to.map((t) => `${f.name}-${t.name}`)),
        );
        expect(got.sort()).toEqual(wanted.sort());
      }),
    );
  });
});
