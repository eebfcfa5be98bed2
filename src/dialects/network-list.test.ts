import { expect, it } from 'vitest';
import { type Network, parseNetwork } from '../net/network.ts';
import { isEverything, networkList } from './network-list.ts';

const net = (text: string): Network => {
  const parsed = parseNetwork(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
};

it('sorts, takes one family, swallows what is contained and joins what overlaps', () => {
  const texts = [
    '10.0.1.0/24',
    '10.0.0.0/24',
    'fd00::1',
    '10.0.0.7',
    '10.0.5.0-10.0.5.20',
    '10.0.5.10-10.0.5.31',
  ];
  const side = texts.map((text) => ({ name: text, networks: [net(text)], fqdns: [] }));
  expect(networkList(side, 4).map((n) => n.text)).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.5.0/27']);
  expect(networkList(side, 6).map((n) => n.text)).toEqual(['fd00::1']);
});

it('knows the whole address space', () => {
  expect([net('0.0.0.0/0'), net('::/0'), net('0.0.0.0/1')].map(isEverything)).toEqual([true, true, false]);
});
