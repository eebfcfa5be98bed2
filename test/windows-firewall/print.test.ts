/** What is printed for Windows, held against readers that know nothing of this project's own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { differences, readBack } from '../dialects/conformance-kit.ts';
import { planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, planOf, service } from '../rules/plan-kit.ts';
import { readPol, unavailable } from './samba.ts';
import { importReg, unavailable as noImport } from './samba-registry.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: print.test.ts: ${unavailable}`);
if (noImport !== undefined && process.env.CI) throw new Error(noImport);
if (noImport !== undefined) console.warn(`NOT RUN: print.test.ts: ${noImport}`);

const { plan, hierarchy } = planExample('branch');
const example: Policy = hostPolicy(plan, hierarchy, hierarchy.hosts[0]?.name ?? '');
const generated: fc.Arbitrary<Policy> = generatedPlan.map((g) =>
  hostPolicy(g.plan, g.hierarchy, g.hosts[0] ?? ''),
);

function textOf(policy: Policy, dialect: string): string {
  const { printed } = printPolicy({ ...policy, dialect });
  if (!printed) throw new Error('nothing was printed');
  return printed.text;
}
const names = (policy: Policy): string[] =>
  [...textOf(policy, 'windows-json').matchAll(/"Name": "(.*)"/g)].map(([, name = '']) => name);

describe('Registry.pol', () => {
  const check = (policy: Policy): void => {
    const entries = readPol(Buffer.from(textOf(policy, 'windows-gpo'), 'utf16le'));
    const [version, ...rules] = entries;
    const key = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
    expect(version).toEqual({ key, name: 'PolicyVersion', type: 4, data: 0x021e });
    expect(rules.length).toBeGreaterThanOrEqual(names(policy).length);
    for (const { key: at, type, data } of rules) {
      expect([at, type]).toEqual([`${key}\\FirewallRules`, 1]);
      expect(data).toMatch(
        /^v2\.30\|Action=Allow\|Active=TRUE\|Dir=(?:In|Out)\|Protocol=\d+\|(?:[A-Za-z0-9_]+=[^|]*\|)+$/,
      );
    }
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  };

  it.skipIf(unavailable !== undefined)(
    'is what Samba reads',
    () => {
      check(example);
      fc.assert(fc.property(generated, check), { numRuns: 15 });
    },
    60_000,
  );
});

/** A strict reader of registry files: the header, comments, keys, and texts in quotes with `\\` and `\"` alone. */
function readReg(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const [header, ...lines] = text.split('\r\n');
  expect(header).toBe('\ufeffWindows Registry Editor Version 5.00');
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    if (line === '' || line.startsWith(';') || /^\[HKEY_LOCAL_MACHINE\\[^\]]+\]$/.test(line)) continue;
    const [, name, value] = /^"((?:[^"\\]|\\["\\])*)"="((?:[^"\\]|\\["\\])*)"$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no value of a registry file: ${line}`);
    values.set(name, value.replace(/\\(.)/g, '$1'));
  }
  return values;
}

it('a registry file is read by a strict reader, whatever names look like', () => {
  const check = (policy: Policy): void => {
    const values = readReg(textOf(policy, 'windows-registry'));
    const pol = textOf(policy, 'windows-gpo');
    // The same strings stand in the group policy.
    for (const name of values.keys()) expect(pol).toContain(`FirewallRules\0;${name}\0;\u0001\0;`);
    for (const value of values.values()) expect(pol).toContain(`${value}\0]`);
  };
  check(example);
  fc.assert(fc.property(generated, check), { numRuns: 100 });
});

it.skipIf(noImport !== undefined)(
  'a registry file is what Samba imports, whatever names look like',
  () => {
    const key =
      'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';
    const check = (policy: Policy): void => {
      const text = textOf(policy, 'windows-registry');
      expect(importReg(Buffer.from(text, 'utf16le'), key)).toEqual(readReg(text));
    };
    check(example);
    fc.assert(fc.property(generated, check), { numRuns: 25 });
  },
  60_000,
);

/** What cmd.exe would do beside running netsh: outside of quotes nothing may have a meaning but the redirections. */
function checkBatchLine(line: string): void {
  expect(line).toMatch(/^[ -~]*$/);
  expect(line.length).toBeLessThan(8191);
  // Each percent sign is doubled.
  for (const [run] of line.matchAll(/%+/g)) expect(run.length % 2).toBe(0);
  if (
    line === '' ||
    line.startsWith('::') ||
    /^(?:@echo off|setlocal DisableDelayedExpansion|endlocal)$/.test(line)
  ) {
    expect(line).not.toMatch(/\^$/);
    return;
  }
  const command = line.replace(/ >nul 2>&1$/, '');
  expect(command).toMatch(
    /^netsh advfirewall firewall (?:add|delete) rule (?:[a-z]+=(?:"[^"]*"|[A-Za-z0-9.,:/-]+) ?)+$/,
  );
  // Before a closing quote, backslashes are doubled.
  for (const [, run = ''] of command.matchAll(/[^\\](\\+)"/g)) expect(run.length % 2).toBe(0);
}

it('a batch file holds nothing that cmd.exe or netsh could take for something else', () => {
  const check = (policy: Policy): void => {
    for (const line of textOf(policy, 'windows-netsh').split('\r\n')) checkBatchLine(line);
  };
  check(example);
  fc.assert(fc.property(generated, check), { numRuns: 200 });
});

describe('what does not fit into one rule', () => {
  const subnets = Array.from({ length: 130 }, (_, i) => `10.${i}.1.0/24`);
  const ports = Array.from({ length: 150 }, (_, i) => `${1000 + i * 10}-${1004 + i * 10}`).join(',');
  const big = planOf([
    flow(
      'web',
      [clientsEnd('hq', ...subnets)],
      [hostEnd('a', '10.200.0.1')],
      [service('many', `tcp/${ports}`)],
    ),
  ]);
  const policy = hostPolicy(big, hierarchyOf({ hosts: { a: {} } }), 'a');
  it.each(['windows-netsh', 'windows-gpo', 'windows-registry'])('is several rules of %s', (id) => {
    const dialect = DIALECTS.get(id);
    if (!dialect) throw new Error(id);
    const back = readBack(dialect, policy);
    expect(back.diagnostics).toEqual([]);
    expect(differences(policy, back, dialect)).toEqual([]);
    if (id === 'windows-netsh') {
      expect(back.text.match(/add rule/g)).toHaveLength(9);
      for (const line of back.text.split('\r\n')) checkBatchLine(line);
    }
  });
});

describe('Intune', () => {
  const dialect = DIALECTS.get('windows-intune');
  if (!dialect) throw new Error('windows-intune');
  const withoutPings = (policy: Policy): Policy => ({
    ...policy,
    rules: policy.rules.filter((rule) => rule.transport !== 'icmp'),
  });

  it('says that it can not say ICMP, and nothing is permitted for it', () => {
    const ping = planOf([
      flow(
        'ping',
        [clientsEnd('hq', '10.1.0.0/16')],
        [hostEnd('a', '10.2.0.1')],
        [service('icmp-echo', 'icmp')],
      ),
    ]);
    const { printed, diagnostics } = printPolicy({
      ...hostPolicy(ping, hierarchyOf({ hosts: { a: {} } }), 'a'),
      dialect: 'windows-intune',
    });
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
    expect(printed?.text).not.toContain('"children": [');
  });

  it('permits exactly the rest, whatever names look like', () => {
    const check = (policy: Policy): void => {
      const back = readBack(dialect, withoutPings(policy));
      expect(back.diagnostics.filter((d) => d.code !== 'PT8007')).toEqual([]);
      expect(differences(withoutPings(policy), back, dialect)).toEqual([]);
      const settings = JSON.parse(back.text) as {
        settings: { settingInstance: { groupSettingCollectionValue: object[] } }[];
      };
      expect(settings.settings[0]?.settingInstance.groupSettingCollectionValue.length).toBe(
        back.text.match(/_enabled_1"/g)?.length ?? 0,
      );
      expect(back.text).not.toMatch(/"value": "RPC/);
    };
    check(example);
    fc.assert(fc.property(generated, check), { numRuns: 60 });
  });
});
