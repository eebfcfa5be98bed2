/** Static IPsec policies of Windows: read back, read as people write them, and held against what most specific means. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaiseContext } from '../../src/dialects/reader.ts';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { windowsNetshIpsec } from '../../src/dialects/windows-firewall/netsh-ipsec/dialect.ts';
import { windowsNetshIpsecReader } from '../../src/dialects/windows-firewall/netsh-ipsec/reader.ts';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import { printProven } from '../../src/handout/print-proven.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { ESTABLISHED } from '../../src/net/state.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { portolan } from '../cli/portolan.ts';
import { net } from '../rules/plan-kit.ts';
import { generatedProtection, protectedExample } from './kit.ts';

const { plan, hierarchy } = protectedExample();
const ID = 'windows-netsh-ipsec';
const policyOf = (host: string): Policy => ({ ...ipsecPolicy(plan, hierarchy, host), dialect: ID });
const codesOf = (policy: Policy): string[] => windowsNetshIpsec.lower(policy).diagnostics.map((d) => d.code);
const textOf = (policy: Policy): string =>
  windowsNetshIpsec.print(windowsNetshIpsec.lower(policy).model).text;

interface Read {
  readonly configuration: Configuration;
  readonly codes: string[];
  ask(packet: string, hook?: 'in' | 'out', state?: number): string;
}

function read(text: string, context: Partial<RaiseContext> = {}, file = 'ipsec.cmd'): Read {
  const { config, diagnostics } = windowsNetshIpsecReader.parse(text, file);
  const raised = windowsNetshIpsecReader.raise(config, { interfaces: new Map(), ...context });
  return {
    configuration: raised.configuration,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
    ask(asked, hook = 'in', state) {
      const packet = parsePacket(asked);
      if ('error' in packet) throw new Error(packet.error);
      return judgeAll(raised.configuration, hook, packet, state).verdict;
    },
  };
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${ID}/${name}`, import.meta.url), 'utf8');

/** The host's own policy without what single ports can't say. */
const whole = policyOf('cm01');
const sayable: Policy = {
  ...whole,
  rules: whole.rules.filter((rule) => rule.ports.every((range) => range.last - range.first < 128)),
};

