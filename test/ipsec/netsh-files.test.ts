/** Static IPsec policies of Windows as people write them, in files of their own. */
import { describe, expect, it } from 'vitest';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { net } from '../rules/plan-kit.ts';
import { fixture, ID, read } from './netsh-kit.ts';

const SELF = { addresses: [net('10.0.0.1')] };

describe('a policy that blocks and permits', () => {
  const lockdown = read(fixture('lockdown.cmd'), SELF);

  it.each([
    ['a narrow permit goes before the block', 'tcp 10.1.0.5:50000 > 10.0.0.1:443', 'in', 'permit'],
    ['its answers pass', 'tcp 10.0.0.1:443 > 10.1.0.5:50000', 'out', 'permit'],
    ['so does what is no answer, from the same port', 'tcp 10.0.0.1:443 > 10.1.0.5:22', 'out', 'permit'],
    ['another port is blocked', 'tcp 10.1.0.5:50000 > 10.0.0.1:80', 'in', 'deny'],
    ['and another network', 'tcp 10.3.0.5:50000 > 10.0.0.1:443', 'in', 'deny'],
    ['a query passes', 'udp 10.0.0.1:50000 > 10.9.0.53:53', 'out', 'permit'],
    ['and its answer', 'udp 10.9.0.53:53 > 10.0.0.1:50000', 'in', 'permit'],
    ['a filter that is not mirrored', 'udp 10.2.0.7:1 > 10.0.0.1:7', 'in', 'permit'],
    ['has no way back', 'udp 10.0.0.1:7 > 10.2.0.7:1', 'out', 'deny'],
    ['IKE may be exempt', 'udp 10.3.0.5:500 > 10.0.0.1:500', 'in', 'depends'],
    ['what is none of the host passes by', 'tcp 10.1.0.5:50000 > 10.0.0.2:80', 'in', 'permit'],
  ] as const)('%s', (_, packet, hook, verdict) => {
    expect(lockdown.ask(packet, hook)).toBe(verdict);
  });

  it('says what has no effect', () => {
    expect(lockdown.codes).toEqual(['PT8004', 'PT8004']);
  });

  it('is unproven where nobody says which addresses the host has', () => {
    const alone = read(fixture('lockdown.cmd'));
    expect(alone.codes).toContain('PT8005');
    expect(alone.ask('tcp 10.1.0.5:50000 > 10.0.0.1:443')).toBe('depends');
    expect(alone.ask('tcp 10.3.0.5:50000 > 10.0.0.1:443')).toBe('depends');
    const told = read(fixture('lockdown.cmd'), { interfaces: new Map([['ME', [net('10.0.0.1')]]]) });
    expect(told.ask('tcp 10.3.0.5:50000 > 10.0.0.1:443')).toBe('deny');
  });

  it('is unproven in what is not understood, and only there', () => {
    const { codes, ask } = read(fixture('lockdown-warn.cmd'));
    expect(codes.toSorted()).toEqual([
      'PT8002',
      'PT8002',
      'PT8002',
      'PT8002',
      'PT8002',
      'PT8002',
      'PT8002',
      'PT8003',
    ]);
    const verdicts = [21, 22, 23, 24, 25, 26].map((port) =>
      ask(`tcp 10.1.0.5:50000 > 10.0.0.${port - 20}:${port}`),
    );
    expect(new Set(verdicts)).toEqual(new Set(['depends']));
    expect(ask('tcp 10.1.0.5:50000 > 10.0.0.7:80')).toBe('depends');
    expect(ask('tcp 10.1.0.5:50000 > 10.0.0.8:80')).toBe('depends');
    expect(ask('tcp 10.1.0.5:50000 > 10.0.0.9:80')).toBe('deny');
  });
});

describe('a script for netsh -f', () => {
  it('is read in its contexts', () => {
    const text = fixture('protect.txt');
    expect(recogniseDialect(text, 'protect.txt')?.id).toBe(ID);
    const { ask, codes, configuration } = read(text);
    expect(codes).toEqual([]);
    expect(ask('tcp 10.0.0.1:50000 > 10.0.0.8:1433', 'out')).toBe('depends');
    expect(ask('tcp 10.0.0.1:50000 > 10.0.0.8:1434', 'out')).toBe('permit');
    expect(ask('tcp 10.1.0.5:50000 > 10.0.0.1:445')).toBe('depends');
    expect(ask('icmp 10.1.0.5 > 10.0.0.1 type 8')).toBe('permit');
    const kinds = configuration.rulesets[0]?.rules.map((rule) =>
      [rule.name, rule.action, ...rule.depends.map(({ kind }) => kind)].join(' '),
    );
    expect(kinds).toEqual([
      'SQL permit security',
      'SQL deny',
      'SMB unknown other',
      'Ping permit',
      'Six permit interface security',
      'Six deny interface',
    ]);
  });

  it('is unproven where it does what is not in it', () => {
    const { ask, codes } = read(fixture('protect-warn.txt'));
    expect(codes.filter((code) => code === 'PT8001')).toHaveLength(4);
    expect(ask('tcp 10.1.0.5:50000 > 10.0.0.1:445')).toBe('depends');
  });
});
