import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../plan/observation.ts';
import { bannerOf } from './banner.ts';
import type { IcmpError } from './native/icmp-errors.ts';
import type { Answer } from './protocol.ts';
import type { ProbeTask } from './task.ts';
import type { Unreachable } from './unreachable.ts';
import { judge, type Seen } from './verdict.ts';

const TASK: ProbeTask = {
  id: 'task',
  flow: 'flow',
  conversation: 'conversation',
  reverse: false,
  service: 'smb',
  serviceName: 'SMB',
  transport: 'tcp',
  port: 445,
  from: { name: 'cm01', fqdns: [], roles: [] },
  to: { name: 'dp01', host: 'dp01', address: '10.0.0.9', fqdns: [], roles: [] },
  phase: 'always',
  path: ['core'],
  hints: {},
};
const UDP: ProbeTask = { ...TASK, transport: 'udp', service: 'dns-udp', port: 53 };
const NOTHING: Uint8Array = new Uint8Array();

function answered(answer: Answer['answer'], head = ''): Seen {
  return { seen: 'answer', answer: { answer, says: 'said', facts: {} }, head: Buffer.from(head, 'latin1') };
}

function unreachable(how: Partial<Unreachable>): Seen & { seen: 'unreachable' } {
  return {
    seen: 'unreachable',
    how: { transport: 'tcp', address: '10.0.0.9', port: 445, outcome: 'silence', ...how },
  };
}

function icmp(type: number, code: number, sender: string, family: 4 | 6 = 4): IcmpError {
  return { type, code, sender, family };
}

const verdict = (task: ProbeTask, seen: Seen): string => judge(task, seen).verdict;

describe('what answered', () => {
  it.each([
    ['right', 'open', 'open'],
    ['other', 'other', 'other'],
    ['closed', 'other', 'other'],
    ['intercepted', 'intercepted', 'intercepted'],
    ['unproven', 'unproven', 'unproven'],
    ['silent', 'unproven', 'unproven'],
  ] as const)('%s is %s over TCP, %s over UDP', (answer, tcp, udp) => {
    expect(verdict(TASK, answered(answer))).toBe(tcp);
    expect(verdict(UDP, answered(answer))).toBe(udp);
  });

  it('is unproven where only who opens the connection is known', () => {
    const origin = { origin: 'unknown', why: 'Something opens it' } as const;
    const seen = { ...answered('right'), origin } as Seen;
    expect(judge(TASK, seen)).toMatchObject({ verdict: 'unproven', evidence: 'Something opens it' });
  });

  it('is a listener whatever the check made of it', () => {
    const banner = `${bannerOf({ host: 'dp01', token: '0123456789abcdef' })}\r\n`;
    for (const answer of ['other', 'closed', 'silent', 'right'] as const) {
      const judged = judge(TASK, answered(answer, banner));
      expect(judged).toMatchObject({ verdict: 'listener', token: '0123456789abcdef' });
    }
    expect(verdict(TASK, { seen: 'connected', head: Buffer.from(banner) })).toBe('listener');
  });

  it('is intercepted where the listener of another host answers, and other where it is none', () => {
    const other = bannerOf({ host: 'dp02', token: '0123456789abcdef' });
    expect(verdict(TASK, answered('other', other))).toBe('intercepted');
    expect(verdict(TASK, answered('other', 'PORTOLAN/1 dp01 short'))).toBe('other');
  });

  it('knows a listener whose name is too long for a banner from others that begin alike', () => {
    const name = '東京 🦀'.repeat(50);
    const task = { ...TASK, to: { ...TASK.to, host: name } };
    const banner = (host: string): string =>
      bannerOf({ host, token: '0123456789abcdef', sender: '[fe80::1:ff:fe00:0%eth0]:65535' });
    // What a probe keeps of an answer is no more.
    expect(banner(name).length).toBeLessThanOrEqual(254);
    expect(verdict(task, answered('other', banner(name)))).toBe('listener');
    expect(verdict(task, answered('other', banner(`${name}x`)))).toBe('intercepted');
    expect(verdict(task, answered('other', banner('\ud800')))).toBe('intercepted');
  });

  it('may be any host’s listener where no host stands behind the end', () => {
    const { host: _, ...to } = TASK.to;
    const banner = bannerOf({ host: 'sql02', token: '0123456789abcdef' });
    expect(verdict({ ...TASK, to }, answered('other', banner))).toBe('listener');
  });

  it('is intercepted where it comes from nearer than the host, but not before its listener', () => {
    const origin = {
      origin: 'nearer',
      why: 'it is near',
      hop: { distance: 1, address: '10.0.0.1' },
    } as const;
    const seen = { ...answered('right'), origin } as Seen;
    expect(judge(TASK, seen)).toMatchObject({ verdict: 'intercepted', hop: { address: '10.0.0.1' } });
    expect(verdict(TASK, { seen: 'connected', head: NOTHING, origin })).toBe('intercepted');
  });

  it('is named where it is a proxy, and not called an interception by that alone', () => {
    const page = 'HTTP/1.1 400 Bad Request\r\nServer: squid/5.7\r\n';
    expect(judge(TASK, answered('other', page))).toMatchObject({
      verdict: 'other',
      facts: { proxy: 'Server: squid/5.7' },
    });
    expect(judge({ ...TASK, service: 'http' }, answered('other', page)).facts).toEqual({});
  });

  it('is open without a check, and says that nothing more was asked', () => {
    const judged = judge(TASK, { seen: 'connected', head: NOTHING });
    expect(judged).toMatchObject({ verdict: 'open', facts: { checked: 'connection' } });
  });
});

