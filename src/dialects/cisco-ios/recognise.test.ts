import { expect, it } from 'vitest';
import { fixture } from '../../../test/cisco-ios/kit.ts';
import { recogniseDialect } from '../readers.ts';

it.each([
  ['cisco-ios/branch-router.cfg', 'cisco-ios'],
  ['cisco-ios/firewall-router-warn.cfg', 'cisco-ios'],
  ['cisco-ios/reflexive.cfg', 'cisco-ios'],
  ['cisco-nxos/datacenter.cfg', 'cisco-nxos'],
  ['cisco-nxos/switch-warn.cfg', 'cisco-nxos'],
])('%s is %s', (file, id) => {
  expect(recogniseDialect(fixture(file), 'x.txt')?.id).toBe(id);
});

it.each([
  ['access-list 101 permit tcp any host 10.0.0.1 eq 80', 'cisco-ios'],
  ['access-list OUT extended permit tcp any host 10.0.0.1 eq 80', 'cisco-asa'],
  ['Extended IP access list EDGE\n    10 permit ip any any (3 matches)', 'cisco-ios'],
  ['IP access list EDGE\n        10 permit ip any any [match=3]', 'cisco-nxos'],
  ['ip access-list EDGE\n  10 permit tcp 10.0.0.0/8 any eq 80', 'cisco-nxos'],
  ['ipv6 access-list EDGE\n permit ipv6 any any', 'cisco-ios'],
])('%s is %s', (text, id) => {
  expect(recogniseDialect(text, 'x.txt')?.id).toBe(id);
});
