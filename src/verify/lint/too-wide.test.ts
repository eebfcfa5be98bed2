import { describe, expect, it } from 'vitest';
import { networks, ruleFor, tcp } from '../../../test/verify/ruleset-kit.ts';
import { ANY_PACKET, anyOf, ICMP, type Match } from '../../net/match.ts';
import { ESTABLISHED, NEW } from '../../net/state.ts';
import { tooWide } from './too-wide.ts';

const ANY = '0.0.0.0/0';
const answers: Match = {
  sources: networks('10.0.0.1'),
  destinations: networks('10.1.0.0/24'),
  services: [
    {
      protocol: { first: 6, last: 6 },
      source: { first: 443, last: 443 },
      destination: { first: 0, last: 65535 },
    },
  ],
};

describe('tooWide', () => {
  it.each<[string, Match, string | undefined]>([
    ['one port between networks', tcp('10.1.0.0/24', '10.0.0.1', 443), undefined],
    ['one port to anybody', tcp('10.1.0.0/24', ANY, 443), undefined],
    ['one port, from anybody to anybody', tcp(ANY, ANY, 443), 'some ports from any address to any other'],
    ['everything', ANY_PACKET, 'every protocol from any address to any other'],
    ['every protocol between networks', { ...ANY_PACKET, sources: networks('10.0.0.0/8') }, 'every protocol'],
    ['dynamic ports', tcp('10.1.0.0/24', '10.0.0.1', 49152, 65535), undefined],
    ['one port more', tcp('10.1.0.0/24', '10.0.0.1', 49151, 65535), '16,385 ports in a row'],
    ['all ports', tcp('10.1.0.0/24', '10.0.0.1', 1, 65535), 'all ports'],
    ['answers from one port', answers, undefined],
    ['ICMP from anybody to anybody', { ...ANY_PACKET, services: [anyOf(ICMP)] }, undefined],
  ])('%s', (_, match, text) => {
    expect(tooWide(ruleFor(1, 'permit', [match]))).toBe(text);
  });

  it('is only about what permits new connections', () => {
    expect(tooWide(ruleFor(1, 'deny', [ANY_PACKET]))).toBeUndefined();
    expect(tooWide(ruleFor(1, 'permit', [ANY_PACKET], { states: ESTABLISHED }))).toBeUndefined();
    expect(tooWide(ruleFor(1, 'permit', [ANY_PACKET], { states: NEW }))).toBeDefined();
  });
});