describe('a reset', () => {
  const reset = unreachable({ outcome: 'reset' });

  it.each([
    ['host', 'refused'],
    ['nearer', 'rejected'],
    ['unknown', 'unproven'],
  ] as const)('by %s is %s', (origin, expected) => {
    expect(verdict(TASK, { ...reset, origin: { origin, why: 'why' } })).toBe(expected);
  });

  it('proves nothing where nobody looked who sent it, or the system doesn’t tell', () => {
    expect(verdict(TASK, reset)).toBe('unproven');
    const origin = { origin: 'host', why: 'why' } as const;
    expect(verdict(TASK, { ...unreachable({ outcome: 'reset', unclear: true }), origin })).toBe('unproven');
  });
});

describe('an ICMP message', () => {
  const cases: readonly (readonly [string, IcmpError, tcp: string, udp: string])[] = [
    ['port unreachable by the host', icmp(3, 3, '10.0.0.9'), 'rejected', 'refused'],
    ['port unreachable by another address of the host', icmp(3, 3, '10.9.0.9'), 'rejected', 'refused'],
    ['prohibited by the host', icmp(3, 13, '10.0.0.9'), 'rejected', 'rejected'],
    ['port unreachable by a router', icmp(3, 3, '10.0.0.1'), 'rejected', 'rejected'],
    ['prohibited by a router', icmp(3, 13, '10.0.0.1'), 'rejected', 'rejected'],
    ['host unreachable by a router', icmp(3, 1, '10.0.0.1'), 'unproven', 'unproven'],
    ['network unreachable by a router', icmp(3, 0, '10.0.0.1'), 'unproven', 'unproven'],
    ['time exceeded', icmp(11, 0, '10.0.0.1'), 'unproven', 'unproven'],
    ['by this machine', icmp(3, 13, '10.7.0.1'), 'failed', 'failed'],
    ['no route, IPv6', icmp(1, 0, 'fd00::1', 6), 'unproven', 'unproven'],
    ['address unreachable, IPv6', icmp(1, 3, 'fd00::1', 6), 'unproven', 'unproven'],
    ['prohibited, IPv6', icmp(1, 1, 'fd00::1', 6), 'rejected', 'rejected'],
    ['port unreachable by a router, IPv6', icmp(1, 4, 'fd00::1', 6), 'rejected', 'rejected'],
  ];

  it.each(cases)('%s', (_, message, tcp, udp) => {
    const known = { host: ['10.9.0.9'], own: ['10.7.0.1'] };
    const seen = unreachable({ outcome: 'icmp', icmp: message });
    expect(judge(TASK, seen, known).verdict).toBe(tcp);
    const how = { ...seen.how, transport: 'udp', port: 53 } as const;
    expect(judge(UDP, { seen: 'unreachable', how }, known).verdict).toBe(udp);
  });

  it('names the hop that sent it', () => {
    const judged = judge(TASK, unreachable({ outcome: 'icmp', icmp: icmp(3, 13, '10.0.0.1') }));
    expect(judged).toMatchObject({
      hop: { address: '10.0.0.1' },
      facts: { icmp: 'administratively prohibited' },
    });
  });
});

