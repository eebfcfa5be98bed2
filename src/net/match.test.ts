import { describe, expect, it } from 'vitest';
import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  boxCount,
  icmpRange,
  intersectMatch,
  type Match,
  subtractMatch,
  TCP,
} from './match.ts';

const SMB: Match = {
  sources: [{ family: 4, first: 1n, last: 9n }],
  destinations: [{ family: 4, first: 5n, last: 5n }],
  services: [
    { protocol: { first: TCP, last: TCP }, source: ANY_PORT, destination: { first: 445, last: 445 } },
  ],
};

describe('intersectMatch', () => {
  it('is the narrower of two products', () => {
    expect(intersectMatch(ANY_PACKET, SMB)).toEqual(SMB);
    expect(intersectMatch(SMB, ANY_PACKET)).toEqual(SMB);
  });

  it('is absent where only the families differ', () => {
    const mixed: Match = { sources: [ANY_IPV4], destinations: [ANY_IPV6], services: [ANY_SERVICE] };
    expect(intersectMatch(mixed, ANY_PACKET)).toBeUndefined();
    expect(intersectMatch(SMB, { ...SMB, destinations: [ANY_IPV6] })).toBeUndefined();
  });
});

describe('subtractMatch', () => {
  it('leaves nothing of what the other holds, and all of what it does not touch', () => {
    expect(subtractMatch(SMB, ANY_PACKET)).toEqual([]);
    const icmp: Match = { ...SMB, services: [anyOf(1)] };
    expect(subtractMatch(SMB, icmp)).toEqual([SMB]);
  });

  it('cuts a port out of a protocol, and a protocol out of all', () => {
    const rest = subtractMatch({ ...SMB, services: [ANY_SERVICE] }, SMB);
    expect(rest).toHaveLength(1);
    expect(rest[0]?.services).toEqual([
      { ...ANY_SERVICE, protocol: { first: 0, last: 5 } },
      { ...ANY_SERVICE, protocol: { first: 7, last: 255 } },
      { protocol: { first: 6, last: 6 }, source: ANY_PORT, destination: { first: 0, last: 444 } },
      { protocol: { first: 6, last: 6 }, source: ANY_PORT, destination: { first: 446, last: 65535 } },
    ]);
  });
});

it('icmpRange stretches 256 numbers over all ports', () => {
  expect(icmpRange(0, 255)).toEqual(ANY_PORT);
  expect(icmpRange(8)).toEqual({ first: 2048, last: 2303 });
});

it('boxCount is the product of the lists', () => {
  expect(boxCount(ANY_PACKET)).toBe(4);
  expect(boxCount({ ...ANY_PACKET, services: [] })).toBe(0);
});
