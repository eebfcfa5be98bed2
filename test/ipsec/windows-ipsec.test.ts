/** Connection security rules of Windows: read back, held against the cmdlet's parameters, and parsed as PowerShell. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsIpsec } from '../../src/dialects/windows-firewall/ipsec/dialect.ts';
import { windowsIpsecReader } from '../../src/dialects/windows-firewall/ipsec/reader.ts';
import { FOOTER, PROLOGUE } from '../../src/dialects/windows-firewall/ipsec/script.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { parsePacket } from '../../src/net/packet.ts';
import type { Policy } from '../../src/policy/model.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { generatedProtection } from './kit.ts';
import { policiesOf, provesWhatIsPrinted } from './printed-kit.ts';

const codesOf = (policy: Policy): string[] => windowsIpsec.lower(policy).diagnostics.map((d) => d.code);
const textOf = (policy: Policy): string => windowsIpsec.print(windowsIpsec.lower(policy).model).text;
const read = (text: string): { configuration: Configuration; codes: string[] } => {
  const { config, diagnostics } = windowsIpsecReader.parse(text, 'ipsec.ps1');
  const raised = windowsIpsecReader.raise(config, { interfaces: new Map() });
  return {
    configuration: raised.configuration,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
  };
};
const { whole, sayable } = policiesOf('windows-ipsec');

describe('what is printed', () => {
  provesWhatIsPrinted({ id: 'windows-ipsec', file: 'x.ps1', codesOf, textOf, read });

  it.each([
    ['another port', "'1433'", "'1434'"],
    ['a range of ports, which Windows refuses', "'1433'", "'1433-1433'"],
    ['another peer', "RemoteAddress = @('192.0.2.20')", "RemoteAddress = @('192.0.2.0/24')"],
    ['security that is only asked for', "InboundSecurity = 'Require'", "InboundSecurity = 'Request'"],
    ['a tunnel', "Mode = 'Transport'", "Mode = 'Tunnel'"],
    ['rules that are switched off', "Enabled = 'True'", "Enabled = 'False'"],
    ['one network profile', "Profile = 'Any'", "Profile = 'Public'"],
    ['a parameter that there is not', "Mode = 'Transport'", "Mode = 'Transport'\n    Depth = 'Deep'"],
    ['a statement that is strange', '$store = @{}', '$store = @{}\nInvoke-Something'],
    [
      'rules that are changed at the end',
      'if ($WhatIf',
      'Set-NetIPsecRule -DisplayName x -Mode Tunnel\nif ($WhatIf',
    ],
  ])('is not the policy with %s', (_, text, instead) => {
    expect(textOf(sayable)).toContain(text);
    const { configuration } = read(textOf(sayable).replace(text, instead));
    expect(protectedDifference(sayable, configuration)).toBeDefined();
  });
});

const ENDS = '-LocalAddress 10.0.0.1 -RemoteAddress 10.1.0.0/16';
const REQUIRE = '-InboundSecurity Require -OutboundSecurity Require';

describe('a rule', () => {
  it.each([
    ['that requires IPsec', `${ENDS} ${REQUIRE} -Protocol TCP -LocalPort 443`, 'in', 'depends'],
    ['on the way back', `${ENDS} ${REQUIRE} -Protocol TCP -RemotePort 50000`, 'in', 'depends'],
    ['for another port', `${ENDS} ${REQUIRE} -Protocol TCP -LocalPort 444`, 'in', 'permit'],
    ['for another port of a list', `${ENDS} ${REQUIRE} -Protocol TCP -LocalPort 80,444`, 'in', 'permit'],
    ['for another protocol', `${ENDS} ${REQUIRE} -Protocol UDP -LocalPort 443`, 'in', 'permit'],
    ['for every packet', `${ENDS} ${REQUIRE}`, 'in', 'depends'],
    ['for packets from the host', `${ENDS} ${REQUIRE} -Protocol TCP -LocalPort 443`, 'out', 'permit'],
    ['with short names', `${ENDS} -SecIn Require -SecOut Require -Name x`, 'in', 'depends'],
    ['for a range', `${ENDS} ${REQUIRE} -Protocol TCP -LocalPort 400-410`, 'in', 'depends'],
    ['for ports without a protocol', `${ENDS} ${REQUIRE} -LocalPort 80`, 'in', 'depends'],
    ['for an empty list', `${REQUIRE} -LocalAddress 10.0.0.1 -RemoteAddress @()`, 'in', 'depends'],
    ['with addresses that are not known', `${REQUIRE} -RemoteAddress $them`, 'in', 'depends'],
    ['that is an exemption', ENDS, 'in', 'depends'],
    ['that is only tried', `${ENDS} ${REQUIRE} -WhatIf`, 'in', undefined],
  ] as const)('%s', (_, parameters, hook, verdict) => {
    const { configuration } = read(`New-NetIPsecRule -DisplayName x ${parameters}\n`);
    const packet = parsePacket('tcp 10.1.0.5:50000 > 10.0.0.1:443');
    if ('error' in packet) throw new Error(packet.error);
    if (verdict === undefined) expect(configuration.rulesets).toEqual([]);
    else expect(judgeAll(configuration, hook, packet).verdict).toBe(verdict);
  });

  it('with very many ports ends', () => {
    const ports = Array.from({ length: 20_000 }, (_, i) => i * 2 + 1).join(',');
    const text = `New-NetIPsecRule -DisplayName x ${ENDS} ${REQUIRE} -Protocol TCP -LocalPort ${ports} -RemotePort ${ports}`;
    expect(read(text).codes).toEqual(['PT8002']);
  });
});

/** Parameters of New-NetIPsecRule (Microsoft, module NetSecurity) that a printed rule may set. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'IPsecRuleName',
  'DisplayName',
  'Description',
  'LocalAddress',
  'RemoteAddress',
  'Protocol',
  'LocalPort',
  'RemotePort',
]);
const TEXT = String.raw`(?:'(?:[ -&(-~]|'')*'|\[Uri\]::UnescapeDataString\('(?:[ -&(-~]|'')*'\))`;
const LINE = new RegExp(`^        ([A-Za-z]+) = (?:${TEXT}|@\\(${TEXT}(?:, ${TEXT})*\\))$`);

it('holds nothing but known parameters and string literals, whatever names look like', () => {
  fc.assert(
    fc.property(generatedProtection, (policy) => {
      const text = textOf(policy);
      expect(text).toMatch(/^[\n -~]*$/);
      expect(text).toContain(`${PROLOGUE.join('\n')}\n`);
      expect(text.endsWith(`${FOOTER.join('\n')}\n`)).toBe(true);
      const body = text.slice(text.indexOf('$rules = @(\n') + 12, text.lastIndexOf(`)\n\n${FOOTER[0]}`));
      const names: string[] = [];
      for (const line of body.split('\n').slice(0, -1)) {
        if (/^ {4}(?:# .*|@\{|\})$/.test(line)) continue;
        const [, key = line] = LINE.exec(line) ?? [];
        expect([...PARAMETERS]).toContain(key);
        if (key === 'IPsecRuleName') names.push(line);
      }
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 60 },
  );
});

const hasParser = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm');
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!hasParser)('is PowerShell without an error, whatever names look like', () => {
  const policies = [whole, ...fc.sample(generatedProtection, { seed: 3, numRuns: 40 })];
  const scripts = policies.map(textOf);
  const parser = fileURLToPath(new URL('../rules/parse-powershell.ts', import.meta.url));
  const { stdout } = spawnSync(process.execPath, ['--liftoff-only', parser], {
    input: JSON.stringify(scripts),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  expect(JSON.parse(stdout)).toEqual(scripts.map(() => null));
});
