/** Which policy holds after all commands, and whether it can be read at all. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { portolan } from '../cli/portolan.ts';
import { ACTIONS, FILTER, ID, read, ruleOf } from './netsh-kit.ts';

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
    [
      'behind a loop that is not followed',
      `for /f %%i in (x) do ${set}no\n${ACTIONS}${CLOSED}`,
      ['PT8001'],
      'depends',
    ],
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
