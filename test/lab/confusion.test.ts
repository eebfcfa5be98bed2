/** The light half of the confusion table on a small hierarchy: `npm run confusion` makes all of it. */
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { obstacle } from '../../src/lab/support.ts';
import { confuse } from './confusion-lab.ts';
import { type Base, type Filtering, judge, type Truth } from './confusion-truth.ts';

const TEXT = `hierarchy: Small
version: "2509"
zones:
  datacenter: [10.10.0.0/16, "fd00:10::/32"]
  dmz: [192.0.2.0/24, "2001:db8:2::/48"]
filters:
  perimeter: { between: [datacenter, dmz, internet], dialect: nftables, internetDestinations: any-address }
sites:
  P01: { server: cm01, database: sql01 }
hosts:
  cm01: { address: [10.10.1.10, "fd00:10::10"] }
  sql01: { address: [192.0.2.20, "2001:db8:2::20"] }
  mp01: { address: 192.0.2.21, roles: [management-point, software-update-point] }
  dp01: { address: [192.0.2.22, "2001:db8:2::22"], roles: [{ distribution-point: { pxe: responder } }] }
  dc01: { address: 10.10.1.5, roles: [domain-controller, global-catalog, dns-server, ntp-server] }
clients:
  office: { subnet: 10.10.16.0/20, settings: { peerCache: true, remoteControl: true } }
`;
const WAYS: readonly (readonly [Base, readonly Filtering[]])[] = [
  ['nothing', ['pass']],
  ['listeners', ['pass', 'drop', 'port-unreachable', 'prohibited', 'reset', 'redirect']],
  ['swapped', ['pass']],
];

describe.runIf(obstacle() === undefined)('no verdict is false', () => {
  test.each(WAYS)('with %s on the ports', { timeout: 180_000 }, async (base, filterings) => {
    const lines = await confuse(
      {
        file: 'small.yaml',
        text: TEXT,
        base,
        filterings,
        cache: tmpdir(),
        timeout: 4000,
        concurrency: 128,
      },
      () => undefined,
    );
    const wrong = lines.filter(({ isFalse }) => isFalse);
    expect(
      wrong.map(
        (w) => `${w.filtering}, ${w.service} ${w.on} → ${w.to}: ${w.truth}, ${w.verdict}, ${w.evidence}`,
      ),
    ).toEqual([]);
    // Most are told, and of each truth that this way of the lab has.
    const told = lines.filter(({ verdict }) => verdict !== 'unproven');
    expect(told.length).toBeGreaterThan(lines.length / 3);
    const truths = new Set<Truth>(told.map(({ truth }) => truth));
    expect(truths.size).toBeGreaterThanOrEqual(filterings.length > 1 ? 4 : 1);
  });
});

test('a verdict that says something else than the truth is false, and one that says nothing isn’t', () => {
  expect(judge('dropped by a filter', 'open').isFalse).toBe(true);
  expect(judge('nobody listens', 'rejected').isFalse).toBe(true);
  expect(judge('right service', 'unproven').isFalse).toBe(false);
  expect(judge('redirected on the way', 'intercepted').isFalse).toBe(false);
});
