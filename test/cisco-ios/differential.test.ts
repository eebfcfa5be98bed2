/** Random lists, judged by the reader and by a few lines that know nothing of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../src/net/network.ts';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import { ESTABLISHED, NEW } from '../../src/net/state.ts';
import { type Reading, readIos, readNxos } from './kit.ts';

interface Address {
  readonly text: string;
  readonly holds: (address: number) => boolean;
}
interface Ports {
  readonly text: string;
  readonly holds: (port: number) => boolean;
}
interface Entry {
  readonly text: string;
  readonly isPermit: boolean;
  readonly holds: (packet: Packet, isNew: boolean) => boolean;
}

const BASE = 0x0a00_0000;
const dotted = (value: number): string => formatAddress(4, BigInt(value));
/** Of a small world: 10.0.0.0/24, so that entries meet. */
const low = fc.nat(255);
const wildcard: fc.Arbitrary<Address> = fc.tuple(low, low).map(([address, bits]) => ({
  text: `${dotted(BASE + address)} ${dotted(bits)}`,
  holds: (asked) => ((asked ^ address) & ~bits & 0xff) === 0,
}));
const prefix: fc.Arbitrary<Address> = fc
  .tuple(low, fc.integer({ min: 24, max: 32 }))
  .map(([address, length]) => {
    const bits = 2 ** (32 - length) - 1;
    return {
      text: `${dotted(BASE + address)}/${length}`,
      holds: (asked) => (asked | bits) === (address | bits),
    };
  });
const one: fc.Arbitrary<Address> = low.map((address) => ({
  text: `host ${dotted(BASE + address)}`,
  holds: (asked) => asked === address,
}));
const any: fc.Arbitrary<Address> = fc.constant({ text: 'any', holds: () => true });

const port: fc.Arbitrary<number> = fc.constantFrom(0, 1, 79, 80, 81, 443, 1023, 1024, 65534, 65535);
const none: fc.Arbitrary<Ports> = fc.constant({ text: '', holds: () => true });
const portsOf = (most: number): fc.Arbitrary<Ports> =>
  fc.oneof(
    none,
    fc.array(port, { minLength: 1, maxLength: most }).map((list) => ({
      text: `eq ${list.join(' ')}`,
      holds: (asked: number) => list.includes(asked),
    })),
    fc.array(port, { minLength: 1, maxLength: most }).map((list) => ({
      text: `neq ${list.join(' ')}`,
      holds: (asked: number) => !list.includes(asked),
    })),
    port.map((p) => ({ text: `lt ${p}`, holds: (asked: number) => asked < p })),
    port.map((p) => ({ text: `gt ${p}`, holds: (asked: number) => asked > p })),
    fc.tuple(port, port).map(([a, b]) => ({
      text: `range ${Math.min(a, b)} ${Math.max(a, b)}`,
      holds: (asked: number) => Math.min(a, b) <= asked && asked <= Math.max(a, b),
    })),
  );

const entryOf = (address: fc.Arbitrary<Address>, most: number): fc.Arbitrary<Entry> =>
  fc
    .record({
      isPermit: fc.boolean(),
      protocol: fc.constantFrom(
        ['ip', -1],
        ['tcp', 6],
        ['udp', 17],
        ['icmp', 1],
        ['esp', 50],
        ['47', 47],
      ) as fc.Arbitrary<readonly [string, number]>,
      from: address,
      to: address,
      source: portsOf(most),
      target: portsOf(most),
      established: fc.boolean(),
      type: fc.option(fc.constantFrom(['echo', 8], ['echo-reply', 0], ['11', 11]), { nil: undefined }),
    })
    .map(({ isPermit, protocol: [name, number], from, to, source, target, established, type }): Entry => {
      const hasPorts = number === 6 || number === 17;
      const asksFlags = number === 6 && established;
      const message = number === 1 ? type : undefined;
      const words = [
        isPermit ? 'permit' : 'deny',
        name,
        from.text,
        hasPorts ? source.text : '',
        to.text,
        hasPorts ? target.text : '',
        message ? `${message[0]}` : '',
        asksFlags ? 'established' : '',
      ];
      return {
        text: words.filter((word) => word !== '').join(' '),
        isPermit,
        holds: (packet, isNew) =>
          (number < 0 || packet.protocol === number) &&
          from.holds(Number(packet.source) - BASE) &&
          to.holds(Number(packet.destination) - BASE) &&
          (!hasPorts || (source.holds(packet.sourcePort) && target.holds(packet.destinationPort))) &&
          (!message || packet.sourcePort >> 8 === message[1]) &&
          (!asksFlags || !isNew),
      };
    });

const packet: fc.Arbitrary<Packet> = fc
  .record({ protocol: fc.constantFrom(6, 6, 17, 1, 50, 47), a: low, b: low, from: port, to: port })
  .map(({ protocol, a, b, from, to }) => {
    const ends = { family: 4 as const, source: BigInt(BASE + a), destination: BigInt(BASE + b), protocol };
    if (protocol === 1) return { ...ends, sourcePort: (from % 12) * 256, destinationPort: 0 };
    const hasPorts = protocol === 6 || protocol === 17;
    return { ...ends, sourcePort: hasPorts ? from : 0, destinationPort: hasPorts ? to : 0 };
  });

describe.each<[string, fc.Arbitrary<Address>, number, string, (text: string) => Reading]>([
  ['IOS', fc.oneof(wildcard, one, any), 10, 'ip access-list extended L', readIos],
  ['NX-OS', fc.oneof(wildcard, prefix, one, any), 1, 'ip access-list L', readNxos],
])('%s', (_, address, most, heading, read) => {
  it('decides as the first entry that matches', () => {
    fc.assert(
      fc.property(
        fc.array(entryOf(address, most), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(packet, fc.boolean()), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (entries, packets, isNumbered) => {
          // Numbered entries stand in the text from last to first.
          const lines = entries.map((entry, i) => `${isNumbered ? `${(i + 1) * 5} ` : ''}${entry.text}`);
          const reading = read([heading, ...(isNumbered ? lines.reverse() : lines)].join('\n '));
          expect(reading.codes).toEqual(['PT8005']);
          for (const [asked, isNew] of packets) {
            const decided = entries.find((entry) => entry.holds(asked, isNew));
            const verdict = decided?.isPermit ? 'permit' : 'deny';
            expect(reading.ask(formatPacket(asked), isNew ? NEW : ESTABLISHED)).toBe(verdict);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
