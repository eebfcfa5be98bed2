/** Static IPsec policies of Windows as Portolan prints them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsNetshIpsec } from '../../src/dialects/windows-firewall/netsh-ipsec/dialect.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { ESTABLISHED } from '../../src/net/state.ts';
import type { Policy } from '../../src/policy/model.ts';
import { generatedProtection } from './kit.ts';
import { ID, read } from './netsh-kit.ts';
import { policiesOf, provesWhatIsPrinted } from './printed-kit.ts';

const codesOf = (policy: Policy): string[] => windowsNetshIpsec.lower(policy).diagnostics.map((d) => d.code);
const textOf = (policy: Policy): string =>
  windowsNetshIpsec.print(windowsNetshIpsec.lower(policy).model).text;
const { sayable } = policiesOf(ID);

describe('what is printed', () => {
  provesWhatIsPrinted({ id: ID, file: 'x.cmd', codesOf, textOf, read });

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