describe('silence', () => {
  it('is filtered over TCP, with the last hop that answers', () => {
    const silence = { isUp: true, lastHop: { distance: 2, address: '10.0.0.1' } };
    const judged = judge(TASK, { ...unreachable({}), silence });
    expect(judged).toMatchObject({ verdict: 'filtered', hop: silence.lastHop });
    expect(judged.evidence).toContain('10.0.0.1, 2 hops away');
  });

  it('says that the host may be off where nothing of it answered', () => {
    expect(judge(TASK, unreachable({})).evidence).toContain('the host is off');
    expect(judge(TASK, { ...unreachable({}), silence: { isUp: true } }).evidence).not.toContain('off');
  });

  it('proves nothing where somebody says that the host is off, and over UDP', () => {
    expect(verdict(TASK, { ...unreachable({}), silence: { down: { address: '10.0.0.1' } } })).toBe(
      'unproven',
    );
    expect(verdict(TASK, { ...unreachable({}), silence: { down: {} } })).toBe('unproven');
    expect(verdict(UDP, unreachable({ transport: 'udp', port: 53 }))).toBe('unproven');
  });
});

describe('what this machine could not do', () => {
  it.each([
    ['EPERM', 'failed'],
    ['ENETUNREACH', 'failed'],
    ['EMFILE', 'failed'],
    ['ESTRANGE', 'failed'],
    ['EHOSTUNREACH', 'unproven'],
  ])('%s is %s', (code, expected) => {
    expect(verdict(TASK, unreachable({ outcome: 'failed', code }))).toBe(expected);
  });

  it('is said of names and of checks', () => {
    expect(verdict(TASK, { seen: 'unresolved', name: 'a.example', why: 'none' })).toBe('unresolved');
    expect(verdict(TASK, { seen: 'broken', why: 'why' })).toBe('failed');
  });
});

it('says nothing of a port where another one that is needed first can’t be reached', () => {
  const range: ProbeTask = { ...TASK, port: 49_152, range: { first: 49_152, last: 65_535 } };
  expect(verdict(range, unreachable({ port: 135 }))).toBe('unproven');
  expect(verdict(range, unreachable({ port: 135, outcome: 'icmp', icmp: icmp(3, 13, '10.0.0.1') }))).toBe(
    'unproven',
  );
  expect(verdict(range, unreachable({ port: 50_000 }))).toBe('filtered');
});

it('always says what was seen, and what to do where something is to be done', () => {
  const fine: readonly string[] = ['open', 'listener', 'other', 'intercepted'];
  for (const how of ['reset', 'silence'] as const) {
    const judged = judge(TASK, unreachable({ outcome: how }));
    expect(VERDICTS).toContain(judged.verdict);
    expect(judged.evidence).not.toBe('');
    if (!fine.includes(judged.verdict)) expect(judged.next).toBeDefined();
  }
});
