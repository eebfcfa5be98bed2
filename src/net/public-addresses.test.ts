import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from './network.ts';
import { PUBLIC_ADDRESSES } from './public-addresses.ts';

function isPublic(text: string): boolean {
  const address = parseAddress(text);
  if ('error' in address) throw new Error(address.error);
  const { family, value } = address;
  return PUBLIC_ADDRESSES.some((r) => r.family === family && r.first <= value && value <= r.last);
}

describe('PUBLIC_ADDRESSES', () => {
  it.each([
    ['1.0.0.0', '9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '198.17.255.255'],
    ['198.20.0.0', '203.0.112.255', '203.0.114.0', '223.255.255.255', '2000::', '2603:1030::1', '3ffe::1'],
  ])('holds %s and its like', (...addresses) => {
    expect(addresses.filter((a) => !isPublic(a))).toEqual([]);
  });

  it.each([
    ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.1.1', '172.16.0.0', '172.31.255.255'],
    ['192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.9', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
    [
      '::',
      '::1',
      '::ffff:1.2.3.4',
      '1fff::',
      '2001:db8::1',
      '3fff::1',
      '4000::',
      'fc00::1',
      'fe80::1',
      'ff02::1',
    ],
  ])('does not hold %s and its like', (...addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it('is in order and has no block twice', () => {
    const texts = PUBLIC_ADDRESSES.map(
      (r) => `${formatAddress(r.family, r.first)}-${formatAddress(r.family, r.last)}`,
    );
    expect(texts.slice(0, 3)).toEqual([
      '1.0.0.0-9.255.255.255',
      '11.0.0.0-100.63.255.255',
      '100.128.0.0-126.255.255.255',
    ]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
