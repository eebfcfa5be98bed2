import { describe, expect, it } from 'vitest';
import { hierarchyOf, net } from '../../test/rules/plan-kit.ts';
import { UsageError } from './exit.ts';
import { interfacesOf } from './interfaces.ts';

const hierarchy = hierarchyOf({
  zones: ['10.0.0.0/8', 'fd00::/16'],
  filters: { core: { interfaces: new Map([['inside', [net('10.1.0.0/16')]]]) }, other: {} },
});
const texts = (map: ReturnType<typeof interfacesOf>): string[] =>
  [...map].map(
    ([name, ranges]) => `${name}: ${ranges.map((r) => `${r.family}/${r.first}-${r.last}`).join(' ')}`,
  );

describe('interfacesOf', () => {
  it('reads networks', () => {
    expect(texts(interfacesOf(['outside=10.0.0.0/31, fd00::1']))).toEqual([
      `outside: 4/${0x0a000000}-${0x0a000001} 6/${(0xfd00n << 112n) | 1n}-${(0xfd00n << 112n) | 1n}`,
    ]);
  });

  it('knows zones of the hierarchy, and the internet', () => {
    const map = interfacesOf(['a=zone0', 'b=internet'], hierarchy);
    expect(map.get('a')).toEqual([net('10.0.0.0/8')]);
    const outside = map.get('b') ?? [];
    expect(outside.some((r) => r.family === 4 && r.first <= 0x08080808n && 0x08080808n <= r.last)).toBe(true);
    expect(outside.some((r) => r.family === 4 && r.first <= 0x0a000001n && 0x0a000001n <= r.last)).toBe(
      false,
    );
  });

  it('takes what the hierarchy says of the filter, unless it is typed', () => {
    expect(texts(interfacesOf([], hierarchy, 'core'))).toEqual([`inside: 4/${0x0a010000}-${0x0a01ffff}`]);
    expect(interfacesOf([], hierarchy, 'other').size).toBe(0);
    expect(interfacesOf(['inside=zone1'], hierarchy, 'core').get('inside')).toEqual([net('fd00::/16')]);
  });

  it.each([
    ['outside', 'says no networks'],
    ['=10.0.0.0/8', 'says no networks'],
    ['outside=', 'is neither a network nor a zone'],
    ['outside=10.0.0.0/8,nowhere', '"nowhere" is neither a network nor a zone'],
    ['outside=10.0.0.0/33', 'is neither a network nor a zone'],
  ])('refuses %s', (text, message) => {
    expect(() => interfacesOf([text], hierarchy)).toThrow(UsageError);
    expect(() => interfacesOf([text], hierarchy)).toThrow(message);
  });
});
