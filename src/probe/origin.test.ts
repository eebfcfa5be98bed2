import { describe, expect, it } from 'vitest';
import type { IcmpError } from './native/icmp-errors.ts';
import { originOfReset } from './origin.ts';

function router(sender: string, ttl?: number): IcmpError {
  return { sender, family: 4, type: 11, code: 0, ...(ttl !== undefined && { ttl }) };
}

/** Behind two routers, whose messages came back the way that they went. */
const trace = { distance: 3, routers: [router('r1', 64), router('r2', 63)] };

describe('the sender of a reset', () => {
  it.each([
    ['as far and with as much time to live as the host', { trace, ttl: 62 }, 62, 'host'],
    ['with more left than the host’s', { trace, ttl: 63 }, 62, 'nearer'],
    ['of another system at the same distance', { trace, ttl: 253 }, 62, 'nearer'],
    ['nearer than the host', { trace: { ...trace, distance: 2 }, ttl: 62 }, 62, 'nearer'],
    ['not measured', { trace }, 62, 'unknown'],
    ['that came once', { trace: { routers: [] }, ttl: 62 }, 62, 'unknown'],
  ] as const)('%s', (_, measured, known, origin) => {
    const reference = { distance: 3, ttl: known, port: 445 };
    expect(originOfReset(measured, reference, undefined).origin).toBe(origin);
  });

  it.each([
    ['as near as the last router', 63, 'linux', 'nearer'],
    ['as near as the last router, which starts at 255', 254, 'windows', 'nearer'],
    ['behind it, as Linux sends it', 62, 'linux', 'unknown'],
    ['behind it, as Linux sends it, of a Windows host', 62, 'windows', 'unknown'],
    ['behind it, as Windows sends it', 126, 'windows', 'host'],
    ['behind it, as Windows sends it, of a Linux host', 126, 'linux', 'unknown'],
    ['with a number that no system starts with', 40, 'windows', 'unknown'],
  ] as const)('without another answer of the host: %s', (_, ttl, os, origin) => {
    expect(originOfReset({ trace, ttl }, undefined, os).origin).toBe(origin);
  });

  it('is not known where the way back is another one, or the last router says nothing', () => {
    const longer = { distance: 3, routers: [router('r1', 64), router('r2', 60)] };
    expect(originOfReset({ trace: longer, ttl: 126 }, undefined, 'windows').origin).toBe('unknown');
    const mute = { distance: 3, routers: [router('r1', 64)] };
    expect(originOfReset({ trace: mute, ttl: 126 }, undefined, 'windows').origin).toBe('unknown');
  });
});
