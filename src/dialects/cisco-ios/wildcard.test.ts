import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interfaceKey } from './interface-name.ts';
import { aroundWildcard, expandWildcard } from './wildcard.ts';

it('expands to exactly the addresses whose other bits are equal', () => {
  // Bits that differ among the last twelve, so that every address can be asked.
  fc.assert(
    fc.property(fc.nat(4095), fc.nat(4095), (low, wildcard) => {
      const address = 0x0a00_0000 + low;
      const ranges = expandWildcard(address, wildcard) ?? [];
      const around = aroundWildcard(address, wildcard);
      for (let n = 0; n < 4096; n += 1) {
        const asked = BigInt(0x0a00_0000 + n);
        const isMeant = (n & ~wildcard) === (low & ~wildcard);
        expect(ranges.some((r) => r.first <= asked && asked <= r.last)).toBe(isMeant);
        if (isMeant) expect(around.first <= asked && asked <= around.last).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

it('knows the ends of the address space', () => {
  expect(expandWildcard(0, 0xffff_ffff)).toEqual([{ family: 4, first: 0n, last: 0xffff_ffffn }]);
  expect(expandWildcard(0xffff_ffff, 0x8000_0000)).toEqual([
    { family: 4, first: 0x7fff_ffffn, last: 0x7fff_ffffn },
    { family: 4, first: 0xffff_ffffn, last: 0xffff_ffffn },
  ]);
  expect(expandWildcard(0, 0xffff_ff00)).toBeUndefined();
});

it('gives all spellings of an interface one key', () => {
  for (const name of ['GigabitEthernet0/1', 'gigabitethernet 0/1', 'Gi0/1', 'gig0/1'])
    expect(interfaceKey(name)).toBe('gigabitethernet0/1');
  expect(interfaceKey('Vl10')).toBe('vlan10');
  expect(interfaceKey('inside')).toBe('inside');
  expect(interfaceKey('Eth1/1')).toBe('ethernet1/1');
});