describe('what is printed', () => {
  it('is what travels inside of IPsec', () => {
    expect(sayable.rules.length).toBeGreaterThan(1);
    expect(printProven(sayable, plan, hierarchy).proof).toBe('equal');
    expect(codesOf(sayable)).toEqual([]);
  });

  it('leaves out ranges that are too wide for single ports, and says so', () => {
    expect(codesOf(whole)).toContain('PT7003');
    expect(printProven(whole, plan, hierarchy).proof).toBe('depends');
  });

  it('is that for any policy', () => {
    let compared = 0;
    fc.assert(
      fc.property(generatedProtection, (policy) => {
        if (policy.rules.length === 0 || codesOf(policy).includes('PT7003')) return;
        const { configuration, codes } = read(textOf(policy));
        expect(codes).toEqual([]);
        expect(protectedDifference(policy, configuration)).toBeUndefined();
        compared++;
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  it.each([
    ['another port', 'dstport=1433', 'dstport=1434'],
    ['any port', 'dstport=1433', 'dstport=0'],
    ['another peer', 'dstmask=255.255.255.255 protocol=TCP', 'dstmask=255.255.255.0 protocol=TCP'],
    ['a range of ports, which netsh refuses', 'dstport=1433', 'dstport=1433-1433'],
    ['filters that let pass', 'action=negotiate', 'action=permit'],
    ['filters that block', 'action=negotiate', 'action=block'],
    ['security that is only asked for', 'soft=no', 'soft=yes'],
    ['plain packets that are taken', 'inpass=no', 'inpass=yes'],
    ['a tunnel', 'conntype=all', 'conntype=all tunnel=192.0.2.1'],
    ['one type of connection', 'conntype=all', 'conntype=dialup'],
    ['rules that are switched off', 'activate=yes', 'activate=no'],
    ['a policy that is not assigned', 'assign=yes', 'assign=no'],
    ['a tag that there is not', 'mirrored=yes', 'mirrored=yes depth=deep'],
    ['a command that is strange', 'endlocal', 'netsh ipsec static reset everything'],
  ])('is not the policy with %s', (_, text, instead) => {
    expect(textOf(sayable)).toContain(text);
    const { configuration } = read(textOf(sayable).replaceAll(text, instead));
    expect(protectedDifference(sayable, configuration)).toBeDefined();
  });

  it('is not the policy with filters that hold one way only: answers would travel outside', () => {
    const { configuration, ask } = read(textOf(sayable).replaceAll('mirrored=yes', 'mirrored=no'));
    expect(protectedDifference(sayable, configuration)).toBeDefined();
    const answer = 'tcp 192.0.2.20:1433 > 10.10.1.10:50000';
    expect(ask(answer, 'in', ESTABLISHED)).toBe('permit');
    expect(read(textOf(sayable)).ask(answer, 'in', ESTABLISHED)).toBe('depends');
  });

  it('is recognised, and is no rule of the firewall', () => {
    expect(recogniseDialect(textOf(sayable), 'x.cmd')?.id).toBe(ID);
    const { config } = windowsFirewallReader.parse(textOf(sayable), 'x.cmd');
    expect(config.steps.some((step) => step.kind === 'create')).toBe(false);
    expect(config.steps.some((step) => step.kind === 'unknown')).toBe(true);
  });
});

const VALUE = '(?:[A-Za-z0-9.,:/-]+|"[ !#$&-~]*(?:%%[ !#$&-~]*)*")';
const COMMAND = new RegExp(
  `^netsh ipsec static (?:add|set|delete) [a-z]+(?: [a-z]+=${VALUE})+(?: >nul 2>&1)?$`,
);

it('holds nothing but commands, comments and quoted values, whatever names look like', () => {
  fc.assert(
    fc.property(generatedProtection, (policy) => {
      const text = textOf(policy);
      expect(text).toMatch(/^[\r\n -~]*$/);
      for (const line of text.split('\r\n')) {
        if (line === '' || line.startsWith(':: ') || line === '::') continue;
        if (['@echo off', 'setlocal DisableDelayedExpansion', 'endlocal'].includes(line)) continue;
        expect(line).toMatch(COMMAND);
        // A backslash before the closing quote would take its meaning away.
        expect(line).not.toMatch(/(?<!\\)(?:\\\\)*\\"(?: [a-z]+=| >nul|$)/);
      }
    }),
    { numRuns: 60 },
  );
});

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

const FILTER = 'netsh ipsec static add filter filterlist=';
const ACTIONS = `netsh ipsec static add policy name=P assign=yes
netsh ipsec static add filteraction name=permit action=permit
netsh ipsec static add filteraction name=block action=block
netsh ipsec static add filteraction name=must action=negotiate
`;
const ruleOf = (list: string, action: string, filter: string): string =>
  `${FILTER}${list} ${filter}\nnetsh ipsec static add rule name=${list} policy=P filterlist=${list} filteraction=${action}\n`;

it('what is secured twice is no fault of one of the two', () => {
  const filter = 'srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1 protocol=TCP dstport=445';
  const { configuration } = read(ACTIONS + ruleOf('a', 'must', filter) + ruleOf('b', 'must', filter));
  const rules = configuration.rulesets[0]?.rules.map(({ name, action }) => `${name} ${action}`);
  expect(rules).toEqual(['a permit', 'b permit', 'a deny', 'b deny']);
});

describe('of two filters that share packets', () => {
  const A = 'srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1 protocol=TCP dstport=80 mirrored=no';
  it.each([
    ['the same ones are unproven', A, A, 'depends'],
    [
      'the narrower one decides',
      A,
      'srcaddr=10.1.2.0 srcmask=24 dstaddr=10.0.0.1 protocol=TCP dstport=80',
      'deny',
    ],
    ['also where it is wider', A, 'srcaddr=10.0.0.0 srcmask=8 dstaddr=10.0.0.1', 'permit'],
    ['neither is surely more specific', A, 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP', 'depends'],
    [
      'a range has no place among subnets',
      A,
      'srcaddr=10.1.2.0-10.1.2.9 dstaddr=10.0.0.1 protocol=TCP dstport=80',
      'depends',
    ],
    ['the other one is for other packets', A, 'srcaddr=10.1.2.4 dstaddr=10.0.0.1', 'permit'],
    ['what is not known may be narrower', A, 'srcaddr=x.contoso.com dstaddr=10.0.0.1', 'depends'],
  ])('%s', (_, permit, block, verdict) => {
    for (const text of [
      ruleOf('a', 'permit', permit) + ruleOf('b', 'block', block),
      ruleOf('b', 'block', block) + ruleOf('a', 'permit', permit),
    ])
      expect(read(ACTIONS + text).ask('tcp 10.1.2.3:50000 > 10.0.0.1:80')).toBe(verdict);
  });

  it('what a third one says exactly of their packets holds', () => {
    const text =
      ruleOf('a', 'permit', A) +
      ruleOf('b', 'block', 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP') +
      ruleOf('c', 'permit', 'srcaddr=10.1.2.3 dstaddr=10.0.0.1 protocol=TCP dstport=80');
    expect(read(ACTIONS + text).ask('tcp 10.1.2.3:50000 > 10.0.0.1:80')).toBe('permit');
  });
});

interface Drawn {
  readonly action: 'permit' | 'block' | 'must';
  readonly source: readonly [number, number];
  readonly destination: readonly [number, number];
  readonly protocol: 'any' | 'tcp' | 'udp';
  readonly ports: readonly [number, number];
}
const end = fc.tuple(fc.nat(3), fc.constantFrom(30, 31, 32));
const drawn: fc.Arbitrary<Drawn> = fc.record({
  action: fc.constantFrom('permit', 'block', 'must'),
  source: end,
  destination: end,
  protocol: fc.constantFrom('any', 'tcp', 'udp'),
  ports: fc.tuple(fc.constantFrom(0, 0, 7), fc.constantFrom(0, 8, 9)),
});
const inside = ([address, length]: readonly [number, number], other: number): boolean =>
  address >> (32 - length) === other >> (32 - length);
const isInside = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  a[1] >= b[1] && inside(b, a[0]);
/** Whether all that `a` matches, `b` does, too. */
const isNarrower = (a: Drawn, b: Drawn): boolean =>
  isInside(a.source, b.source) &&
  isInside(a.destination, b.destination) &&
  (b.protocol === 'any' || a.protocol === b.protocol) &&
  a.ports.every((port, i) => b.ports[i] === 0 || b.ports[i] === port);

it('never decides otherwise than any order does that asks narrower filters first', () => {
  let certain = 0;
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 6 }),
      fc.tuple(
        fc.nat(3),
        fc.nat(3),
        fc.constantFrom('tcp', 'udp'),
        fc.constantFrom(7, 10),
        fc.constantFrom(8, 9, 10),
      ),
      (list, [from, to, protocol, source, destination]) => {
        const filters = list.map((f) => (f.protocol === 'any' ? { ...f, ports: [0, 0] as const } : f));
        const text = filters.map((f, i) =>
          ruleOf(
            `l${i}`,
            f.action,
            `srcaddr=10.0.0.${f.source[0]} srcmask=${f.source[1]} dstaddr=10.0.1.${f.destination[0]} dstmask=${f.destination[1]} protocol=${f.protocol} srcport=${f.ports[0]} dstport=${f.ports[1]} mirrored=no`,
          ),
        );
        const matching = filters.filter(
          (f) =>
            inside(f.source, from) &&
            inside(f.destination, to) &&
            (f.protocol === 'any' || f.protocol === protocol) &&
            (f.ports[0] === 0 || f.ports[0] === source) &&
            (f.ports[1] === 0 || f.ports[1] === destination),
        );
        const first = matching.filter((f) => !matching.some((g) => isNarrower(g, f) && !isNarrower(f, g)));
        const actions = new Set(first.map((f) => f.action));
        const verdict = read(ACTIONS + text.join('')).ask(
          `${protocol} 10.0.0.${from}:${source} > 10.0.1.${to}:${destination}`,
        );
        const meant = { permit: 'permit', block: 'deny', must: 'depends' } as const;
        const [only] = actions;
        if (actions.size === 0) expect(verdict).toBe('permit');
        else if (actions.size > 1) expect(verdict).toBe('depends');
        else if (verdict !== 'depends') expect(verdict).toBe(meant[only as Drawn['action']]);
        if (actions.size === 1 && only !== 'must' && verdict !== 'depends') certain++;
      },
    ),
    { numRuns: 500 },
  );
  expect(certain).toBeGreaterThan(30);
});

it.each([
  ['a tag that stands twice', 'srcaddr=10.9.0.1 srcaddr=10.1.0.5 dstaddr=10.0.0.1', ''],
  ['a tunnel, whose end may be anything', 'srcaddr=10.9.0.1 dstaddr=10.0.0.1', 'tunnel=10.0.0.1'],
])('a wider permit may be none beside %s', (_, filter, tunnel) => {
  const text =
    ruleOf('a', 'permit', filter).replace(' filteraction=', ` ${tunnel} filteraction=`) +
    ruleOf('b', 'permit', 'srcaddr=10.0.0.0 srcmask=8 dstaddr=10.0.0.1');
  const { ask } = read(ACTIONS + text);
  expect(ask('tcp 10.9.0.1:50000 > 10.0.0.1:80')).toBe('depends');
});

describe('a policy', () => {
  const CLOSED = ruleOf('l', 'block', 'srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1');
  const packet = 'tcp 10.1.0.5:50000 > 10.0.0.1:80';
  const set = 'netsh ipsec static set policy name=P assign=';

  it.each([
    ['that is not assigned', ACTIONS.replace(' assign=yes', '') + CLOSED, ['PT8007'], undefined],
    ['that is taken back', `${ACTIONS}${CLOSED}${set}no\n`, ['PT8007'], undefined],
    [
      'that is deleted',
      `${ACTIONS}${CLOSED}netsh ipsec static delete policy name=p\n`,
      ['PT8007'],
      undefined,
    ],
    ['of which all is deleted', `${ACTIONS}${CLOSED}netsh ipsec static delete all\n`, ['PT8007'], undefined],
    [
      'that another one takes the place of',
      `${ACTIONS}${CLOSED}netsh ipsec static add policy Q assign=y\n`,
      ['PT8004', 'PT8004'],
      'permit',
    ],
    ['that is assigned again', `${ACTIONS}${CLOSED}${set}no\n${set}yes\n`, [], 'deny'],
    [
      'that is not made here',
      `${ACTIONS}${CLOSED}netsh ipsec static set policy name=Q assign=yes\n`,
      ['PT8003'],
      'depends',
    ],
    ['for other computers', `${ACTIONS}${CLOSED}${set}yes gponame=x\n`, ['PT8001'], 'depends'],
    [
      'with a filter taken out',
      `${ACTIONS}${CLOSED}netsh ipsec static delete filter filterlist=l srcaddr=any dstaddr=any\n`,
      ['PT8001'],
      'depends',
    ],
    [
      'with an action that changes',
      `${ACTIONS}${CLOSED}netsh ipsec static set filteraction name=block action=permit\n`,
      [],
      'permit',
    ],
    ['with a command that may not run', `${ACTIONS}${CLOSED}ver && ${set}no\n`, ['PT8001'], 'depends'],
    ['behind a loop', `for %%i in (1) do ${set}no\n${ACTIONS}${CLOSED}`, ['PT8001'], 'depends'],
    [
      'of another computer',
      `${ACTIONS}netsh -r other ipsec static delete all\n${CLOSED}`,
      ['PT8001'],
      'depends',
    ],
    [
      'in the other way to write it',
      `${ACTIONS}${CLOSED.replaceAll('netsh ipsec static', 'netsh -c "ipsec static"')}`,
      [],
      'deny',
    ],
    ['with words of IPv6', `${ACTIONS}${ruleOf('l', 'block', 'srcaddr=any dstaddr=any')}`, [], 'deny'],
  ] as const)('%s', (_, text, codes, verdict) => {
    const { configuration, ask, codes: found } = read(text);
    expect(found).toEqual(codes);
    if (verdict === undefined) expect(configuration.rulesets).toEqual([]);
    else expect(ask(packet)).toBe(verdict);
  });

  it('of any address may be one of IPv6, too', () => {
    const { ask } = read(`${ACTIONS}${ruleOf('l', 'block', 'srcaddr=any dstaddr=any')}`);
    expect(ask('tcp [fd00::1]:50000 > [fd00::2]:80')).toBe('depends');
  });

  it('that was exported is not read', () => {
    const { codes, ask } = read('\u0001\u0002PolicyStore', {}, 'policies.ipsec');
    expect(codes).toEqual(['PT8008']);
    expect(ask(packet)).toBe('depends');
    expect(recogniseDialect('\u0001\u0002PolicyStore', 'policies.ipsec')?.id).toBe(ID);
  });

  it('with very many filters ends, and is unproven where that is too much', () => {
    const many = (action: string, count: number): string =>
      ruleOf(action, action, 'srcaddr=10.0.0.0 srcmask=8 dstaddr=10.0.0.1') +
      Array.from(
        { length: count },
        (_, i) => `${FILTER}${action} srcaddr=10.${i & 255}.${i >> 8}.0 srcmask=24 dstaddr=10.0.0.1\n`,
      ).join('');
    const some = read(
      ACTIONS + ruleOf('p', 'permit', 'srcaddr=10.1.2.3 dstaddr=10.0.0.1') + many('block', 5000),
    );
    expect(some.ask('tcp 10.1.2.3:50000 > 10.0.0.1:80')).toBe('permit');
    expect(some.ask('tcp 10.1.2.4:50000 > 10.0.0.1:80')).toBe('deny');
    const more = read(ACTIONS + many('block', 2000) + many('permit', 2000));
    expect(more.codes).toEqual(['PT8006']);
    expect(more.ask(packet)).toBe('depends');
  });
});

it('is verified with the addresses that the hierarchy gives the host', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-netsh-ipsec-'));
  try {
    const file = join(folder, 'mp01.cmd');
    writeFileSync(file, ACTIONS + ruleOf('all', 'block', 'srcaddr=any dstaddr=me'));
    const { out, err } = await portolan(['verify', 'examples/contoso', file, '--host', 'mp01']);
    expect(err).not.toContain('PT8005');
    expect(out).toMatch(/error PT9001: "[^"]*to mp01[^"]*" is not permitted/);
    const alone = await portolan(['explain', file, 'tcp 10.20.0.7:50000 > 10.10.2.31:80']);
    expect(alone.err).toContain('PT8005');
    expect(alone.out).toContain('Not certain');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('garbage', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'netsh ipsec static ',
      'add ',
      'set ',
      'delete ',
      'policy ',
      'filter ',
      'filterlist ',
      'filteraction ',
      'rule ',
      'name=P ',
      'policy=P ',
      'filterlist=P ',
      'filteraction=P ',
      'assign=yes ',
      'action=permit ',
      'srcaddr=any ',
      'dstaddr=me ',
      'srcmask=',
      'dstport=',
      'protocol=tcp ',
      '"',
      '^',
      '%',
      '&',
      '\n',
      '\r\n',
      'pushd ipsec static\n',
      '10.0.0.1 ',
      '=',
      ' ',
    ),
    fc.string({ maxLength: 8 }),
  );

  it('never throws, and with a part that is not understood nothing is certainly permitted', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string({ maxLength: 20 }), (pieces, file) => {
        read(pieces.join(''), {}, file);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}=?[a-z]{0,5}$/), (word) => {
        const tag = word.split('=')[0] as string;
        fc.pre(
          !['description', 'protocol', 'mirrored', 'srcmask', 'dstmask', 'srcport', 'dstport'].some((t) =>
            t.startsWith(tag),
          ),
        );
        const { ask } = read(
          ACTIONS.replaceAll('action=block', 'action=permit') +
            ruleOf('l', 'permit', `srcaddr=10.1.0.0 srcmask=16 dstaddr=10.0.0.1 ${word}`),
        );
        expect(ask('tcp 10.1.0.5:50000 > 10.0.0.1:80')).toBe('depends');
      }),
      { numRuns: 100 },
    );
  });
});
